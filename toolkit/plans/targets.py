"""指标：the commitments of one item, with their limits, as targets of the plan."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.lang import dates, numerals, quantities
from toolkit.lang.script import shadow
from toolkit.model.plan import Basis, Comparator, Confidence, Kind, Target
from toolkit.plans import grammar, masks, measures, milestones
from toolkit.plans.sentences import Found, Sentence, split

if TYPE_CHECKING:
    from datetime import date

    from toolkit.lang.dates import Limit
    from toolkit.plans.clauses import Reading
    from toolkit.plans.roles import RoleSpan

_CLAUSE: Final = re.compile(r"[^,;、]+|[,;、]")


def extract(
    text: str, task_id: str, title: str, year: int, spans: tuple[RoleSpan, ...]
) -> tuple[Target, ...]:
    """
    Return the targets of one item, numbered from 1 in the order of the text.

    ``year`` is the plan's own; ``spans`` are the places of roles, which make no commitment, though a limit
    printed beside them (6月底完成) governs what has none.
    """
    plain = shadow(text)
    masked = masks.mask(plain, tuple((span.start, span.end) for span in spans))
    sentences = split(masked, year)
    found = [one for sentence in sentences for one in _of_sentence(masked, plain, sentence, title)]
    found = _with_task_limit(found, spans, sentences, text, year)
    return tuple(_target(one, text, f"{task_id}.{k}") for k, one in enumerate(_once(found), start=1))


def _of_sentence(masked: str, plain: str, sentence: Sentence, title: str) -> list[Found]:
    found = [_numeric(masked, plain, sentence, reading, title) for reading in sentence.readings]
    found = _spread(masked, sentence, found)
    found += _ranks(masked, sentence)
    found += _doubled(masked, sentence)
    if masked[sentence.start : sentence.end].rstrip().endswith(":"):
        return sorted(found, key=lambda one: one.start)
    for index, limit in enumerate(sentence.limits):
        stop = sentence.limits[index + 1].start if index + 1 < len(sentence.limits) else sentence.end
        milestone = milestones.read(masked, plain, sentence, limit, stop)
        if milestone is not None:
            found.append(milestone)
    return sorted(found, key=lambda one: one.start)


def _spread(masked: str, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Give each number of a row the limit in its place: 2024年、2025年分别达到80%、90%."""
    group: list[Limit] = []
    for limit in sentence.limits:
        if group and re.fullmatch(r"\s*[、和及,]\s*", masked[group[-1].end : limit.start]):
            group.append(limit)
        elif len(group) < 2:  # noqa: PLR2004
            group = [limit]
    behind = [one for one in found if group and one.end > group[-1].end]
    several = len(group) > 1 and len(behind) >= len(group) and len(behind) % len(group) == 0
    if not several or "分别" not in masked[group[-1].end : behind[1].end]:
        return found
    dues = {id(one): group[index % len(group)].due for index, one in enumerate(behind)}
    return [replace(one, due=dues.get(id(one), one.due)) for one in found]


def _governing(masked: str, sentence: Sentence, place: int) -> Limit | None:
    """Return the limit that governs a place: the last before it, or one behind it that only says 完成."""
    before = [limit for limit in sentence.limits if limit.end <= place]
    if before:
        return before[-1]
    for limit in sentence.limits:
        stop = masked.find(";", limit.end, sentence.end)
        rest = masked[limit.end : stop if stop >= 0 else sentence.end]
        if milestones.BACKWARD.match(rest) or masked[limit.start - 1 : limit.start] == "(":
            return limit
    return None


def _numeric(masked: str, plain: str, sentence: Sentence, reading: Reading, title: str) -> Found:
    quantity = reading.quantity
    limit = _governing(masked, sentence, quantity.start)
    clause_start = _after_last(masked, sentence, reading, _clause_start(masked, sentence, quantity.start))
    start = (
        limit.start
        if limit and not masked[limit.end : clause_start].strip(" ,") and limit.end <= clause_start
        else clause_start
    )
    start = max(start, limit.start) if limit and clause_start <= limit.start < quantity.start else start
    rhythm = grammar.RHYTHM.search(masked, clause_start, quantity.start)
    return Found(
        start=start,
        end=_quote_end(masked, sentence, reading),
        kind=_kind(reading, rhythm[0] if rhythm else ""),
        basis=reading.basis,
        rule=reading.rule,
        measure=measures.of_clause(plain, sentence, clause_start, (quantity.start, quantity.end), title),
        comparator=reading.comparator,
        value=quantity.value,
        unit=quantity.unit,
        due=limit.due if limit else None,
        begin=limit.begin if limit else None,
        baseline=reading.baseline,
        recurring=rhythm[0] if rhythm else None,
        confidence=reading.confidence,
    )


_REST: Final = re.compile(r"\s?[^,;:。、!?\n\d(\s]{0,40}(?=[,;:。、!?\n(\s]|$)")


def _quote_end(masked: str, sentence: Sentence, reading: Reading) -> int:
    """Take the noun behind a count or the verb behind a time into the quote, where it is short."""
    match = _REST.match(masked, reading.end, sentence.end)
    return match.end() if match else reading.end


def _after_last(masked: str, sentence: Sentence, reading: Reading, start: int) -> int:
    """Begin behind the number before, where another subject follows it: 签约20个、开工15个."""
    before = [one.end for one in sentence.readings if start < one.end <= reading.quantity.start]
    comma = masked.rfind("、", max(before), reading.quantity.start) if before else -1
    own = masked[comma + 1 : reading.quantity.start].strip()
    return comma + 1 if comma >= 0 and len(own) > 1 else start


def _clause_start(masked: str, sentence: Sentence, place: int) -> int:
    start = max(masked.rfind(end, sentence.start, place) for end in ",;:")
    start = max(start + 1, sentence.start)
    return start + len(masked[start:place]) - len(masked[start:place].lstrip())


def _kind(reading: Reading, rhythm: str) -> Kind:
    if rhythm.endswith("均") and reading.basis is Basis.LEVEL:
        return Kind.AVERAGE
    if reading.basis is Basis.DECREASE:
        return Kind.DECREASE
    counted = reading.quantity.unit not in (*quantities.SHARE_UNITS, *quantities.TIME_UNITS)
    if reading.basis is Basis.INCREASE:
        return Kind.COUNT if counted else Kind.INCREASE
    upward = reading.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
    return Kind.COUNT if counted and upward else Kind.LEVEL


def _ranks(masked: str, sentence: Sentence) -> list[Found]:
    found = []
    for match in grammar.RANK.finditer(masked, sentence.start, sentence.end):
        value = numerals.parse(match["n"])
        if value is None or not re.search(
            r"全[国省市区县州]|排名|位次|位居|方阵|前列|评价|考核",
            match[0] + masked[max(0, match.start() - 20) : match.start()],
        ):
            continue
        limit = _governing(masked, sentence, match.start())
        found.append(
            Found(
                match.start(), match.end(), Kind.ANNUAL, Basis.LEVEL, "rank", "排名", Comparator.AT_MOST, value, match["unit"] or "名",
                limit.due if limit else None, confidence=Confidence.LOW,
            )
        )  # fmt: skip
    return found


def _doubled(masked: str, sentence: Sentence) -> list[Found]:
    found = []
    for match in grammar.DOUBLED.finditer(masked, sentence.start, sentence.end):
        times = numerals.parse(match["n"]) or 1
        limit = _governing(masked, sentence, match.start())
        start = _clause_start(masked, sentence, match.start())
        found.append(
            Found(
                start, match.end(), Kind.INCREASE, Basis.INCREASE, "doubled",
                measures.trim(masked[start : match.start()]), Comparator.AT_LEAST,
                (2.0**times - 1) * 100, "%", limit.due if limit else None, confidence=Confidence.MEDIUM,
            )
        )  # fmt: skip
    return found


def _with_task_limit(
    found: list[Found], spans: tuple[RoleSpan, ...], sentences: list[Sentence], text: str, year: int
) -> list[Found]:
    """Let a limit printed beside the roles govern the numbers without one, or stand for the item itself."""
    printed = [
        (span.start, limit)
        for span in spans
        if span.limit
        for limit in dates.alone(shadow(span.limit), year)[-1:]
    ]
    printed += [(limit.start, limit) for sentence in sentences for limit in _alone(sentence, text)]
    if not printed:
        return found
    due = printed[-1][1].due
    if not found:
        end = len(text.split("\n", 1)[0])
        first = min((span.start for span in spans), default=end)
        stop = min(end, first) or end
        stop = min(stop, text.find("。") + 1 or stop)
        return [
            Found(
                0,
                stop,
                Kind.MILESTONE,
                Basis.MILESTONE,
                "task-limit",
                text[:stop][: measures.LONGEST],
                due=due,
            )
        ]
    return [replace(one, due=_next_due(printed, one.start)) if one.due is None else one for one in found]


def _next_due(printed: list[tuple[int, Limit]], place: int) -> date:
    """Return the limit printed next behind a place, as at the end of a table's row, else the last of all."""
    return next((limit.due for start, limit in printed if start >= place), printed[-1][1].due)


def _alone(sentence: Sentence, text: str) -> tuple[Limit, ...]:
    """Return the limit of a sentence that says nothing else, such as 2022年6月底前完成."""
    if len(sentence.limits) != 1 or sentence.readings:
        return ()
    limit = sentence.limits[0]
    rest = shadow(text[sentence.start : limit.start] + text[limit.end : sentence.end]).strip(" ,;。:\n")
    return (
        (limit,)
        if re.fullmatch(
            r"(?:力争|争取|确保|于|在|要|前|全部|全面)*(?:完成|建成|落实|办结|见效|到位|实现)?", rest
        )
        else ()
    )


def _once(found: list[Found]) -> list[Found]:
    """Drop a number restated: the same value, limit and subject a second time."""
    kept: list[Found] = []
    for one in found:
        same = (other for other in kept if one.value is not None and _key(other) == _key(one))
        if not any(other.measure == one.measure for other in same):
            kept.append(one)
    return kept


def _key(one: Found) -> tuple[object, ...]:
    return one.basis, one.comparator, one.value, one.unit, one.due


def _target(found: Found, text: str, target_id: str) -> Target:
    raw = text[found.start : found.end]
    start = found.start + len(raw) - len(raw.lstrip(" \u3000,，;；、\n"))
    quote = text[start : found.end].rstrip(" \u3000,，;；、。\n(（")
    return Target(
        id=target_id,
        quote=quote,
        kind=found.kind,
        basis=found.basis,
        measure=found.measure,
        comparator=found.comparator,
        value=found.value,
        unit=found.unit,
        due=found.due,
        start=found.begin,
        baseline=found.baseline,
        stage=str(found.due.year) if found.due else None,
        recurring=found.recurring,
        confidence=found.confidence,
        rule=found.rule,
        span=(start, start + len(quote)),
    )
