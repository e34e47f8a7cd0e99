"""
The nouns of supervision, frozen.

A step takes these and returns new ones; nothing here touches a file, a clock or a database.
:mod:`toolkit.model.layout` holds the sheet layouts that forms write and intake reads.
"""

from __future__ import annotations
