"""Accepted entries become standings: completion, light and class, each with its reason. Pure."""

from __future__ import annotations
