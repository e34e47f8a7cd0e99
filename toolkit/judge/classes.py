"""分类：the class a row is counted in, by how it stands; never by a colour, which is an office's choice."""

from __future__ import annotations

from toolkit.model.standing import Class, Level

CLASSES: dict[Level, Class] = {
    Level.DONE: Class.DONE,
    Level.OVERDUE: Class.OVERDUE,
    Level.SERIOUS: Class.BEHIND,
    Level.BEHIND: Class.BEHIND,
    Level.NEAR: Class.BEHIND,
    Level.SILENT: Class.UNREPORTED,
    Level.WAITING: Class.NOT_DUE,
    Level.NORMAL: Class.ON_SCHEDULE,
}
"""Every level has exactly one class, so the classes are disjoint and complete."""
