"""A file in the inbox: what it is, whose it is, what it says. Bytes in, a Reading out."""

from __future__ import annotations
