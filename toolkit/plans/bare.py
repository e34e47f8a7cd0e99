"""裸数：a number nothing compares - a time, a number of steps, a share, a count under a verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.lang import quantities
from toolkit.model.plan import Basis, Comparator, Confidence
from toolkit.plans import grammar
from toolkit.plans.clauses import Reading

if TYPE_CHECKING:
    from toolkit.plans.clauses import Clause


FEW: Final = 2


_SPELLED_UNITS: Final = frozenset("个家项所座处条场次件名户支")


_FINISH: Final = re.compile(
    r"^\s*(?:之?内|以内)?[^,;。、\d%]{0,14}?(?:办结|完成|办理|出证|审批|通电|通水|通气|反馈|答复|拨付|发放|办好|送达|到账|接电|签订|出具|备案|领取|领证|拿证|"
    r"兑付|回复|响应|受理|公示|处置|到位|上门|转办|开户|缴存|评审|审查|审核|核准|赔付|放款|放贷|支付|解决|流转|登记|施工|勘查|现场|决定|完毕|推送|交办|公开|注册|报装|建成|处理)"
)


def read(clause: Clause) -> Reading | None:
    """Read a number nothing compares: a time, a number of steps, a share, a count under a verb."""
    unit = clause.quantity.unit
    if grammar.STEPS.search(unit):
        return Reading(clause.quantity, Comparator.AT_MOST, Basis.LEVEL, "steps", clause.start)
    if unit in quantities.TIME_UNITS:
        return time(clause)
    if unit in quantities.SHARE_UNITS:
        return _bare_share(clause)
    return _bare_count(clause)


def starts_with_verb(text: str) -> bool:
    """Tell whether what follows a number tells of another deed: 投资2000万元以上,建设…."""
    match = grammar.ACHIEVE.match(text.lstrip())
    return match is not None


def time(clause: Clause) -> Reading | None:
    """Read a bare time as a limit: 5个工作日办结; a duration that limits nothing is none."""
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
    if grammar.BY_RULE.search(clause.near):
        return None
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


def _served(clause: Clause) -> re.Match[str] | None:
    """Find the verb behind the number in 为6000名妇女开展筛查."""
    if not re.search(r"(?:^|[,;\s])(?:免费)?为(?:全[市县区]|不少于|至少)?\s*$", clause.left):
        return None
    return re.search(r"开展|提供|实施|办理|配备|安装|发放|进行|免费|建立|购买|缴纳|组织", clause.right)


def _bare_count(clause: Clause) -> Reading | None:
    quantity = clause.quantity
    verb = grammar.ACHIEVE.search(clause.left) or _moved(clause) or _served(clause)
    if grammar.AMONG.search(clause.near) and grammar.KNOWN.match(clause.right):
        return None
    rhythm = quantity.unit == "次" and grammar.RHYTHM.search(clause.left)
    if not verb or re.search(r"前\s*$|第\s*$", clause.near):
        return None
    reference = grammar.REFERENCE.search(clause.near)
    if reference and not grammar.MAIN_VERB.search(clause.near, reference.start() + 1):
        return None
    if quantity.spelled and not rhythm and (quantity.value < FEW or quantity.unit not in _SPELLED_UNITS):
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


def is_name(clause: Clause, reading: Reading) -> bool:
    """Tell whether a spelled number only names something: 四个阶段, 一个平台, 一批."""
    quantity = reading.quantity
    if not quantity.spelled or reading.rule == "time":
        return False
    if reading.rule == "steps":
        return not _REDUCED.search(clause.left)
    if quantity.unit in {"批", "类", "种", "期", "级", "门", "部"}:
        return True
    if reading.rule in _COMPARED:
        return reading.rule == "reduce-to" and quantity.unit == "个"
    if reading.rule == "count":
        return not (_DIRECT.search(clause.near) or grammar.RHYTHM.search(clause.left))
    return quantity.unit not in quantities.SHARE_UNITS and quantity.value < FEW
