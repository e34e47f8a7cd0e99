"""读数：one number of a clause becomes a commitment, or is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.lang import quantities
from toolkit.model.plan import Basis, Comparator, Confidence
from toolkit.plans import bare, grammar
from toolkit.plans.clauses import Clause, Reading

if TYPE_CHECKING:
    from toolkit.lang.quantities import Quantity

_LONGEST: Final = 400  # no clause is longer: work must stay linear
_CLAUSE_ENDS: Final = ",;:。!?\n"
_LIST_ENDS: Final = "、"
_JOINT: Final = re.compile(r"^\s*(?:以内|以上|内)?\s*(?:、|和|及|或)\s*$")


def read(text: str, found: tuple[Quantity, ...], begin: int, end: int) -> tuple[Reading, ...]:
    """Return the commitments among the quantities of one sentence of a masked shadow, in order."""
    if not found:
        return ()
    found = _share_units(text, found, begin, end)
    readings: list[Reading] = []
    baseline: float | None = None
    granted = False
    for index, quantity in enumerate(found):
        clause = _clause(text, found, index, begin, end)
        granted = granted or _is_grant(clause)
        if granted and quantity.unit.endswith("元"):
            continue
        if _is_baseline(clause):
            baseline = quantity.value
            continue
        reading = _read(clause, readings[-1] if readings else None)
        if reading is not None:
            readings.append(replace(_lower(reading), baseline=baseline, end=quantity.end + _tail(clause)))
        baseline = None
    return tuple(readings)


def _lower(reading: Reading) -> Reading:
    """Of a range 3-5 家 the lower end is promised, of 3至5日 the upper."""
    low = reading.quantity.low
    if low is None or reading.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        return reading
    return replace(reading, quantity=replace(reading.quantity, value=low), confidence=Confidence.MEDIUM)


def _tail(clause: Clause) -> int:
    match = next((m for pattern in grammar.AFTER if (m := pattern.regex.match(clause.behind))), None)
    return match.end() if match else 0


def _share_units(text: str, found: tuple[Quantity, ...], begin: int, end: int) -> tuple[Quantity, ...]:
    """Give the 5 of 5个、15个工作日 and of 5、15个工作日 the unit of the number behind it."""
    shared = [
        replace(one, start=one.start + begin, end=one.end + begin)
        for one in quantities.find_shared(text[begin:end])
    ]
    taken = {quantity.start for quantity in found}
    merged = sorted((*found, *(one for one in shared if one.start not in taken)), key=lambda one: one.start)
    for index in range(len(merged) - 2, -1, -1):
        one, other = merged[index], merged[index + 1]
        if one.unit == "个" and other.unit.startswith("个") and _JOINT.match(text[one.end : other.start]):
            merged[index] = replace(one, unit=other.unit)
    return tuple(merged)


def _clause(text: str, found: tuple[Quantity, ...], index: int, begin: int, end: int) -> Clause:
    quantity = found[index]
    start = max(begin, *(text.rfind(mark, begin, quantity.start) + 1 for mark in _CLAUSE_ENDS))
    stops = [place for mark in _CLAUSE_ENDS if (place := text.find(mark, quantity.end, end)) >= 0]
    previous = found[index - 1] if index else None
    following = found[index + 1] if index + 1 < len(found) else None
    stop = min(*stops, quantity.end + _LONGEST, end) if stops else min(quantity.end + _LONGEST, end)
    return Clause(text, quantity, max(start, quantity.start - _LONGEST), stop, previous, following)


def _is_baseline(clause: Clause) -> bool:
    """Tell whether the number is what was: 从80%提升至, 8次测绘缩减至."""
    if not grammar.BASELINE_RIGHT.match(clause.behind):
        return False
    return not re.search(r"(?:压缩|提升|提高|缩短|压减|减少|增加|达)(?:至|到|为)[^,]{0,4}$", clause.near)


def _read(clause: Clause, last: Reading | None) -> Reading | None:
    if _is_attribute(clause) or _is_condition(clause) or _is_past(clause):
        return None
    reading = (
        _inherited(clause, last)
        or _again(clause, last)
        or _compared(clause)
        or bare.read(clause)
        or _listed(clause, last)
    )
    return None if reading is None or bare.is_name(clause, reading) else reading


def _is_attribute(clause: Clause) -> bool:
    """Tell whether the number only says which things are counted: 投资1亿元以上项目10个."""
    whose = grammar.ATTRIBUTE_NOUN.match(clause.behind)
    if whose and clause.quantity.unit.split("/")[0] in grammar.ATTRIBUTE_UNITS:
        return not bare.starts_with_verb(re.sub(r"^[^上下]*[上下]的?", "", clause.behind))
    if re.search(r"投资额?\s*$", clause.near) and re.match(r"^(?:以上|左右)?的", clause.behind):
        return True
    other = clause.following
    if other is None or other.start >= clause.stop or clause.quantity.unit not in grammar.ATTRIBUTE_UNITS:
        return False
    between = grammar.ATTRIBUTE_RIGHT.match(clause.behind)
    if between is None or other.unit == clause.quantity.unit:
        return False
    named = between["of"] or between["tail"] or grammar.ATTRIBUTE_LEFT.search(clause.near)
    return bool(named) and not (between["tail"] and bare.starts_with_verb(clause.behind))


def _is_condition(clause: Clause) -> bool:
    if clause.quantity.unit in quantities.SHARE_UNITS and grammar.SHARE_OF.match(clause.right):
        return False
    if grammar.THRESHOLD.match(clause.text, clause.quantity.end):
        return True
    if not grammar.CONDITION_RIGHT.match(clause.right):
        return False
    if grammar.CONDITION_LEFT.search(clause.left):
        return True
    return bool(re.match(r"[^的]{0,8}(?:以上|以下|以内)的", clause.right)) and not grammar.ACHIEVE.search(
        clause.left
    )


def _is_grant(clause: Clause) -> bool:
    if not clause.quantity.unit.endswith("元"):
        return False
    if grammar.STANDARD.search(clause.left):
        return False
    return bool(grammar.GRANT.search(clause.left) or grammar.GRANT.match(clause.right.lstrip("的 ")))


def _is_past(clause: Clause) -> bool:
    return bool(
        re.search(r"(?:已|已经|截至目前|目前|现有|累计已|去年|上年)[^,;:。]{0,10}$", clause.near)
    ) and not re.search(r"(?:达到|提升|力争|确保|实现|比|较|增长|减少|下降|提高|降低|压缩|缩短)", clause.near)


def _compared(clause: Clause) -> Reading | None:
    """Read a number by the words that compare it: the nearest before it, and those right behind it."""
    before = [(m, p) for p in grammar.BEFORE if (m := p.regex.search(clause.near))]
    after = next((p for p in grammar.AFTER if p.regex.match(clause.behind)), None)
    added = grammar.ADDED.search(clause.near) if not clause.quantity.unit.startswith("%") else None
    if not before and after is None and added is None:
        return None
    if not before:
        return _by_tail(clause, after, added=bool(added))
    match, pattern = _nearest(before)
    comparator, basis = pattern.comparator or Comparator.AT_LEAST, pattern.basis
    if after is not None:
        comparator, basis = _with_tail(pattern, after, clause)
    if pattern.name == "growth-noun" and grammar.CAPPED.search(clause.near):
        comparator, basis = Comparator.AT_MOST, Basis.LEVEL
    if added and basis is Basis.LEVEL and comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}:
        basis = Basis.INCREASE
    return Reading(
        clause.quantity,
        comparator,
        basis,
        pattern.name,
        clause.quantity.start - len(clause.near) + match.start(),
    )


_OF_CHANGE: Final = frozenset(("growth-noun", "fall-noun", "growth-by", "fall-by"))
_LAST: Final = frozenset(("decrease-noun", "increase-noun"))


def _nearest(
    before: list[tuple[re.Match[str], grammar.Pattern]],
) -> tuple[re.Match[str], grammar.Pattern]:
    """Of the words before a number the earlier in the table wins, unless a later one begins nearer to it."""
    noun = next((one for one in before if one[1].name in _OF_CHANGE), None)
    return noun or max(
        before,
        key=lambda one: (one[1].name not in _LAST, one[0].start(), -grammar.BEFORE.index(one[1])),
    )


def _with_tail(pattern: grammar.Pattern, after: grammar.Pattern, clause: Clause) -> tuple[Comparator, Basis]:
    """Settle what the words before and behind a number say together: 控制在95%以上, 压缩5天以内."""
    if pattern.basis is Basis.DECREASE and after.name == "within":
        return Comparator.AT_MOST, Basis.LEVEL
    if pattern.comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}:
        return pattern.comparator, pattern.basis
    if pattern.basis is not Basis.LEVEL or pattern.name == "not-under":
        return pattern.comparator or Comparator.AT_LEAST, pattern.basis
    if (
        after.name == "within"
        and re.match(r"\s*内", clause.behind)
        and pattern.comparator is Comparator.AT_LEAST
    ):
        return Comparator.AT_MOST, pattern.basis
    return after.comparator or Comparator.AT_LEAST, pattern.basis


def _by_tail(clause: Clause, after: grammar.Pattern | None, *, added: bool) -> Reading | None:
    quantity = clause.quantity
    unit = quantity.unit
    if added:
        return Reading(quantity, Comparator.AT_LEAST, Basis.INCREASE, "added", clause.start)
    if after is None:
        return None
    if unit in quantities.TIME_UNITS:
        return bare.time(clause) if after.name == "within" else None
    if after.name == "or-more" and quantity.spelled and quantity.value < bare.FEW:
        return None
    if unit not in quantities.SHARE_UNITS and grammar.REFERENCE.search(clause.near):
        return None
    return Reading(quantity, after.comparator or Comparator.AT_LEAST, Basis.LEVEL, after.name, clause.start)


def _listed(clause: Clause, last: Reading | None) -> Reading | None:
    """Read a count without a verb of its own by the count before it: 打造小镇2个,景区3家."""
    quantity = clause.quantity
    if (
        last is None
        or clause.previous is None
        or last.quantity.start != clause.previous.start
        or quantity.spelled
    ):
        return None
    counted = not {quantity.unit, last.quantity.unit} & {*quantities.SHARE_UNITS, *quantities.TIME_UNITS}
    upward = last.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
    ends = re.match(r"^(?:以上|左右)?\s*(?:$|[、,;。])", clause.behind)
    if not (counted and upward and ends) or grammar.REFERENCE.search(clause.near) or len(clause.near) < 2:  # noqa: PLR2004
        return None
    return Reading(quantity, Comparator.AT_LEAST, Basis.LEVEL, "listed", clause.start, Confidence.MEDIUM)


def _again(clause: Clause, last: Reading | None) -> Reading | None:
    """Read a stretch goal by the goal before it: 增长6%以上,力争达到6.5%."""
    if last is None or clause.previous is None or last.quantity.start != clause.previous.start:
        return None
    same = last.basis is not Basis.LEVEL and last.quantity.unit == clause.quantity.unit
    if not same or not grammar.AGAIN.match(clause.left) or not clause.left.strip():
        return None
    return replace(last, quantity=clause.quantity, rule=f"{last.rule}+", left=clause.start)


def _inherited(clause: Clause, last: Reading | None) -> Reading | None:
    """Read the second of a pair by the first: 分别提高5%、7.5%以上, 分别不超过5个、15个工作日."""
    if last is None or clause.previous is None or last.quantity.start != clause.previous.start:
        return None
    between = clause.text[last.quantity.end : clause.quantity.start]
    if not _JOINT.match(between):
        return None
    return replace(last, quantity=clause.quantity, rule=f"{last.rule}+")
