"""The outbox: whole files or none, the same bytes each time."""

from __future__ import annotations
