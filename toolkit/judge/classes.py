"""分类：the class a row is counted in, by its light."""

from __future__ import annotations

from toolkit.model.standing import Class, Light

_BY_LIGHT: dict[Light | None, Class] = {
    Light.BLUE: Class.DONE,
    Light.RED: Class.BEHIND,
    Light.YELLOW: Class.BEHIND,
    None: Class.UNREPORTED,
    Light.GREY: Class.NOT_DUE,
    Light.GREEN: Class.ON_SCHEDULE,
}


def classify(light: Light | None, overdue_days: int) -> Class:
    """
    Return the one class of a row: 逾期 after the due day, 滞后 for yellow and red before it.

    Every light falls into exactly one class, so the classes are disjoint and complete.
    """
    return Class.OVERDUE if overdue_days > 0 else _BY_LIGHT[light]
