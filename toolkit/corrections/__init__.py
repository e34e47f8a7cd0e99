"""A return and its findings become the marked copy that goes back."""

from __future__ import annotations
