"""Bring the office's one directory and a plan's departments together."""

from __future__ import annotations

from toolkit.model.department import Department, Directory


def merged(office: Directory, plan: Directory, *, known_first: bool = False) -> Directory:
    """
    Return one directory of both, in the office's order, the plan's additions after it.

    Where both know a department the plan's entry stands, since the clerk has just looked at it; with
    ``known_first`` the office's stands, since the plan's is only a proposal.
    """
    names = {department.name for department in office.departments}
    kept = tuple(_chosen(department, plan, known_first=known_first) for department in office.departments)
    added = tuple(
        department
        for department in plan.departments
        if department.name not in names and not (known_first and office.get(department.name))
    )
    return Directory(kept + added)


def _chosen(department: Department, plan: Directory, *, known_first: bool) -> Department:
    if known_first:
        return department
    return next((other for other in plan.departments if other.name == department.name), department)
