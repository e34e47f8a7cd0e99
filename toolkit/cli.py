"""The commands, each one call; help and messages are Chinese, names and codes are English."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from toolkit.arguments import (
    HERE,
    AsJson,
    AsOf,
    Command,
    Group,
    OfficeDir,
    PeriodOption,
    moment_of,
    month_of,
    open_office,
    period_of,
    print_json,
)
from toolkit.border import cross, say
from toolkit.status import ExitStatus
from toolkit.upkeep import upkeep

app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="方案督办工具：读方案、发填报表、收报送件、出台账和通报。不带命令时等于 work。",
)


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


@app.command(cls=Command)
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
    opened = open_office(office, as_of)
    with show.progress("处理收件箱") as tell:
        done = turn.work(opened, tell, period=period_of(period).label if period else None)
    show.worked(done, opened)
    opened.outbox.settle()
    return ExitStatus.ATTENTION if done.needs_attention else ExitStatus.DONE


@app.command(cls=Command)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[目录]", help="示例办公目录")] = Path("demo"),
) -> None:
    """做一个虚构县的示例：从方案文件到月通报，走完三个月。"""
    from toolkit.demo import story

    story.tell(folder)


@app.command(cls=Command)
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
    from toolkit.turn.plan_files import points_of, read_plan_file, write_plan_file

    plan = read_plan_file(file, moment_of(as_of))
    if output:
        write_plan_file(plan, Path(output), moment_of(as_of))
        say(f"已写出 {output}")
    if explain and as_json:
        print_json([{"label": point.label, "text": point.text} for point in points_of(plan, explain)])
    elif explain:
        show.explained(points_of(plan, explain))
    elif as_json:
        print_json(to_gold(plan))
    elif not output:
        show.plan(plan)


@app.command(cls=Command)
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

    opened = open_office(office, as_of)
    with opened.alone(), show.progress("生成填报表") as tell:
        done = turn.dispatch(opened, month_of(period), plan or None, tell)
        lists.refresh(opened)
        lists.notice(opened, month_of(period))
    show.dispatched(done, opened, period)
    opened.outbox.settle()


@app.command(cls=Command)
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

    seen = turn(open_office(office, as_of), tuple(paths))
    if as_json:
        print_json([to_json(receipt) for receipt in seen])
    else:
        show.receipts(seen)
    return ExitStatus.ATTENTION if any(r.verdict.needs_attention for r in seen) else ExitStatus.DONE


@app.command(cls=Command)
def enter(
    department: Annotated[str, typer.Argument(metavar="单位", help="单位名录里的名称或别名")],
    period: PeriodOption,
    source: Annotated[
        str,
        typer.Option("--source", metavar="来源", help="以什么方式、谁、哪天告知，如 电话，李主任，6月24日"),
    ],
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> None:
    """给单位口头或书面报来的情况出一张代录表，填好放进收件箱。"""
    from toolkit.turn import on_behalf

    opened = open_office(office, as_of)
    with opened.alone():
        path = on_behalf.enter(opened, department, month_of(period), source)
    opened.outbox.settle()
    say(f"代录表已写好：outbox/{path}；填好后放进 inbox。")


@app.command(cls=Command)
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

    opened = open_office(office, as_of)
    with opened.alone():
        say(turn(opened, what))
        lists.refresh(opened)
    opened.outbox.settle()


@app.command(cls=Command)
def receipts(as_json: AsJson = False, office: OfficeDir = HERE, as_of: AsOf = "") -> None:
    """列出收到过的每个文件、处理结果和原因。"""
    from toolkit import show
    from toolkit.turn import lists

    everything = lists.all_receipts(open_office(office, as_of))
    if as_json:
        print_json([show.receipt_json(receipt) for receipt in everything])
    else:
        show.receipts(everything)


@app.command(cls=Command)
def facts(period: PeriodOption, as_json: AsJson = False, office: OfficeDir = HERE, as_of: AsOf = "") -> None:
    """打印一期的全部事实：台账、通报都由它而来。"""
    from toolkit import show
    from toolkit.facts.as_json import to_json
    from toolkit.turn.report import facts_of

    everything = facts_of(open_office(office, as_of), month_of(period))
    if as_json:
        print_json([to_json(one) for one in everything])
    else:
        show.facts(everything)


@app.command(cls=Command)
def explain(
    id_: Annotated[
        str, typer.Argument(metavar="编号", help="指标或任务的编号，如 1.2；写任务编号就逐个说明它的指标")
    ],
    period: PeriodOption,
    plan: Annotated[
        str, typer.Option("--plan", metavar="方案", help="哪个方案；不写就看有这个编号的每个方案")
    ] = "",
    as_json: AsJson = False,
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> None:
    """说明一行为什么亮这个灯：报了什么、在哪份文件哪个单元格、怎么算的、有什么认定。"""
    from toolkit import show
    from toolkit.turn import explain as turn

    told = turn.explain(open_office(office, as_of), id_, month_of(period), plan)
    if as_json:
        print_json([turn.to_json(one) for one in told])
    else:
        show.standing_explained(told)


@app.command(cls=Command)
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

    opened = open_office(office, as_of)
    with opened.alone():
        written = turn.report(opened, month_of(period), tuple(kinds or ()), show.sentence)
    show.papers(written, opened)
    opened.outbox.settle()


@app.command(cls=Command)
def status(
    period: PeriodOption = "", as_json: AsJson = False, office: OfficeDir = HERE, as_of: AsOf = ""
) -> None:
    """看谁报了、谁没报、谁被退回，还有什么在等办公室。"""
    from toolkit import show
    from toolkit.turn import status as turn

    seen = turn.status(open_office(office, as_of), period_of(period).label if period else None)
    if as_json:
        print_json(turn.to_json(seen))
    else:
        show.status(seen)


@app.command(cls=Command)
def watch(office: OfficeDir = HERE) -> None:
    """一直看守收件箱和日历，直到按 Ctrl+C。"""
    from toolkit import show
    from toolkit.jobs import watch as loop

    loop(open_office(office, "").root, say, show.worked_briefly)


app.add_typer(upkeep)
