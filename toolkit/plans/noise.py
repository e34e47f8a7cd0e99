"""杂质：what web pages, word processors and registries leave around a plan's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import shadow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.plans.document import Line

_MARKS: Final = re.compile(
    r"\[bookmark:[^\]]{0,80}\]|\[/?(?:b|i|u|url|img|size|color)[^\]]{0,60}\]|"
    r"</?(?:[a-z][a-z0-9]{0,9})(?:\s[^<>]{0,300})?/?>|\?/(?:strong|b|p|span|font|div)>|&nbsp;|&emsp;|&ensp;",
    re.IGNORECASE,
)
_ENTITIES: Final = {"&ldquo;": "“", "&rdquo;": "”", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&mdash;": "—"}
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")
_LONGEST: Final = 120

_NOISE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:当前|您(?:当前|现在|所在)的?)位置",
        r"^(?:首页|网站首页|返回|政务公开|信息公开)(?:\s*[>＞»].*)?$",
        r"^(?:发布|发文|成文|生成|公开|更新|印发)(?:日期|时间)\s*[:].*$",
        (
            r"^(?:来源|信息来源|文章来源|发布机构|浏览次数|阅读次数|点击数|访问量|字号|字体|字体大小|作者|责任编辑|编辑|审核|索引号|主题分类|"
            r"主题词|文号|标题|有效性|关键词|公开方式|公开属性|分类|稿件来源)\s*[:(].*$"
        ),
        r"^\(?字号[:(].*$",
        (
            r"^(?:分享|分享到|扫一扫|打印|打印本页|关闭|关闭窗口|收藏|保存|下载|纠错|返回顶部|上一篇|下一篇|上一条|下一条|相关链接|相关文件|"
            r"相关解读|政策解读|图解|视频|音频|附件下载|点击下载|大 中 小|大中小)(?:\s*[:].*|本?页?.*)?$"
        ),
        r"^(?:\(?(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏|分享|返回(?:顶部|首页)?|复制链接|[大中小])\)?[\s|/]*)+$",
        r"^[•·*\-]?\s*(?:附件|视频|音频|图片)\s*[:]?$",
        r"^扫一扫.*$",
        r"^(?:版权所有|Copyright|ICP备|京ICP|网站标识码|公安备案|主办单位[:].*承办|技术支持|网站地图|联系我们|邮编).*$",
        r".*(?:ICP备|公网安备)\s?\d+.*$",
        r"^(?:抄送|抄报|报送|主送|印发|印送|分送)\s*[:].*$",
        r"^\(?此件(?:公开|主动|依申请|不予|删减).*$",
        r"^[—\-–~]{1,3}\s*\d{1,4}\s*[—\-–~]{1,3}$",
        r"^第\s*\d+\s*页(?:\s*[,/共]*\s*共?\s*\d+\s*页)?$",
        r"^\d{1,4}\s*/\s*\d{1,4}$",
        r"^https?://\S+$",
        r"^\(?(?:以下)?(?:附录)?节录自.*$",
    )
)
_ADVERTISEMENT: Final = re.compile(r"^[\s\-—=_*#~.·•◆■□●○]+$")


def strip_marks(text: str) -> str:
    """Remove tags, bookmarks and invisible characters from a line."""
    if "<" in text or "[" in text or "&" in text or "?/" in text:
        text = _MARKS.sub("", text)
        for entity, char in _ENTITIES.items():
            text = text.replace(entity, char)
    return _INVISIBLE.sub("", text)


def is_noise(text: str) -> bool:
    """Tell whether a line is navigation, a share button, a page number or the like."""
    if len(text) > _LONGEST:
        return False
    plain = shadow(text).strip()
    return bool(_ADVERTISEMENT.match(plain)) or any(pattern.match(plain) for pattern in _NOISE)


def drop(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out lines that are noise; blank lines stay, they part paragraphs."""
    for line in lines:
        if line.cell is not None or not line.text.strip() or not is_noise(line.text):
            yield line
