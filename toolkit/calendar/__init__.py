"""When things are due: the deadlines of a period."""

from __future__ import annotations
