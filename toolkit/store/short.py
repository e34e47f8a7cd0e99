"""
The JSON of an entry, put together in two thirds of the time.

What the text is :mod:`toolkit.store.payload` says, which writes any noun; entries come by the ten thousand.  An entry
with anything out of the ordinary (repairs, doubts, nodes, a figure that programs write in different ways) is left to it.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any, Final, cast

from toolkit.model.cells import Cells
from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_REQUIRED: Final = ("plan", "id")
_WAYS: Final = {
    "str": ("v := {field}", "{quoted(v)}"),
    "str | None": ("(v := {field}) is not None", "{quoted(v)}"),
    "int": ("v := {field}", "{v}"),
    "bool": ("{field}", "true"),
    "float | None": ("(v := {field}) is not None", "{number(v)}"),
    "date | None": ("v := {field}", "{day(v)}"),
    "Status | None": ("v := {field}", "{states[v]}"),
    "Annotated[Mapping[str, str], Cells]": ("v := {field}", "{place(v)}"),
}
"""How a field of a type is written: where what holds, and as what.  In a field of any other type there is nothing."""


class _UnusualError(ValueError):
    """Here is something that is written elsewhere."""


def written(entry: Entry) -> str | None:
    """Return an entry as JSON, None for one out of the ordinary."""
    try:
        text = _write(entry)
        text.encode()
    except ValueError:
        return None
    return text


def all_written(entries: Iterable[Entry]) -> list[str | None]:
    """Return each of several entries as JSON, None for one out of the ordinary."""
    entries = tuple(entries)
    try:
        texts = [_write(entry) for entry in entries]
        "".join(texts).encode()
    except ValueError:
        return [written(entry) for entry in entries]
    return list(texts)


def _number(value: float) -> str:
    """Return a figure as Python writes it, where all programs write it so."""
    text = repr(value)
    if type(value) is not float or "e" in text or "n" in text:
        raise _UnusualError
    return text


def _day(day: date) -> str:
    if type(day) is not date:
        raise _UnusualError
    return f'"{day.isoformat()}"'


def _place(cells: object) -> str:
    if type(cells) is not Cells:
        raise _UnusualError
    return quoted(str(cells))


def _unusual() -> None:
    raise _UnusualError


def _writer() -> Callable[[Entry], str]:
    """Write out once what is asked of each field, as :mod:`dataclasses` writes out an ``__init__``."""
    begun = ",".join(f'"{name}":{{quoted(entry.{name})}}' for name in _REQUIRED)
    lines = ["def write(entry):", f"    said = f'{{{{{begun}'"]
    for f in fields(Entry):
        field, way = f"entry.{f.name}", _WAYS.get(str(f.type))
        if way is None:
            lines.append(f"    if {field}: unusual()")
        elif f.name not in _REQUIRED:
            lines.append(f"    if {way[0].format(field=field)}: said += f',\"{f.name}\":{way[1]}'")
    lines.append("    return said + '}'")
    names: dict[str, Any] = {
        "quoted": quoted,
        "number": _number,
        "day": _day,
        "place": _place,
        "unusual": _unusual,
    }
    names["states"] = {status: quoted(status.value) for status in Status}
    exec("\n".join(lines), names)  # noqa: S102 -- of our own field names
    return cast("Callable[[Entry], str]", names["write"])


_write: Final = _writer()
