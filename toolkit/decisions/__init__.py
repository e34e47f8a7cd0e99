"""What waits for a person: 待定事项.xlsx."""

from __future__ import annotations
