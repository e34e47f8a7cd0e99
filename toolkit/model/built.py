"""
Nouns made by the ten thousand.

The ``__init__`` of a frozen dataclass goes through ``object.__setattr__`` for every field, which costs about ten times
a plain assignment.  A :func:`builder` makes the same frozen object by plain assignments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def builder(noun: Callable[P, T]) -> Callable[P, T]:
    """
    Return what makes a ``noun`` (a frozen dataclass with slots, named fields only and no ``__post_init__``) as calling it does.

    An unfrozen twin with the same slots is filled and then becomes the noun: objects of both lie alike in memory.
    The assignments are written out once, as :mod:`dataclasses` writes out an ``__init__``.
    """
    known = fields(noun)  # type: ignore[arg-type]
    twin = type("Twin", (), {"__slots__": tuple(f.name for f in known)})
    names: dict[str, Any] = {"new": object.__new__, "twin": twin, "noun": noun, "absent": MISSING}
    for f in known:
        names[f"default_{f.name}"] = f.default
        names[f"make_{f.name}"] = f.default_factory
    lines = [
        f"def build(*, {', '.join(map(_parameter, known))}):",
        "    made = new(twin)",
        *map(_assignment, known),
        "    made.__class__ = noun",
        "    return made",
    ]
    exec("\n".join(lines), names)  # noqa: S102 -- of our own field names
    return cast("Callable[P, T]", names["build"])


def _parameter(known: Field[Any]) -> str:
    required = known.default is MISSING and known.default_factory is MISSING
    return known.name if required else f"{known.name}=default_{known.name}"


def _assignment(known: Field[Any]) -> str:
    if known.default_factory is MISSING:
        return f"    made.{known.name} = {known.name}"
    return f"    made.{known.name} = make_{known.name}() if {known.name} is absent else {known.name}"
