"""
Nouns made by the ten thousand.

The ``__init__`` of a frozen dataclass goes through ``object.__setattr__`` for every field, which costs about ten times
a plain assignment.  A :func:`builder` makes the same frozen object by plain assignments, a :func:`draft` lets one fill in
those with more fields than a call names quickly (a :func:`sketcher` has filled in the defaults), and a :func:`changer` is
a quick :func:`dataclasses.replace`.

Where such nouns are made, members of enumerations are named once at the head of the module (``_DONE = Status.DONE``):
finding one on its class takes Python 3.11 a tenth of a microsecond, as much as reading twenty fields.
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
    names: dict[str, Any] = {"new": object.__new__, "draft": draft(noun), "noun": noun, "absent": MISSING}
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


def draft(noun: Callable[..., Any]) -> type[Any]:
    """
    Return a class of empty, unfrozen nouns; one with every field filled in is frozen by ``made.__class__ = Noun``.

    A call holds each keyword it is given against the names one by one: of forty, that takes longer than all the rest.
    The class adds nothing to the noun, so that becoming one is a matter of a moment: of two that only lie alike in
    memory, every field would be compared.
    """
    ours = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type("Draft", (cast("type[Any]", noun),), {"__slots__": (), **ours})


def sketcher(noun: type[Any]) -> Callable[..., Any]:
    """Return what makes a :func:`draft` with all fields as they are by default, but for those given by place: they have none."""
    known = fields(noun)
    names: dict[str, Any] = {"draft": draft(noun)}
    given = [f.name for f in known if f.default is MISSING and f.default_factory is MISSING]
    lines = [f"def sketch({', '.join(given)}):", "    made = draft()"]
    for f in known:
        names |= {f"default_{f.name}": f.default, f"make_{f.name}": f.default_factory}
        made = f"default_{f.name}" if f.default_factory is MISSING else f"make_{f.name}()"
        lines.append(f"    made.{f.name} = {f.name if f.name in given else made}")
    exec("\n".join([*lines, "    return made"]), names)  # noqa: S102 -- of our own field names
    return cast("Callable[..., Any]", names["sketch"])


def changer(noun: type[T], *changed: str) -> Callable[..., T]:
    """Return what makes of a ``noun`` one like it with other values in the fields ``changed``, by place or by name."""
    others = [f.name for f in fields(noun) if f.name not in changed]  # type: ignore[arg-type]
    lines = [
        f"def change(old, {', '.join(changed)}):",
        "    made = draft()",
        *(f"    made.{name} = old.{name}" for name in others),
        *(f"    made.{name} = {name}" for name in changed),
        "    made.__class__ = noun",
        "    return made",
    ]
    names: dict[str, Any] = {"draft": draft(noun), "noun": noun}
    exec("\n".join(lines), names)  # noqa: S102 -- of our own field names
    return cast("Callable[..., T]", names["change"])


def _parameter(known: Field[Any]) -> str:
    required = known.default is MISSING and known.default_factory is MISSING
    return known.name if required else f"{known.name}=default_{known.name}"


def _assignment(known: Field[Any]) -> str:
    if known.default_factory is MISSING:
        return f"    made.{known.name} = {known.name}"
    return f"    made.{known.name} = make_{known.name}() if {known.name} is absent else {known.name}"
