"""Chinese text to values: script and mojibake repair, numerals, quantities, dates, department names."""

from __future__ import annotations
