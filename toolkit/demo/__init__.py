"""
The demonstration: a county that does not exist, its plan, and three months of returns as departments send them.

``云溪县优化营商环境2022年行动方案.txt`` is the plan document; ``scenes`` says who hands in what and how it goes wrong;
``fill`` types it into the forms as a clerk would, ``shapes`` packs them as departments do, ``settle`` fills in what the
office decides; ``story`` runs the months and tells what lies where.
"""

from __future__ import annotations
