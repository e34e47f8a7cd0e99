"""Standings and returns become the one set of facts every paper is made from."""

from __future__ import annotations
