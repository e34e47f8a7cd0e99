"""The commands that keep the house: setting up, testing, looking it over, backing it up."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from toolkit.arguments import (
    HERE,
    AsJson,
    AsOf,
    Command,
    OfficeDir,
    moment_of,
    open_office,
    print_json,
)
from toolkit.bootstrap import HOME
from toolkit.border import say
from toolkit.errors import UsageError
from toolkit.status import ExitStatus

upkeep = typer.Typer()


@upkeep.command(cls=Command)
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


@upkeep.command(cls=Command)
def rules(as_json: AsJson = False, office: OfficeDir = HERE) -> None:
    """列出全部审核规则：代码、轻重、看什么、怎么办，哪些在参数里停用了。"""
    from toolkit import show
    from toolkit.checks.catalogue import RULES
    from toolkit.turn.switched import rules_off, told

    remembers = (office / "data").is_dir()
    off = rules_off(open_office(office, "")) if remembers else frozenset()
    if as_json:
        print_json([{**show.rule_json(rule), "off": rule.code in off} for rule in RULES])
        return
    show.rules(RULES, off)
    for sentence in told(off):
        say(sentence)


@upkeep.command(cls=Command)
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


@upkeep.command(cls=Command)
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


@upkeep.command(cls=Command)
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


@upkeep.command(cls=Command, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="中断测试做足500次（平时40次），用时较长")] = False,
) -> int:
    """运行测试，不带选项时几个处理器同时跑；后面的选项原样交给 pytest。"""
    import subprocess

    chosen = context.args or ["-n", "auto", "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", *chosen]
    environment = {**os.environ, **({"TOOLKIT_FULL": "1"} if full else {})}
    return subprocess.run(command, cwd=HOME, env=environment, check=False).returncode  # noqa: S603 -- our own tests


@upkeep.command(cls=Command)
def bench(
    what: Annotated[
        str,
        typer.Argument(
            metavar="[量什么]",
            help="intake 收件，judge 研判，loading 读取往期，changed 改一份再出事实，starting 启动",
        ),
    ] = "intake",
    count: Annotated[int, typer.Option("--count", metavar="份数", help="写多少份填报表来量")] = 1000,
    large: Annotated[bool, typer.Option("--large", help="另收一万份，看每份用时是否不变")] = False,
) -> int:
    """量收件、研判有多快：用虚构的填报表量，结果旁边印出目标。"""
    import subprocess

    script = HOME / "tests" / "bench" / f"{what}.py"
    if not script.is_file():
        raise UsageError(f"这里没有“tests/bench/{what}.py”，量不了；请在带 tests 文件夹的完整工程里运行。")
    command = [sys.executable, str(script), "--count", str(count), *(["--large"] if large else [])]
    return subprocess.run(command, cwd=HOME, check=False).returncode  # noqa: S603 -- our own bench
