"""Plan and last month become one fill-in workbook a department, which checks itself inside Excel."""

from __future__ import annotations
