"""Facts become the ledger and the bulletin; nothing is computed here."""

from __future__ import annotations
