"""
Spreadsheet-driven reporting and supervision of a government plan.

Everything comes in through ``inbox/``, everything goes out through ``outbox/``, ``data/`` remembers.
``docs/architecture.md`` walks the data's way through the rooms of this house.
"""

from __future__ import annotations

__version__ = "0.1.0"
