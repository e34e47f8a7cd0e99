"""
The nouns as JSON text, and back.

Of returns and their entries, which come by the thousand, what is as it is by default is left out: the default of a
field of theirs means the same for ever.  Text with all fields is read as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from pydantic import TypeAdapter

from toolkit.model.returns import Entry, Return
from toolkit.store.short import all_written, written
from toolkit.store.short_read import read

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
BETWEEN: Final = b",\n"
"""What may stand between the texts of several entries: there is no line break in one."""
_SLIM: Final = frozenset({Entry, Return})
_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 -- a class, or tuple[Class, ...]
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def ready(kind: type[object]) -> None:
    """Learn how a noun is written and read, which takes some milliseconds the first time."""
    _adapter(kind)


def dump(kind: type[T], value: T) -> str:
    """Return a frozen noun as JSON text."""
    if kind is Entry and (text := written(cast("Entry", value))) is not None:
        return text
    return _adapter(kind).serializer.to_json(value, exclude_defaults=kind in _SLIM).decode()


def dump_entries(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return each entry as :func:`dump` writes it."""
    entries = tuple(entries)
    texts = all_written(entries)
    return tuple(text or dump(Entry, entry) for text, entry in zip(texts, entries, strict=True))


def load(kind: type[T], text: str | bytes) -> T:
    """Return the noun that :func:`dump` wrote."""
    value: T = _adapter(kind).validator.validate_json(text)
    return value


def load_entries(texts: bytes) -> list[Entry]:
    """Return the entries of which :func:`dump` wrote the texts, with :data:`BETWEEN` between them."""
    found = read(b"[%b]" % texts)
    if all(found):
        return cast("list[Entry]", found)
    return [entry or load(Entry, text) for entry, text in zip(found, texts.split(BETWEEN), strict=True)]
