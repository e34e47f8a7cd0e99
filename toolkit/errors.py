"""
What stops a step.

Findings about a return are data (:class:`toolkit.model.findings.Finding`); an exception is for what
keeps a step from being done at all.  Each carries one sentence in Chinese that says what is wrong,
where, and what to do; :mod:`toolkit.cli` turns it into that sentence and an exit code.
"""

from __future__ import annotations

from dataclasses import dataclass


class ToolkitError(Exception):
    """Something a person can mend; ``str(error)`` is the sentence to show."""

    exit_code = 3


class UsageError(ToolkitError):
    """The command's words or the settings are wrong."""

    exit_code = 2


class SettingsError(UsageError):
    """``office.toml`` says something the program cannot follow."""


class UnreadableFileError(ToolkitError):
    """A file cannot be read as what it claims to be."""


class StoreError(ToolkitError):
    """The office's database cannot be opened, or is locked."""


class FactsError(ToolkitError):
    """Figures of a period do not add up, so no paper may be made from them."""


class DeliveryError(ToolkitError):
    """A paper cannot be written to the outbox."""


class TemplateError(ToolkitError):
    """A Word template asks for what the facts do not have."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """One wrong cell of a workbook the clerk filled in: where, what, and how to mend it."""

    sheet: str
    cell: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"工作表“{self.sheet}”单元格{self.cell}：{self.what}；{self.todo}"


class WorkbookFaultsError(ToolkitError):
    """A workbook the clerk filled in has wrong cells; all of them are listed."""

    def __init__(self, faults: tuple[CellFault, ...]) -> None:
        super().__init__("；\n".join(str(fault) for fault in faults) + "。")
        self.faults = faults

    def __reduce__(self) -> tuple[type[WorkbookFaultsError], tuple[tuple[CellFault, ...]]]:
        """Let the exception cross from a worker process with its faults."""
        return type(self), (self.faults,)
