"""A plan document becomes a Plan; a Plan becomes 任务分解表.xlsx and comes back from it."""

from __future__ import annotations
