"""单位名称：lists of departments as plans print them, and what sort of body a name is."""

from __future__ import annotations

from typing import Final

from toolkit.lang.patterns import when_used
from toolkit.lang.script import shadow, strip_blanks

_OPENING: Final = dict(zip("（(“「《『【[", "）)”」》』】]", strict=True))
_SEPARATORS: Final = "、，,；;/\n"
_BODY: Final = when_used(
    r"(?:[局委办厅院部会室处科站所队署社行校馆台网乡镇村区县市州]|中心|公司|集团|政府|街道|镇街|办事处|单位|部门|企业|机构|"
    r"税务|妇联|残联|文联|侨联|科协|工商联|贸促会|团委|联通|移动|电信|铁塔|电网|供电|专班|小组|主体|社区|园区|开发区|工会|"
    r"海关|大学|学校|高校|各地|属地|协会|商会|基地|战区|板块|组织|法庭|商务|消防|气象|邮政|烟草|燃气|水务|城投|国资|媒体|"
    r"组|厂|庭|团|分局|园|平台|口|窗口|支队|大队|总队|联社|合作社|人行|银保监|银行|保险|者)$"
)
_TAIL_BRACKET: Final = when_used(r"\([^()]*\)$")
_ET_CETERA: Final = when_used(r"等\d{0,3}(?:个|家)?(?:(?P<group>[^等]*))$")
_PLAIN_GROUP: Final = frozenset(
    ("", "部门", "单位", "部门单位", "单位部门", "各部门", "各单位", "部门和单位", "企业", "单位和部门")
)
_JOINED: Final = when_used(
    r"(?:以及|及其|及|和|与|暨|会同)(?=[各市县区省州镇乡有相属驻国中人本全])|(?:以及|及)(?=.{2,})"
)
_LEADING: Final = when_used(r"^(?:由|会同|以及|及|和|与|并|请)(?=.{2,})")
_COLLECTIVE: Final = when_used(
    r"^(?:其他|其它|所有|全体|全[市县区省州]|我?[市县区省州镇]直?|属地|驻.{0,3})?(?:各|有关|相关|属地|行业|园区$|各级|镇街|乡镇|成员单位|区直|县直|市直|省直)"
    r"|(?:相关|有关|各)(?:部门|单位|镇|乡|街|企业|园区|县|区|市|责任|行业|成员)|(?:镇街|乡镇|部门|成员单位|责任单位)$"
)
_GROUPS: Final = (
    ("群体", _COLLECTIVE),
    ("园区", when_used(r"园区|开发区|高新区|管委会|工业集中区|新区|示范区$|试验区$")),
    (
        "垂管单位",
        when_used(
            r"税务|海关|气象|烟草|邮政|消防救援|海事|统计局?调查|调查队|银保监|金融监管|人民银行|人行|证监|外汇|分局$|国网|铁路"
        ),
    ),
    (
        "企业",
        when_used(r"公司|集团|银行|支行|分行|联社|企业|城投|电信|联通|铁塔|移动$|供电局$|电网|热力|燃气|厂$"),
    ),
    ("乡镇街道", when_used(r"(?:镇|乡|街道|办事处|社区|街)(?:人民政府|党委|政府)?$")),
)


def is_body(name: str) -> bool:
    """Tell whether a piece of text may be a department's name, by the word it ends on."""
    plain = _TAIL_BRACKET.sub("", shadow(name).strip())
    return 1 < len(plain) <= _LONGEST and bool(_BODY.search(plain)) and not _VERBS.search(plain)


_LONGEST: Final = 40
_VERBS: Final = when_used(r"[。;:?!]|(?:推进|完成|实现|建立|加强|加快|开展|提升|落实|确保|达到|不得)")


def is_collective(name: str) -> bool:
    """Tell whether a name stands for several bodies (各镇街, 相关部门) and so cannot be sent a form."""
    return bool(_COLLECTIVE.search(shadow(name)))


def group_of(name: str) -> str:
    """Return the sort of body a name most likely is: 部门, 乡镇街道, 园区, 垂管单位, 企业 or 群体."""
    plain = shadow(name)
    return next((group for group, pattern in _GROUPS if pattern.search(plain)), "部门")


def split(text: str) -> tuple[str, ...]:
    """
    Return the names of a printed list, exactly as printed, each once.

    Splits at 、 and ， outside quotes and brackets; drops 等部门, keeps the group of 等区直相关部门 as a name.
    """
    names: dict[str, None] = {}
    for piece in _top_level(text):
        for name in _et_cetera(piece):
            clean = strip_blanks(_LEADING.sub("", name.strip(" \t。.：:*\u3000")))
            if len(clean) > 1:
                names[clean] = None
    return tuple(names)


def _top_level(text: str) -> list[str]:
    """Cut at separators that stand outside quotes and brackets."""
    pieces, current, closing = [], "", ""
    for char in text:
        if closing:
            closing = "" if char == closing else closing
        elif char in _OPENING and _OPENING[char] in text:
            closing = _OPENING[char]
        elif char in _SEPARATORS:
            pieces.append(current)
            current = ""
            continue
        current += char
    return [part for piece in _whole([*pieces, current]) for part in _at_blanks(piece)]


_OFFICE_OF: Final = when_used(r"(?:领导小组|联席会议|专班|委员会|指挥部|办公室|协调小组|成员单位)")
_LEVEL_ALONE: Final = when_used(r"(?:^|及|和)各(?:[县区市州镇乡旗]|[县市区州]\([县市区旗、]{1,5}\))$")
_LEVEL_ON: Final = when_used(r"^(?:[县区市州镇乡旗]|街道)(?:人民)?(?:政府|管委会|党委|办事处)?$")
_UNFINISHED: Final = when_used(r"(?:改革|工作|建设|治理|创建|”|发展|保护|整治|安全|监督)$")


def _whole(pieces: list[str]) -> list[str]:
    """Put back names that hold a 、 of their own: 县放管服改革、职能转变领导小组办公室."""
    whole: list[str] = []
    for piece in pieces:
        before = shadow(whole[-1]).strip() if whole else ""
        if (_LEVEL_ALONE.search(before) and _LEVEL_ON.match(shadow(piece).strip())) or (
            before and not is_body(before) and _UNFINISHED.search(before) and _OFFICE_OF.search(shadow(piece))
        ):
            whole[-1] = f"{whole[-1]}、{piece}"
        else:
            whole.append(piece)
    return whole


def _at_blanks(piece: str) -> list[str]:
    """Cut at a blank only where both sides are whole names; blanks inside a name are dropped later."""
    parts = piece.split()
    return parts if len(parts) > 1 and all(is_body(part) for part in parts) else [piece]


def _et_cetera(piece: str) -> list[str]:
    """Cut ``A等部门及B`` and ``A和B`` into names; ``等`` alone ends a list, ``等区直相关部门`` names a group."""
    plain = shadow(piece)
    for match in _JOINED.finditer(plain):
        left, right = plain[: match.start()], plain[match.end() :]
        if (is_body(left) or _ET_CETERA.search(left)) and is_body(right.rstrip("。 ")):
            return [*_et_cetera(piece[: match.start()]), *_et_cetera(piece[match.end() :])]
    et_cetera = _ET_CETERA.search(plain)
    if et_cetera is None or not is_body(plain[: et_cetera.start()]):
        return [piece]
    group = et_cetera["group"].strip("。 ")
    first = piece[: et_cetera.start()]
    return [first] if group in _PLAIN_GROUP else [first, piece[et_cetera.start("group") :]]
