"""The nouns as JSON text, and back."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")
_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 -- a class, or tuple[Class, ...]
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def dump(kind: type[T], value: T) -> str:
    """Return a frozen noun as JSON text."""
    return _adapter(kind).serializer.to_json(value).decode()


def load(kind: type[T], text: str) -> T:
    """Return the noun that :func:`dump` wrote."""
    value: T = _adapter(kind).validator.validate_json(text)
    return value
