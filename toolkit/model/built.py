"""
Nouns made by the ten thousand.

The ``__init__`` of a frozen dataclass goes through ``object.__setattr__`` for every field, which costs about ten times
a plain assignment.  A :func:`builder` makes the same frozen object by plain assignments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def builder(noun: Callable[P, T]) -> Callable[P, T]:
    """
    Return what makes a ``noun`` (a frozen dataclass with slots and no ``__post_init__``) as calling it does.

    An unfrozen twin with the same slots is filled and then becomes the noun: objects of both lie alike in memory.
    """
    kept = [(f.name, f.type, f) for f in fields(noun)]  # type: ignore[arg-type]

    def become(made: object) -> None:
        made.__class__ = noun  # type: ignore[assignment]

    twin = make_dataclass(
        getattr(noun, "__name__", ""), kept, slots=True, namespace={"__post_init__": become}
    )
    return cast("Callable[P, T]", twin)
