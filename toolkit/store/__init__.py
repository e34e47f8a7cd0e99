"""The office's memory: tables, and the few questions asked of them."""

from __future__ import annotations
