"""The words of a command line: options that several commands take, how they are read, help in Chinese."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from toolkit.bootstrap import HOME
from toolkit.errors import UsageError

if TYPE_CHECKING:
    from toolkit.office import Office

OfficeDir = Annotated[
    Path,
    typer.Option("--office", metavar="目录", help="办公目录，默认是 run.py 所在的文件夹", show_default=False),
]
AsOf = Annotated[
    str, typer.Option(metavar="时刻", help="按这个时刻办理，如 2022-07-01 或 2022-07-01T09:00；默认现在")
]
PeriodOption = Annotated[str, typer.Option("--period", metavar="报告期", help="如 2022-06、2022Q2、2022W26")]
AsJson = Annotated[bool, typer.Option("--json", help="标准输出只写 JSON")]
HERE = HOME


class Command(TyperCommand):
    """A command whose help speaks Chinese throughout."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 -- typer's own types
        """Return the option --help, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 -- typer's own types
        """Draw the help."""
        _name_panels()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """The group of commands; the same."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 -- typer's own types
        """Return the option --help, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 -- typer's own types
        """Draw the help."""
        _name_panels()
        super().format_help(ctx, formatter)


def _in_chinese(option: Any) -> Any:  # noqa: ANN401 -- typer's own types
    if option is not None:
        option.help = "显示这份帮助"
    return option


def _name_panels() -> None:
    """Give the panels of a help Chinese titles; what draws them is loaded only where help is drawn."""
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE, rich_utils.ARGUMENTS_PANEL_TITLE = "选项", "参数"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"


def open_office(folder: Path, as_of: str) -> Office:
    """Open an office folder at the moment of --as-of."""
    from toolkit.office import Office

    return Office.open(folder, moment_of(as_of))


def moment_of(text: str) -> datetime:
    """Read --as-of; a day without an hour stands for its very start."""
    if not text:
        return datetime.now().replace(microsecond=0)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise UsageError(f"看不懂时刻“{text}”；请写成 2022-07-01 或 2022-07-01T09:00。") from error


def period_of(text: str) -> Any:  # noqa: ANN401 -- a Period, imported where it is used
    """Read --period."""
    from toolkit.model.period import Period

    try:
        return Period.parse(text)
    except ValueError as error:
        raise UsageError(f"看不懂报告期“{text}”；请写成 2022-06、2022Q2 或 2022W26。") from error


def month_of(text: str) -> str:
    """Return the label of a month; quarters and weeks have no forms and papers of their own yet."""
    period = period_of(text)
    if not re.fullmatch(r"\d{4}-\d{2}", period.label):
        raise UsageError(f"目前只按月下发、汇总和出材料，还不能按“{text}”办理；请写月份，如 2022-06。")
    return str(period.label)


def print_json(data: object) -> None:
    """Print JSON with Chinese as it is; odd bytes of a name stay lone surrogates, escaped."""
    sys.stdout.write(_indented(data) + "\n")


def _indented(data: object) -> str:
    """
    Return what ``json.dumps`` writes with an indent, mostly from pydantic, which is seven times as fast at it.

    It writes all alike but numbers below 0.0001, such as 1e-05, and refuses lone surrogates.
    """
    from pydantic_core import PydanticSerializationError, to_json

    with contextlib.suppress(PydanticSerializationError):
        text = to_json(data, indent=2, inf_nan_mode="constants").decode()
        if "0.0000" not in text and not re.search(r"e-\d\b", text):
            return text
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)
