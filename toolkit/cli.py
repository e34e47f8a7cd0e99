"""The commands, each one call; help and messages are Chinese, names and codes are English."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from toolkit.bootstrap import HOME
from toolkit.border import cross, say
from toolkit.errors import UsageError
from toolkit.status import ExitStatus

if TYPE_CHECKING:
    from toolkit.model.plan import Plan
    from toolkit.office import Office


class _Command(TyperCommand):
    """A command whose help speaks Chinese throughout."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 -- typer's own types
        return _in_chinese(super().get_help_option(ctx))


class _Group(TyperGroup):
    """The group of commands; the same."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 -- typer's own types
        return _in_chinese(super().get_help_option(ctx))


def _in_chinese(option: Any) -> Any:  # noqa: ANN401 -- typer's own types
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE, rich_utils.ARGUMENTS_PANEL_TITLE = "选项", "参数"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    if option is not None:
        option.help = "显示这份帮助"
    return option


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="方案督办工具：读方案、发填报表、收报送件、出台账和通报。不带命令时等于 work。",
)

OfficeDir = Annotated[
    Path, typer.Option("--office", metavar="目录", help="办公目录，默认是 run.py 所在的文件夹")
]
AsOf = Annotated[
    str, typer.Option(metavar="时刻", help="按这个时刻办理，如 2022-07-01 或 2022-07-01T09:00；默认现在")
]
PeriodOption = Annotated[str, typer.Option("--period", metavar="报告期", help="如 2022-06、2022Q2、2022W26")]
AsJson = Annotated[bool, typer.Option("--json", help="标准输出只写 JSON")]
HERE = HOME


def main(argv: list[str]) -> int:
    """Run a command line and return its exit code."""
    debug = "--debug" in argv
    words = [word for word in argv if word != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    arguments = words if _names_a_command(words) else ["work", *words]
    return cross(lambda: app(args=arguments, prog_name="run.py", standalone_mode=False), debug=debug)


def _names_a_command(words: list[str]) -> bool:
    return "--help" in words or (bool(words) and not words[0].startswith("-"))


@app.command(cls=_Command)
def work(
    office: OfficeDir = HERE,
    as_of: AsOf = "",
    period: PeriodOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会做什么，不动任何文件")] = False,
) -> int:
    """处理收件箱，并办理到期的事：下发、催报、出台账和通报。"""
    from toolkit import show
    from toolkit.turn import work as turn

    if dry_run:
        return inspect([office / "inbox"], office=office, as_of=as_of)
    opened = _open(office, as_of)
    with show.progress("处理收件箱") as tell:
        done = turn.work(opened, tell, period=_period(period).label if period else None)
    show.worked(done, opened)
    return ExitStatus.ATTENTION if done.needs_attention else ExitStatus.DONE


@app.command(cls=_Command)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[目录]", help="示例办公目录")] = Path("demo"),
) -> None:
    """做一个虚构县的示例：从方案文件到月通报，走完一个月。"""
    from toolkit.demo import story

    story.tell(folder)


@app.command(cls=_Command, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context) -> int:
    """运行测试；后面的选项原样交给 pytest。"""
    import subprocess

    command = [sys.executable, "-m", "pytest", *context.args]
    return subprocess.run(command, cwd=HOME, check=False).returncode  # noqa: S603 -- our own tests


@app.command(cls=_Command)
def init(
    folder: Annotated[Path, typer.Argument(metavar="目录", help="新办公目录放在哪里")],
    name: Annotated[str, typer.Option("--name", metavar="名称", help="汇总单位名称，印在各种材料上")] = "",
    office_id: Annotated[str, typer.Option("--id", hidden=True)] = "",
) -> None:
    """新建一个办公目录。"""
    from toolkit.office import SETTINGS, create

    there = (folder / SETTINGS).exists()
    create(folder, office_id=office_id or None, name=name or None)
    if there:
        say(f"这里已经是办公目录，原有的设置和文件都没有改动：{folder.resolve()}")
        return
    say(f"办公目录已建好：{folder.resolve()}")
    say("把方案文件放进其中的 inbox 文件夹，再双击“处理收件箱”或运行 run.py work --office 该目录。")


@app.command(cls=_Command)
def extract(
    file: Annotated[Path, typer.Argument(metavar="文件", help="方案文件")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="文件", help="写出任务分解表")] = "",
    explain: Annotated[
        str, typer.Option("--explain", metavar="编号", help="说明这一项任务或指标是怎么读出来的")
    ] = "",
    as_json: AsJson = False,
    as_of: AsOf = "",
) -> None:
    """读一份方案文件，看能读出哪些任务、单位和指标。"""
    from toolkit import show
    from toolkit.plans.gold import to_gold
    from toolkit.turn.plan_files import read_plan_file, write_plan_file

    plan = read_plan_file(file, _moment(as_of))
    if output:
        write_plan_file(plan, Path(output), _moment(as_of))
        say(f"已写出 {output}")
    if explain:
        _explain(plan, explain, as_json=as_json)
    elif as_json:
        _print_json(to_gold(plan))
    elif not output:
        show.plan(plan)


def _explain(plan: Plan, id_: str, *, as_json: bool) -> None:
    from toolkit import show
    from toolkit.plans.explain import explain

    points = explain(plan, id_)
    if not points:
        known = "、".join(task.id for task in plan.tasks)
        raise UsageError(f"没有编号“{id_}”；这份方案的任务编号有：{known}，指标编号如{plan.row_ids[0]}。")
    if as_json:
        _print_json([{"label": point.label, "text": point.text} for point in points])
    else:
        show.explained(points)


@app.command(cls=_Command)
def dispatch(
    period: PeriodOption,
    plan: Annotated[str, typer.Option("--plan", metavar="方案简称", help="只发这个方案的任务")] = "",
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> None:
    """给每个单位生成填报表。"""
    from toolkit import show
    from toolkit.turn import dispatch as turn
    from toolkit.turn import lists

    opened = _open(office, as_of)
    with opened.alone(), show.progress("生成填报表") as tell:
        done = turn.dispatch(opened, _month(period), plan or None, tell)
        lists.refresh(opened)
        lists.notice(opened, _month(period))
    show.dispatched(done, opened, period)


@app.command(cls=_Command)
def inspect(
    paths: Annotated[list[Path], typer.Argument(metavar="路径…", help="文件或文件夹")],
    as_json: AsJson = False,
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> int:
    """看看程序怎样理解这些文件，不改动任何东西。"""
    from toolkit import show
    from toolkit.intake.as_json import to_json
    from toolkit.turn.inspect import inspect as turn

    seen = turn(_open(office, as_of), tuple(paths))
    if as_json:
        _print_json([to_json(receipt) for receipt in seen])
    else:
        show.receipts(seen)
    return ExitStatus.ATTENTION if any(r.verdict.needs_attention for r in seen) else ExitStatus.DONE


@app.command(cls=_Command)
def withdraw(
    what: Annotated[
        str, typer.Argument(metavar="文件名或哈希", help="收件回执里的文件名，或 SHA-256 开头几位")
    ],
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> None:
    """撤回误放的文件；原件仍留存，操作记入日志。"""
    from toolkit.turn import lists
    from toolkit.turn.withdraw import withdraw as turn

    opened = _open(office, as_of)
    with opened.alone():
        say(turn(opened, what))
        lists.refresh(opened)


@app.command(cls=_Command)
def receipts(as_json: AsJson = False, office: OfficeDir = HERE, as_of: AsOf = "") -> None:
    """列出收到过的每个文件、处理结果和原因。"""
    from toolkit import show
    from toolkit.turn import lists

    everything = lists.all_receipts(_open(office, as_of))
    if as_json:
        _print_json([show.receipt_json(receipt) for receipt in everything])
    else:
        show.receipts(everything)


@app.command(cls=_Command)
def facts(period: PeriodOption, as_json: AsJson = False, office: OfficeDir = HERE, as_of: AsOf = "") -> None:
    """打印一期的全部事实：台账、通报都由它而来。"""
    from toolkit import show
    from toolkit.facts.as_json import to_json
    from toolkit.turn.report import facts_of

    everything = facts_of(_open(office, as_of), _month(period))
    if as_json:
        _print_json([to_json(one) for one in everything])
    else:
        show.facts(everything)


@app.command(cls=_Command)
def report(
    period: PeriodOption,
    kinds: Annotated[
        list[str] | None, typer.Argument(metavar="[材料…]", help="ledger 台账、bulletin 月通报；不写就全出")
    ] = None,
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> None:
    """生成一期的工作台账和月通报。"""
    from toolkit import show
    from toolkit.turn import report as turn

    opened = _open(office, as_of)
    with opened.alone():
        written = turn.report(opened, _month(period), tuple(kinds or ()))
    show.papers(written, opened)


@app.command(cls=_Command)
def status(
    period: PeriodOption = "", as_json: AsJson = False, office: OfficeDir = HERE, as_of: AsOf = ""
) -> None:
    """看谁报了、谁没报、谁被退回，还有什么在等办公室。"""
    from toolkit import show
    from toolkit.turn import status as turn

    seen = turn.status(_open(office, as_of), _period(period).label if period else None)
    if as_json:
        _print_json(turn.to_json(seen))
    else:
        show.status(seen)


@app.command(cls=_Command)
def rules(as_json: AsJson = False) -> None:
    """列出全部审核规则：代码、轻重、看什么、怎么办。"""
    from toolkit import show
    from toolkit.checks.catalogue import RULES

    if as_json:
        _print_json([show.rule_json(rule) for rule in RULES])
    else:
        show.rules(RULES)


@app.command(cls=_Command)
def doctor(office: OfficeDir = HERE, as_of: AsOf = "") -> int:
    """检查设置、模板、字体、数据库和磁盘，说明哪里不对、怎样改。"""
    from toolkit import show
    from toolkit.turn.doctor import examine

    troubles = examine(_open(office, as_of))
    show.troubles(troubles)
    return ExitStatus.FAILED if any(trouble.serious for trouble in troubles) else ExitStatus.DONE


@app.command(cls=_Command)
def watch(office: OfficeDir = HERE) -> None:
    """一直看守收件箱和日历，直到按 Ctrl+C。"""
    from toolkit import show
    from toolkit.jobs import watch as loop

    loop(_open(office, "").root, say, show.worked_briefly)


def _open(folder: Path, as_of: str) -> Office:
    from toolkit.office import Office

    return Office.open(folder, _moment(as_of))


def _moment(text: str) -> datetime:
    """Read --as-of; a day without an hour stands for its very start."""
    if not text:
        return datetime.now().replace(microsecond=0)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise UsageError(f"看不懂时刻“{text}”；请写成 2022-07-01 或 2022-07-01T09:00。") from error


def _period(text: str) -> Any:  # noqa: ANN401 -- a Period, imported where it is used
    from toolkit.model.period import Period

    try:
        return Period.parse(text)
    except ValueError as error:
        raise UsageError(f"看不懂报告期“{text}”；请写成 2022-06、2022Q2 或 2022W26。") from error


def _month(text: str) -> str:
    """Return the label of a month; quarters and weeks have no forms and papers of their own yet."""
    period = _period(text)
    if not re.fullmatch(r"\d{4}-\d{2}", period.label):
        raise UsageError(f"目前只按月下发、汇总和出材料，还不能按“{text}”办理；请写月份，如 2022-06。")
    return str(period.label)


def _print_json(data: object) -> None:
    """Print JSON with Chinese as it is; odd bytes of a name stay lone surrogates, escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    sys.stdout.write(re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text) + "\n")
