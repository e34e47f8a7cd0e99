"""Return, plan and history become findings. One rule, one function, one code; no file, clock or database."""

from __future__ import annotations
