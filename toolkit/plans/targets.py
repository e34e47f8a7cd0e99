"""指标：the commitments of one item, with their limits, as targets of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.lang import dates, numerals, quantities
from toolkit.lang.script import shadow
from toolkit.model.plan import Basis, Comparator, Confidence, Kind, Target
from toolkit.plans import grammar, masks, readings

if TYPE_CHECKING:
    from datetime import date

    from toolkit.lang.dates import Limit
    from toolkit.plans.readings import Reading
    from toolkit.plans.roles import RoleSpan

_SENTENCE: Final = re.compile(r"[^。!?\n]*[。!?\n]?")
_LONGEST_MEASURE: Final = 24
_BACKWARD: Final = re.compile(
    r"^\s*(?:前|底前)?(?:全部|全面|基本)?(?:完成|实现|落实|达到|建成|到位|达标|完成到位|见效|落地|出台|印发)?(?:到位|目标)?\s*[,;。)]?\s*$"
)
_CLAUSE: Final = re.compile(r"[^,;、]+|[,;、]")
_TRIVIAL: Final = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an item: its place, its limits and its commitments."""

    start: int
    end: int
    limits: tuple[Limit, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A target before it has its number: where it stands and what it says."""

    start: int
    end: int
    kind: Kind
    basis: Basis
    rule: str
    measure: str = ""
    comparator: Comparator | None = None
    value: float | None = None
    unit: str | None = None
    due: date | None = None
    begin: date | None = None
    baseline: float | None = None
    recurring: str | None = None
    confidence: Confidence = Confidence.HIGH


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
    sentences = _sentences(masked, year)
    found = [one for sentence in sentences for one in _of_sentence(masked, plain, sentence, title)]
    found = _with_task_limit(found, spans, sentences, text, year)
    return tuple(_target(one, text, f"{task_id}.{k}") for k, one in enumerate(_once(found), start=1))


def _sentences(masked: str, year: int) -> list[Sentence]:
    sentences: list[Sentence] = []
    heading: Limit | None = None
    for match in _SENTENCE.finditer(masked):
        if not match[0].strip():
            continue
        limits = tuple(
            replace(one, start=one.start + match.start(), end=one.end + match.start())
            for one in dates.limits(match[0], _context_year(sentences, year))
        )
        numbers = _outside(quantities.find(masked[: match.end()][match.start() :]), match.start(), limits)
        if limits:
            heading = None
        elif heading is not None:
            limits = (replace(heading, start=match.start(), end=match.start()),)
        sentences.append(Sentence(match.start(), match.end(), limits, readings.read(masked, numbers)))
        if limits and match[0].rstrip("\n").rstrip().endswith(":"):
            heading = limits[-1]
    return sentences


def _context_year(_: list[Sentence], year: int) -> int:
    return year


def _outside(
    found: tuple[quantities.Quantity, ...], start: int, limits: tuple[Limit, ...]
) -> tuple[quantities.Quantity, ...]:
    moved = (replace(one, start=one.start + start, end=one.end + start) for one in found)
    return tuple(
        one for one in moved if not any(lim.start < one.end and one.start < lim.end for lim in limits)
    )


def _of_sentence(masked: str, plain: str, sentence: Sentence, title: str) -> list[Found]:
    found = [_numeric(masked, plain, sentence, reading, title) for reading in sentence.readings]
    found += _ranks(masked, sentence)
    found += _doubled(masked, sentence)
    for index, limit in enumerate(sentence.limits):
        stop = sentence.limits[index + 1].start if index + 1 < len(sentence.limits) else sentence.end
        milestone = _milestone(masked, plain, sentence, limit, stop)
        if milestone is not None:
            found.append(milestone)
    return sorted(found, key=lambda one: one.start)


def _governing(masked: str, sentence: Sentence, place: int) -> Limit | None:
    """Return the limit that governs a place: the last before it, or one behind it that only says 完成."""
    before = [limit for limit in sentence.limits if limit.end <= place]
    if before:
        return before[-1]
    for limit in sentence.limits:
        stop = masked.find(";", limit.end, sentence.end)
        rest = masked[limit.end : stop if stop >= 0 else sentence.end]
        if _BACKWARD.match(rest) or masked[limit.start - 1 : limit.start] == "(":
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
        measure=_measure(plain, sentence, clause_start, quantity.start, title),
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
        return Kind.COUNT if counted and reading.rule != "increase-by" else Kind.INCREASE
    upward = reading.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
    return Kind.COUNT if counted and upward else Kind.LEVEL


_LEADING: Final = re.compile(
    r"^(?:至少|不少于|其中|并|且|确保|力争|争取|实现|使|将|把|推动|全市|全县|全区|要|应|到|至|于|在|全面|基本|及|和|以及|分别|平均|让|对|同时|努力|原则上|进一步)+"
)
_TRAILING: Final = re.compile(
    r"(?:不少于|不低于|不超过|不高于|不大于|不小于|不得|超过|低于|高于|突破|达到|达|至少|最多|最少|控制在|压缩|压减|缩短|缩减|减少|精简|降低|下降|提升|提高|增加|增长|上升|稳定|保持|"
    r"实现|完成|新增|推出|建成|培育|增速|同比|环比|分别|均|平均|至|到|为|在|约|比例|再|由|从|力争|个|的|以|等|以上|\s|,|、|□|“|”|\(|\))+$"
)


def _measure(plain: str, sentence: Sentence, start: int, place: int, title: str) -> str:
    """Return the short name of what is measured: the subject of the clause, else of the clause before."""
    for left in (plain[start:place], plain[sentence.start : start]):
        text = _trim(left)
        if len(text) >= _TRIVIAL // 2:
            return text
    return title[:_LONGEST_MEASURE]


_BRACKETED: Final = re.compile(r"\([^()]*\)|^[^(]*\)")
_BASELINE: Final = re.compile(r"(?:从|由)[^,;:。]{0,12}$|较[^,;:。]{0,10}$|\d[\d.]*\s?(?:%|个|项|天|家|工作日|环节)[^,;:。]{0,4}$")


def _trim(left: str) -> str:
    for limit in reversed(dates.limits(left, 2000)):
        left = left[: limit.start] + left[limit.end :]
    text = re.split(r"[,;:]", _BRACKETED.sub("", left).strip(" ,;:。"))[-1].strip()
    for _ in range(3):
        text = _BASELINE.sub("", _TRAILING.sub("", text))
    text = _LEADING.sub("", text).lstrip(" ,、于")
    if len(text) > _LONGEST_MEASURE:
        text = re.split(r"[、的]", text)[-1] if len(re.split(r"[、的]", text)[-1]) >= _TRIVIAL else text
    return text[-_LONGEST_MEASURE:]


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
                start, match.end(), Kind.INCREASE, Basis.INCREASE, "doubled", _trim(masked[start : match.start()]), Comparator.AT_LEAST,
                (2.0**times - 1) * 100, "%", limit.due if limit else None, confidence=Confidence.MEDIUM,
            )
        )  # fmt: skip
    return found


def _milestone(masked: str, plain: str, sentence: Sentence, limit: Limit, stop: int) -> Found | None:
    """
    Read a dated deliverable without a number; one limit gives one.

    Where numbers stand behind the limit, only a clause that states a result (实现…, 全覆盖) counts beside them.
    """
    backward = not masked[limit.end : stop].strip(" ,;。、)\n完成前底") or _BACKWARD.match(
        masked[limit.end : stop]
    )
    start, end = (sentence.start, limit.start) if backward else (limit.end, stop)
    if backward and any(other.end <= limit.start for other in sentence.limits):
        return None
    spoken = [reading for reading in sentence.readings if start <= reading.quantity.start < end]
    clauses = _clauses(masked, start, end)
    if spoken or _numbers(sentence, start, end, masked):
        free = [c for c in clauses if not any(c[0] <= r.quantity.start < c[1] for r in spoken)]
        free = (
            [c for c in free if c[0] < spoken[0].quantity.start or ";" in masked[limit.end : c[0]]]
            if spoken
            else free
        )
        chosen = [
            c
            for c in free
            if grammar.STRONG.search(masked[c[0] : c[1]])
            and not grammar.DIRECTION.search(masked[c[0] : c[1]])
        ]
    else:
        chosen = [c for c in clauses if _delivers(plain[c[0] : c[1]], masked[c[0] : c[1]])]
    if not chosen:
        return None
    first = chosen[0]
    quote_start = min(limit.start, first[0]) if not masked[limit.end : first[0]].strip(" ,") else first[0]
    keep = grammar.KEEP.search(plain, first[0], first[1])
    text = plain[first[0] : first[1]]
    return Found(
        start=quote_start,
        end=max(first[1], limit.end) if backward else first[1],
        kind=Kind.KEEP if keep else Kind.MILESTONE,
        basis=Basis.MILESTONE,
        rule="milestone",
        measure=_LEADING.sub("", text.strip(" ,;、“”"))[:_LONGEST_MEASURE],
        due=limit.due,
        begin=limit.begin,
        confidence=Confidence.MEDIUM,
    )


def _numbers(sentence: Sentence, start: int, end: int, masked: str) -> bool:
    return bool(
        grammar.DOUBLED.search(masked, start, end) or grammar.RANK.search(masked, start, end)
    ) and bool(sentence)


def _clauses(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the clauses between two points, commas and semicolons left out."""
    clauses = []
    for match in re.finditer(r"[^,;:。!?\n]+", masked[start:end]):
        if match[0].strip():
            lead = len(match[0]) - len(match[0].lstrip())
            clauses.append((start + match.start() + lead, start + match.end()))
    return clauses


def _delivers(text: str, masked: str) -> bool:
    """Tell whether a clause states something done by its limit rather than a direction or a ground."""
    if re.match(r"^(?:已|累计|目前|共)", text):
        return False
    if (
        len(text.strip()) < _TRIVIAL // 2
        or re.match(r"^(?:结合|根据|依|按|按照|通过|围绕|以|针对|对|在|除|积极|鼓励|支持|引导|力争在)", text)
        and not grammar.STRONG.search(masked)
    ):
        return False
    return bool(grammar.RESULT.search(text)) and not grammar.DIRECTION.search(masked)


def _with_task_limit(
    found: list[Found], spans: tuple[RoleSpan, ...], sentences: list[Sentence], text: str, year: int
) -> list[Found]:
    """Let a limit printed beside the roles govern the numbers without one, or stand for the item itself."""
    printed = [limit for span in spans if span.limit for limit in dates.limits(shadow(span.limit), year)]
    printed += [limit for sentence in sentences for limit in _alone(sentence, text)]
    if not printed:
        return found
    due = printed[-1].due
    if not found:
        end = len(text.split("\n", 1)[0])
        first = min((span.start for span in spans), default=end)
        stop = min(end, first) or end
        return [
            Found(
                0, stop, Kind.MILESTONE, Basis.MILESTONE, "task-limit", text[:stop][:_LONGEST_MEASURE], due=due
            )
        ]
    return [replace(one, due=due) if one.due is None else one for one in found]


def _alone(sentence: Sentence, text: str) -> tuple[Limit, ...]:
    """Return the limit of a sentence that says nothing else: 2022年6月底前完成。"""
    if len(sentence.limits) != 1 or sentence.readings:
        return ()
    limit = sentence.limits[0]
    rest = shadow(text[sentence.start : limit.start] + text[limit.end : sentence.end]).strip(" ,;。:\n")
    return (limit,) if re.fullmatch(r"(?:力争|争取|确保|于|在|要|前|全部|全面)*(?:完成|建成|落实|办结|见效|到位|实现)?", rest) else ()


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
    quote = text[start : found.end].rstrip(" \u3000,，;；、。\n")
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
