"""
The JSON of entries, taken apart in half of the time.

Every return is held against what its department said before, sixty entries and more.  What the text is
:mod:`toolkit.store.payload` says, which reads any noun; an entry with anything out of the ordinary (nodes, a figure
without a point, a day written in another way) is left to it.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import from_json

from toolkit.model import cells
from toolkit.model.built import sketcher
from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class _UnusualError(ValueError):
    """Here is something that is read elsewhere."""


def read(array: bytes) -> list[Entry | None]:
    """Return the entries of a JSON array, None for one out of the ordinary."""
    return [_entry(said) for said in from_json(array)]


def _entry(said: dict[str, object]) -> Entry | None:
    try:
        made = _unsaid(said["plan"], said["id"])
        for name, value in said.items():
            if type(value) is str and name in _TEXTS:
                setattr(made, name, value)
            else:
                setattr(made, name, _MEANT[name](value))
    except (KeyError, TypeError, ValueError):
        return None
    made.__class__ = Entry
    entry: Entry = made
    return entry


def _only(kind: type, *more: object) -> Callable[[object], object]:
    """Return what lets values of a type stand as they are, and these as well."""

    def same(value: object) -> object:
        if type(value) is not kind and value not in more:
            raise _UnusualError
        return value

    return same


def _day(text: str | None) -> date | None:
    day = None if text is None else date.fromisoformat(text)
    if day is not None and day.isoformat() != text:
        raise _UnusualError
    return day


def _cells(value: object) -> Mapping[str, str]:
    return cells.read(value) if type(value) is str else _named(value)


def _named(value: object) -> dict[str, str]:
    if type(value) is not dict or not all(type(text) is str for text in value.values()):
        raise _UnusualError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if type(value) is not list or not all(type(text) is str for text in value):
        raise _UnusualError
    return tuple(value)


def _none(value: object) -> tuple[()]:
    if value != []:
        raise _UnusualError
    return ()


_STATES: Final = {None: None} | {status.value: status for status in Status}
_WAYS: Final[dict[str, Callable[[Any], object]]] = {
    "str": _only(str),
    "str | None": _only(str, None),
    "int": _only(int),
    "bool": _only(bool),
    "float | None": _only(float, None),
    "date | None": _day,
    "Status | None": _STATES.__getitem__,
    "Annotated[Mapping[str, str], Cells]": _cells,
    "tuple[str, ...]": _texts,
    "dict[str, str]": _named,
}
"""How a field of a type is read.  In a field of any other type there is nothing."""
_MEANT: Final = {f.name: _WAYS.get(str(f.type), _none) for f in fields(Entry)}
_TEXTS: Final = frozenset(f.name for f in fields(Entry) if str(f.type) in {"str", "str | None"})
_unsaid: Final = sketcher(Entry)
