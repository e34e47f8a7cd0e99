"""读数：one number of a clause becomes a commitment, or is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.lang import quantities
from toolkit.model.plan import Basis, Comparator, Confidence
from toolkit.plans import grammar

if TYPE_CHECKING:
    from toolkit.lang.quantities import Quantity

_CLAUSE_ENDS: Final = ",;:。!?\n"
_LIST_ENDS: Final = "、"
_FEW: Final = 2
_SPELLED_UNITS: Final = frozenset("个 家 项 所 座 处 条 场 次 件 名 户 支".split())
_JOINT: Final = re.compile(r"^\s*(?:以内|以上|内)?\s*(?:、|和|及|或)\s*$")
_FINISH: Final = re.compile(
    r"^\s*(?:之?内|以内)?[^,;。、\d%]{0,14}?(?:办结|完成|办理|出证|审批|通电|通水|通气|反馈|答复|拨付|发放|办好|送达|到账|接电|签订|出具|备案|领取|领证|拿证|"
    r"兑付|回复|响应|受理|公示|处置|到位|上门|转办|开户|缴存|评审|审查|审核|核准|赔付|放款|放贷|支付|解决|流转|登记|施工|勘查|现场|决定|完毕|推送|交办|公开|注册|报装|建成|处理)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read as a commitment: how it binds, and by which rule of the grammar."""

    quantity: Quantity
    comparator: Comparator
    basis: Basis
    rule: str
    left: int
    confidence: Confidence = Confidence.HIGH
    baseline: float | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """A quantity with the text around it: the clause to its left and right, and what stood before."""

    text: str
    quantity: Quantity
    start: int
    stop: int
    previous: Quantity | None
    following: Quantity | None

    @property
    def left(self) -> str:
        """The clause before the number, from the last comma."""
        return self.text[self.start : self.quantity.start]

    @property
    def near(self) -> str:
        """The clause before the number, from the number before it."""
        start = max(self.start, self.previous.end if self.previous else 0)
        return self.text[start : self.quantity.start]

    @property
    def right(self) -> str:
        """The clause behind the number."""
        return self.text[self.quantity.end : self.stop]

    @property
    def behind(self) -> str:
        """The clause behind the number, up to the next number."""
        stop = min(self.stop, self.following.start) if self.following else self.stop
        return self.text[self.quantity.end : stop]


def read(text: str, found: tuple[Quantity, ...]) -> tuple[Reading, ...]:
    """Return the commitments among the quantities of a masked shadow, in order."""
    found = _share_units(text, found)
    readings: list[Reading] = []
    baseline: float | None = None
    for index, quantity in enumerate(found):
        clause = _clause(text, found, index)
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


def _share_units(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Give the 5 of 5个、15个工作日 and of 5、15个工作日 the unit of the number behind it."""
    shared = quantities.find_shared(text)
    taken = {quantity.start for quantity in found}
    merged = sorted((*found, *(one for one in shared if one.start not in taken)), key=lambda one: one.start)
    for index in range(len(merged) - 2, -1, -1):
        one, other = merged[index], merged[index + 1]
        if one.unit == "个" and other.unit.startswith("个") and _JOINT.match(text[one.end : other.start]):
            merged[index] = replace(one, unit=other.unit)
    return tuple(merged)


def _clause(text: str, found: tuple[Quantity, ...], index: int) -> Clause:
    quantity = found[index]
    start = max((text.rfind(end, 0, quantity.start) for end in _CLAUSE_ENDS), default=-1) + 1
    stops = [place for end in _CLAUSE_ENDS if (place := text.find(end, quantity.end)) >= 0]
    previous = found[index - 1] if index else None
    following = found[index + 1] if index + 1 < len(found) else None
    return Clause(text, quantity, start, min(stops, default=len(text)), previous, following)


def _is_baseline(clause: Clause) -> bool:
    """Tell whether the number is what was: 从80%提升至, 8次测绘缩减至."""
    if not grammar.BASELINE_RIGHT.match(clause.behind):
        return False
    if re.search(r"(?:压缩|提升|提高|缩短|压减|减少|增加|达)(?:至|到|为)[^,]{0,4}$", clause.near):
        return False
    return True


def _read(clause: Clause, last: Reading | None) -> Reading | None:
    if _is_condition(clause) or _is_grant(clause) or _is_past(clause):
        return None
    reading = _inherited(clause, last) or _compared(clause) or _bare(clause)
    return None if reading is None or _is_name(clause, reading) else reading


def _is_condition(clause: Clause) -> bool:
    if grammar.THRESHOLD.match(clause.text, clause.quantity.end):
        return True
    if not grammar.CONDITION_RIGHT.match(clause.right):
        return False
    if grammar.CONDITION_LEFT.search(clause.left):
        return True
    return bool(re.match(r"[^的]{0,8}(?:以上|以下|以内)的", clause.right)) and not grammar.ACHIEVE.search(clause.left)


def _is_grant(clause: Clause) -> bool:
    if not clause.quantity.unit.endswith("元"):
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
    if pattern.basis is not Basis.LEVEL or pattern.name in {"not-under"}:
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
        rule, comparator, basis = "added", Comparator.AT_LEAST, Basis.INCREASE
        return Reading(quantity, comparator, basis, rule, clause.start)
    if after is None:
        return None
    if after.name == "within" and unit in quantities.TIME_UNITS:
        return _bare_time(clause)
    if unit in quantities.TIME_UNITS:
        return None
    if after.name == "or-more" and quantity.spelled and quantity.value < _FEW:
        return None
    if unit not in quantities.SHARE_UNITS and grammar.REFERENCE.search(clause.near):
        return None
    return Reading(quantity, after.comparator or Comparator.AT_LEAST, Basis.LEVEL, after.name, clause.start)


def _inherited(clause: Clause, last: Reading | None) -> Reading | None:
    """Read the second of a pair by the first: 分别提高5%、7.5%以上, 分别不超过5个、15个工作日."""
    if last is None or clause.previous is None or last.quantity != clause.previous:
        return None
    between = clause.text[last.quantity.end : clause.quantity.start]
    if not _JOINT.match(between):
        return None
    return replace(last, quantity=clause.quantity, rule=f"{last.rule}+")


def _bare(clause: Clause) -> Reading | None:
    """Read a number nothing compares: a time, a number of steps, a share, a count under a verb."""
    unit = clause.quantity.unit
    if grammar.STEPS.search(unit):
        return Reading(clause.quantity, Comparator.AT_MOST, Basis.LEVEL, "steps", clause.start)
    if unit in quantities.TIME_UNITS:
        return _bare_time(clause)
    if unit in quantities.SHARE_UNITS:
        return _bare_share(clause)
    return _bare_count(clause)


def _bare_time(clause: Clause) -> Reading | None:
    if grammar.DURATION_NO.search(clause.near) or grammar.DURATION_AFTER_NO.match(clause.right):
        return None
    if grammar.NAMED_RATE.match(clause.right):
        return None
    rest = clause.behind.strip()
    finished = (
        _FINISH.match(clause.behind)
        or not rest
        or rest[0] in "、,;()"
        or rest in {"内", "以内", "之内", "左右"}
    )
    within = grammar.AFTER[1].regex.match(clause.behind)
    if not (finished or within):
        return None
    return Reading(clause.quantity, Comparator.AT_MOST, Basis.LEVEL, "time", clause.start)


def _bare_share(clause: Clause) -> Reading | None:
    sure = clause.quantity.value == 100 or grammar.RATE.search(clause.near)  # noqa: PLR2004
    confidence = Confidence.MEDIUM if sure else Confidence.LOW
    return Reading(clause.quantity, Comparator.AT_LEAST, Basis.LEVEL, "share", clause.start, confidence)


def _moved(clause: Clause) -> re.Match[str] | None:
    """Find the verb behind the number in 将120项事项纳入综合窗口."""
    if not re.search(r"(?:将|把)[^,;:。]{0,30}$", clause.left):
        return None
    if clause.following is not None and clause.following.start < clause.stop:
        return None
    return re.search(r"纳入|下放|整合|进驻|取消|转为|移交|划转|上线|列入", clause.right)


def _bare_count(clause: Clause) -> Reading | None:
    quantity = clause.quantity
    verb = grammar.ACHIEVE.search(clause.left) or _moved(clause)
    rhythm = quantity.unit == "次" and grammar.RHYTHM.search(clause.left)
    if not verb or re.search(r"前\s*$|第\s*$", clause.near):
        return None
    reference = grammar.REFERENCE.search(clause.near)
    if reference and not grammar.MAIN_VERB.search(clause.near, reference.start() + 1):
        return None
    if quantity.spelled and not rhythm and (quantity.value < _FEW or quantity.unit not in _SPELLED_UNITS):
        return None
    confidence = Confidence.LOW if quantity.spelled else Confidence.MEDIUM
    return Reading(quantity, Comparator.AT_LEAST, Basis.LEVEL, "count", clause.start, confidence)


_COMPARED: Final = frozenset(
    ("not-under", "not-over", "reduce-to", "raise-to", "over", "beyond", "under", "reach")
)
_DIRECT: Final = re.compile(
    r"(?:建成|建设|打造|新建|培育|推出|设立|开展|举办|创建|制定|组织|召开|布局|新增|选树|建立)(?:好|完成)?\s*$"
)
_REDUCED: Final = re.compile(r"(?:为|成|至|到|仅|只|需|共)[^,;:。]{0,24}$")


def _is_name(clause: Clause, reading: Reading) -> bool:
    """Tell whether a spelled number only names something: 四个阶段, 一个平台, 一批."""
    quantity = reading.quantity
    if not quantity.spelled or reading.rule == "time":
        return False
    if reading.rule == "steps":
        return not _REDUCED.search(clause.left)
    if quantity.unit in {"批", "类", "种", "期", "级", "门", "部"}:
        return True
    if reading.rule == "reduce-to":
        return quantity.unit == "个"
    if reading.rule in _COMPARED:
        return False
    if reading.rule == "count":
        return not (_DIRECT.search(clause.near) or grammar.RHYTHM.search(clause.left))
    return quantity.unit not in quantities.SHARE_UNITS and quantity.value < _FEW
