"""职责：which words of an item name departments, and who leads and who supports."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from toolkit.lang import names
from toolkit.lang.script import shadow
from toolkit.plans import role_words as words


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """One place that prints roles: where it stands, and the names by role, as printed."""

    start: int
    end: int
    leads: tuple[str, ...] = ()
    charged: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    limit: str = ""
    first_leads: bool = False
    labelled: bool = False

    @property
    def named(self) -> bool:
        """Whether the place names anybody at all."""
        return bool(self.leads or self.charged or self.supports)


def find(text: str) -> tuple[RoleSpan, ...]:
    """Return the places of ``text`` that print roles, in order."""
    plain = shadow(text)
    spans = _label_lines(text, plain)
    spans += _brackets(text, plain, tuple(spans))
    if not spans:
        spans += _sentences(text, plain)
    return tuple(sorted(spans, key=lambda span: span.start))


def _brackets(text: str, plain: str, taken: tuple[RoleSpan, ...]) -> list[RoleSpan]:
    found = []
    for match in words.BRACKET.finditer(plain):
        if any(span.start <= match.start() < span.end for span in taken):
            continue
        start, end = match.start() + 1, match.end() - 1
        span = _read(text[start:end], plain[start:end], standalone=_ends_item(plain, match))
        if span is not None:
            found.append(replace(span, start=match.start(), end=match.end()))
    return found


def _ends_item(plain: str, bracket: re.Match[str]) -> bool:
    """Tell whether a bracket closes an item, or a sentence that ended before it."""
    end = bracket.end()
    if plain[: bracket.start()].rstrip(" ")[-1:] in {"。", ";"}:
        return True
    return plain[end : end + 1] in {"", "\n", "。", ";"} or plain[end:].lstrip(" ")[:1] in {"", "\n"}


def _label_lines(text: str, plain: str) -> list[RoleSpan]:
    """Labels outside brackets: what follows, to the end of the line, is names."""
    found = []
    for match in _LINES.finditer(plain):
        if _inside_bracket(plain, match.start()):
            continue
        span = _labelled(text[match.start() : match.end()], plain[match.start() : match.end()])
        if span is not None and (span.named or span.limit):
            found.append(replace(span, start=match.start(), end=match.end()))
    return found


def _inside_bracket(plain: str, place: int) -> bool:
    before = plain[plain.rfind("\n", 0, place) + 1 : place]
    return before.count("(") > before.count(")")


_LINES: Final = re.compile(
    rf"(?:(?<=[。;!\n”)])|^)\s*(?={words.LABEL.pattern.replace('?P<', '?P<l_')}|{words.OPEN_LABEL.pattern})[^\n]+"
)


def _sentences(text: str, plain: str) -> list[RoleSpan]:
    """Read a sentence without brackets: a last one, 由甲局牵头，乙局配合, or the first words of an item."""
    found = []
    for match in (*words.SENTENCE_ROLE.finditer(plain), *words.LEAD_IN.finditer(plain)):
        span = _verbs(text[match.start() : match.end()], plain[match.start() : match.end()])
        if span is not None:
            found.append(replace(span, start=match.start(), end=match.end()))
    return found


def _read(text: str, plain: str, *, standalone: bool) -> RoleSpan | None:
    """Read the inside of a bracket, or None where it is no responsibility."""
    if first := words.FIRST_LEADS.search(plain):
        text, plain = (
            text[: first.start()] + text[first.end() :],
            plain[: first.start()] + plain[first.end() :],
        )
    span = _labelled(text, plain) or _verbs(text, plain)
    if span is None and standalone:
        span = _bare(text, plain)
    if first and span is None:
        return RoleSpan(0, 0, first_leads=True)
    if span is None:
        return None
    return replace(span, first_leads=bool(first))


def _labelled(text: str, plain: str) -> RoleSpan | None:
    labels = list(words.LABEL.finditer(plain)) or list(words.OPEN_LABEL.finditer(plain))
    if not labels:
        return None
    roles: dict[str, list[str]] = {"lead": [], "charge": [], "support": [], "limit": [], "none": []}
    before = plain[: labels[0].start()].strip(" ,;(\n")
    if before:
        roles["limit"].append(before)
    for match, following in zip(labels, [*labels[1:], None], strict=True):
        piece = text[match.end() : following.start() if following else len(text)]
        role = match.lastgroup or _role_of(match[0])
        piece = piece.strip(" \u3000,，;；。.、()（）【】[]") if role == "limit" else _unbracket(piece)
        if role == "limit":
            roles[role].append(piece)
        else:
            _take(piece, role, roles)
    return RoleSpan(
        0,
        0,
        tuple(roles["lead"]),
        tuple(roles["charge"]),
        tuple(roles["support"]),
        ";".join(roles["limit"]),
        labelled=True,
    )


def _role_of(label: str) -> str:
    return "lead" if "牵头" in label else "support" if "配合" in label else "charge"


def _unbracket(piece: str) -> str:
    """Drop a bracket that was opened before the label or closes after the list."""
    piece = piece.strip(" \u3000\n;；。.、，,")
    plain = shadow(piece)
    if plain.endswith(")") and plain.count(")") > plain.count("("):
        piece = piece[:-1]
    return piece.strip(" \u3000\n;；。.、，,")


def _take(piece: str, role: str, roles: dict[str, list[str]]) -> None:
    """Put the names of a labelled list to their role; a limit among them is none, nor is what follows a stop."""
    for name in names.split(_without_verb(piece.split("。", 1)[0])):
        if _is_limit(name):
            roles["limit"].append(name)
            continue
        side = words.BY_SIDE.search(shadow(name))
        clean = name[: side.start()] if side else name
        roles["lead" if side else role].append(_without_verb(clean))


def _is_limit(name: str) -> bool:
    plain = shadow(name)
    return bool(words.FINISHED.match(plain) and _DATED.search(plain) and not names.is_body(name))


_DATED: Final = re.compile(r"\d\s?年|\d\s?月|季度|[年月旬][底末]|半年|长期|持续|常态")


def _without_verb(name: str) -> str:
    plain = shadow(name)
    match = re.search(
        r"(?:等(?:相关|有关)?(?:部门|单位)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?(?:分别|做好|抓好)?(?:负责|落实|推进|配合)?|牵头负责|分别负责|负责|牵头|配合)$",
        plain,
    )
    return name[: match.start()] if match and match.start() > 1 else name


def _verbs(text: str, plain: str) -> RoleSpan | None:
    """Read 甲局牵头，乙局、丙局按职责分工负责; None unless every piece is names and a verb."""
    roles: dict[str, list[str]] = {"lead": [], "charge": [], "support": [], "limit": []}
    place = 0
    stop = len(plain.rstrip(" 。\n"))
    if limit := words.LIMIT_LAST.search(plain, 0, stop):
        roles["limit"].append(limit["limit"])
        stop = limit.start()
    while place < stop:
        match = words.CLAUSE.match(plain, place, stop)
        if match is None:
            return None
        role = match.lastgroup or "charge"
        if not _take_names(text[match.start("names") : match.end("names")], role, roles):
            return None
        place = match.end()
        while place < stop and plain[place] in ",;。、 \n":
            place += 1
    span = RoleSpan(
        0, 0, tuple(roles["lead"]), tuple(roles["charge"]), tuple(roles["support"]), ";".join(roles["limit"])
    )
    return span if span.named else None


def _take_names(piece: str, role: str, roles: dict[str, list[str]]) -> bool:
    together = re.split(r"会同", piece, maxsplit=1)
    found = names.split(together[0])
    if found and _is_limit(found[0]):
        roles["limit"].append(found[0])
        found = found[1:]
    if not found or not all(names.is_body(name) for name in found):
        return False
    if len(together) > 1:
        roles["lead"].extend(found)
        others = names.split(together[1])
        roles["support"].extend(others)
        return all(names.is_body(name) for name in others)
    for name in found:
        side = words.BY_SIDE.search(shadow(name))
        roles["lead" if side else role].append(name[: side.start()] if side else name)
    return True


def _bare(text: str, plain: str) -> RoleSpan | None:
    """Read a bracket of nothing but names at the end of an item."""
    limit = words.LIMIT_LAST.search(plain)
    found = names.split(text[: limit.start()] if limit else text)
    if not found or len(plain) < len("县发改局") or not all(names.is_body(name) for name in found):
        return None
    if len(found) == 1 and not words.OFFICE.search(shadow(found[0])):
        return None
    return RoleSpan(0, 0, charged=found, limit=limit["limit"] if limit else "")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who answers for an item, and who supports; ``quote`` is where it is printed."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    quote: str = ""


def assign(spans: tuple[RoleSpan, ...], text: str, *, first_leads: bool = False) -> Roles:
    """
    Settle the roles of one item from all its places.

    责任单位 beside a lead support it; alone they lead.  ``first_leads`` says that the first name of a list
    is the lead (列第一位者为牵头单位).
    """
    leads, supports = _over(spans, text, first_leads=first_leads)
    quote = "\n".join(text[span.start : span.end].strip() for span in spans if span.named)
    return Roles(tuple(leads), tuple(supports), quote)


def _over(
    spans: tuple[RoleSpan, ...], text: str, *, first_leads: bool
) -> tuple[dict[str, None], dict[str, None]]:
    """Settle each run of adjoining places by itself; labels far apart count as one run."""
    leads: dict[str, None] = {}
    supports: dict[str, None] = {}
    for run in _runs(tuple(span for span in spans if span.named), text):
        lead = [name for span in run for name in span.leads]
        charged = [name for span in run for name in span.charged]
        rest = [name for span in run for name in span.supports]
        if not lead and charged:
            cut = 1 if first_leads else len(charged)
            lead, charged = charged[:cut], charged[cut:]
        leads.update(dict.fromkeys(lead))
        supports.update(dict.fromkeys((*charged, *rest)))
    if not leads and supports:
        return supports, {}
    return leads, supports


def _runs(spans: tuple[RoleSpan, ...], text: str) -> list[list[RoleSpan]]:
    if all(span.labelled for span in spans) and any(span.leads for span in spans):
        return [list(spans)]
    runs: list[list[RoleSpan]] = []
    for span in spans:
        if runs and not text[runs[-1][-1].end : span.start].strip(" \u3000\n，,；;。"):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs
