"""Every step of the tables' history, in order; alembic runs the ones an office has not had."""

from __future__ import annotations
