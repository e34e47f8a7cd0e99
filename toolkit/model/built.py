"""
Nouns made by the ten thousand.

The ``__init__`` of a frozen dataclass goes through ``object.__setattr__`` for every field, which costs about ten times
a plain assignment.  A :func:`builder` makes the same frozen object by plain assignments, :func:`drafts` let one fill in
those with more fields than a call names quickly, and a :func:`changer` is a quick :func:`dataclasses.replace`.
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

    An unfrozen draft of it is filled and then becomes the noun.  The assignments are written out once, as
    :mod:`dataclasses` writes out an ``__init__``.
    """
    known = fields(noun)  # type: ignore[arg-type]
    names: dict[str, Any] = {"new": object.__new__, "draft": _draft(noun), "noun": noun, "absent": MISSING}
    for f in known:
        names[f"default_{f.name}"] = f.default
        names[f"make_{f.name}"] = f.default_factory
    lines = [
        f"def build(*, {', '.join(map(_parameter, known))}):",
        "    made = new(draft)",
        *map(_assignment, known),
        "    made.__class__ = noun",
        "    return made",
    ]
    exec("\n".join(lines), names)  # noqa: S102 -- of our own field names
    return cast("Callable[P, T]", names["build"])


def drafts(noun: type[T]) -> tuple[Callable[[], Any], Callable[[Any], T]]:
    """
    Return what makes an empty draft of a ``noun`` and what makes the noun of a draft with every field filled in.

    A call holds each keyword it is given against the names one by one: of forty, that takes longer than all the rest.
    """

    def finished(draft: Any) -> T:  # noqa: ANN401 -- of a type made here
        draft.__class__ = noun
        made: T = draft
        return made

    return _draft(noun), finished


def changer(noun: type[T], changed: str) -> Callable[[T, Any], T]:
    """Return what makes of a ``noun`` and a value one like it with that value in the field ``changed``."""
    others = [f.name for f in fields(noun) if f.name != changed]  # type: ignore[arg-type]
    lines = [
        "def change(old, value):",
        "    made = draft()",
        *(f"    made.{name} = old.{name}" for name in others),
        f"    made.{changed} = value",
        "    made.__class__ = noun",
        "    return made",
    ]
    names: dict[str, Any] = {"draft": _draft(noun), "noun": noun}
    exec("\n".join(lines), names)  # noqa: S102 -- of our own field names
    return cast("Callable[[T, Any], T]", names["change"])


def _draft(noun: Callable[..., Any]) -> type[Any]:
    """
    Return a class of unfrozen, empty nouns.

    It adds nothing to the noun, so that becoming one is a matter of a moment: of two classes that only lie alike in
    memory, every field would be compared.
    """
    ours = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type("Draft", (cast("type[Any]", noun),), {"__slots__": (), **ours})


def _parameter(known: Field[Any]) -> str:
    required = known.default is MISSING and known.default_factory is MISSING
    return known.name if required else f"{known.name}=default_{known.name}"


def _assignment(known: Field[Any]) -> str:
    if known.default_factory is MISSING:
        return f"    made.{known.name} = {known.name}"
    return f"    made.{known.name} = make_{known.name}() if {known.name} is absent else {known.name}"
