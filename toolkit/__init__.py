"""
Spreadsheet-driven reporting and supervision of a government plan.

Everything comes in through ``inbox/``, everything goes out through ``outbox/``, ``data/`` remembers.
``docs/architecture.md`` walks the data's way through the rooms of this house.
"""

from __future__ import annotations

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Every start would look through all installed packages for something that changes how our nouns are checked."""

__version__ = "0.1.0"
