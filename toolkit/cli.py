"""The commands, each one call; help and messages are Chinese, names and codes are English."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from toolkit.bootstrap import HOME
from toolkit.border import cross, say
from toolkit.errors import UsageError
from toolkit.status import ExitStatus

if TYPE_CHECKING:
    pass


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
    """做一个虚构县的示例：从方案文件到月通报，走完一个月。"""
    from toolkit.demo import story

    story.tell(folder)


@app.command(cls=Command, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="中断测试做足500次（平时40次），用时较长")] = False,
) -> int:
    """运行测试；后面的选项原样交给 pytest。"""
    import subprocess

    command = [sys.executable, "-m", "pytest", *context.args]
    environment = {**os.environ, **({"TOOLKIT_FULL": "1"} if full else {})}
    return subprocess.run(command, cwd=HOME, env=environment, check=False).returncode  # noqa: S603 -- our own tests


@app.command(cls=Command)
def bench(
    what: Annotated[str, typer.Argument(metavar="[量什么]", help="intake 收件")] = "intake",
    count: Annotated[int, typer.Option("--count", metavar="份数", help="写多少份填报表来量")] = 1000,
    large: Annotated[bool, typer.Option("--large", help="另收一万份，看每份用时是否不变")] = False,
) -> int:
    """量收件有多快：写一批虚构的填报表，读、收，与裸读取相比，结果旁边印出目标。"""
    import subprocess

    script = HOME / "tests" / "bench" / f"{what}.py"
    if not script.is_file():
        raise UsageError(f"这里没有“tests/bench/{what}.py”，量不了；请在带 tests 文件夹的完整工程里运行。")
    command = [sys.executable, str(script), "--count", str(count), *(["--large"] if large else [])]
    return subprocess.run(command, cwd=HOME, check=False).returncode  # noqa: S603 -- our own bench


@app.command(cls=Command)
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
        written = turn.report(opened, month_of(period), tuple(kinds or ()))
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
def rules(as_json: AsJson = False) -> None:
    """列出全部审核规则：代码、轻重、看什么、怎么办。"""
    from toolkit import show
    from toolkit.checks.catalogue import RULES

    if as_json:
        print_json([show.rule_json(rule) for rule in RULES])
    else:
        show.rules(RULES)


@app.command(cls=Command)
def doctor(
    deep: Annotated[
        bool, typer.Option("--deep", help="逐份核对原件的哈希，逐个核对登记的数和原件单元格")
    ] = False,
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> int:
    """检查设置、模板、字体、数据库和磁盘，说明哪里不对、怎样改。"""
    from toolkit import show
    from toolkit.turn.doctor import examine, examine_deeply

    opened = open_office(office, as_of)
    troubles = examine(opened)
    if deep:
        with show.progress("核对原件") as tell:
            troubles += examine_deeply(opened, tell)
    show.troubles(troubles)
    return ExitStatus.FAILED if any(trouble.serious for trouble in troubles) else ExitStatus.DONE


@app.command(cls=Command)
def backup(
    target: Annotated[
        str, typer.Argument(metavar="[文件或文件夹]", help="备份放在哪里；不写就放进 data/backup")
    ] = "",
    office: OfficeDir = HERE,
    as_of: AsOf = "",
) -> None:
    """把整个办公目录（数据库、原件、设置、模板、材料）做成一个备份文件，运行中也可以做。"""
    from toolkit.turn.backup import backup as turn

    say(f"备份做好了：{turn(open_office(office, as_of), Path(target) if target else None)}")


@app.command(cls=Command)
def restore(
    file: Annotated[Path, typer.Argument(metavar="备份文件")],
    folder: Annotated[Path, typer.Argument(metavar="目录", help="恢复到哪里，必须是空的或新的文件夹")],
    store: Annotated[
        str,
        typer.Option("--store", metavar="地址", help="改用另一个数据库；sqlite 表示用目录自己的数据库文件"),
    ] = "",
    as_of: AsOf = "",
) -> None:
    """从备份恢复成一个办公目录，逐项核对无误后才放到位。"""
    from toolkit.turn.backup import restore as turn

    url = None if not store else "" if store == "sqlite" else store
    counts = turn(file, folder, moment_of(as_of), url)
    say(
        f"已恢复到 {folder.resolve()}：收件{counts['drops']}件、填报{counts['entries']}行，原件和清单逐一核对相符。"
    )


@app.command(cls=Command)
def watch(office: OfficeDir = HERE) -> None:
    """一直看守收件箱和日历，直到按 Ctrl+C。"""
    from toolkit import show
    from toolkit.jobs import watch as loop

    loop(open_office(office, "").root, say, show.worked_briefly)
