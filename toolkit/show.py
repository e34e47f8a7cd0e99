"""What commands print for a person, in tables; JSON is printed by the commands themselves."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from toolkit.model.layout import FORM, FORM_HEADER_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toolkit.checks.rule import Rule
    from toolkit.demo.story import Told
    from toolkit.model.facts import Facts
    from toolkit.model.files import Receipt
    from toolkit.model.plan import Plan
    from toolkit.office import Office
    from toolkit.plans.explain import Point
    from toolkit.turn.dispatch import Dispatched
    from toolkit.turn.doctor import Trouble
    from toolkit.turn.explain import Explained
    from toolkit.turn.status import StatusNow
    from toolkit.turn.work import Worked

out = Console()
err = Console(stderr=True)

_COLOURS = {
    "accepted": "green",
    "questioned": "yellow",
    "returned": "red",
    "held": "magenta",
    "refused": "red",
    "duplicate": "dim",
    "superseded": "dim",
    "ignored": "dim",
}


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on standard error while something goes on; nothing where it is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, all_: bar.update(task, completed=done, total=all_)


def worked(done: Worked, office: Office) -> None:
    """Print what a turn did."""
    if not done.drops and not done.jobs:
        out.print("收件箱里没有新文件，也没有到期的事。")
    if done.drops:
        receipts(tuple(done.drops))
    for job in done.jobs:
        out.print(f"已按日历办理：{_job(job)}")
    papers(done.written, office)
    for text in done.told:
        sentence(text)


def worked_briefly(done: Worked) -> None:
    """Print one line a file and a job, for the loop's own log."""
    for drop in done.drops:
        out.print(
            f"{drop.received:%m-%d %H:%M}　{drop.file}　{drop.verdict.chinese}：{drop.reason}", markup=False
        )
    for job in done.jobs:
        out.print(f"已按日历办理：{_job(job)}", markup=False)


def receipts(seen: tuple[Any, ...]) -> None:
    """Print a line a file: verdict and reason; the files of an archive are indented under it."""
    if not seen:
        out.print("没有文件。")
        return
    table = _table("文件", "单位", "报告期", "处理结果", "原因")
    for name, one in _unfolded(seen):
        colour = _COLOURS[one.verdict.value]
        result = f"[{colour}]{one.verdict.chinese}[/{colour}]"
        table.add_row(
            _plain(name), _plain(one.department or ""), one.period or "", result, _plain(one.reason)
        )
    out.print(table)


def _unfolded(seen: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """Yield a name to print for every receipt or drop, and after it those of its members."""
    for one in seen:
        part = getattr(one, "parent", None) is not None
        yield ("　" + one.file if part else one.file), one
        for name, member in _unfolded(getattr(one, "members", ())):
            yield "　" + name.removeprefix(one.file).lstrip("/#"), member


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt in the form others read."""
    return {
        "file": receipt.file,
        "sha256": receipt.sha256,
        "received": receipt.received.isoformat(),
        "kind": receipt.kind.value,
        "verdict": receipt.verdict.value,
        "reason": receipt.reason,
        "plan": receipt.plan,
        "department": receipt.department,
        "period": receipt.period,
        "round": receipt.round,
    }


def plan(read: Plan) -> None:
    """Print what was read of a plan document."""
    out.print(f"{read.title}　{read.number}　{read.issuer}　{read.issued or '未见印发日期'}", markup=False)
    table = _table("编号", "任务", "牵头单位", "配合单位", "指标和节点")
    for task in read.tasks:
        targets = "\n".join(target.quote for target in task.targets)
        table.add_row(
            *map(_plain, (task.no, task.title, "、".join(task.leads), "、".join(task.supports), targets))
        )
    out.print(table)
    out.print(
        f"共{len(read.tasks)}项任务、{sum(len(t.targets) for t in read.tasks)}个指标和节点，{len(read.doubts)}处待确认。"
    )


def explained(points: tuple[Point, ...]) -> None:
    """Print why a task or target was read as it was: a heading each, and what there is to say under it."""
    for point in points:
        if point.text:
            _lines([(point.label, point.text)])
        else:
            _heading(point.label)


def standing_explained(told: tuple[Explained, ...]) -> None:
    """Print why rows have their lights, section by section."""
    for one in told:
        light = f"{one.standing.light}灯" if one.standing.light else "不亮灯"
        head = f"《{one.facts.title}》{one.standing.id}　{one.facts.period.chinese}：{light}"
        out.print(f"\n[bold]{_plain(head)}[/bold]")
        for section in one.sections:
            _heading(section.title)
            _lines(section.points)


def _heading(words: str) -> None:
    out.print(f"\n[bold blue]{_plain(words)}[/bold blue]")


def _lines(points: Iterable[tuple[str, str]]) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", min_width=10, max_width=24, overflow="fold")
    grid.add_column(overflow="fold")
    for label, text in points:
        grid.add_row(_plain(label), _plain(text))
    out.print(grid)


def dispatched(done: Dispatched, office: Office, period: str) -> None:
    """Print to whom forms went, and who got none."""
    out.print(f"已生成{len(done.departments)}份填报表：{office.outbox.root / period / '下发'}", markup=False)
    for one in done.pending:
        out.print(f"  未下发　{one.subject}：{one.question}", markup=False)


def papers(written: tuple[str, ...], office: Office) -> None:
    """Print which papers were written or changed."""
    for path in written:
        out.print(f"  已写出 {office.outbox.root.name}/{path}", markup=False)


def sentence(text: str) -> None:
    """Print one sentence of a run."""
    out.print(f"  {text}", markup=False)


def facts(everything: tuple[Facts, ...]) -> None:
    """Print the counts of each plan."""
    for one in everything:
        out.print(f"{one.title}　{one.period.chinese}（截至{one.as_of}）", markup=False)
        table = _table("", *(klass.chinese for klass in one.counts))
        table.add_row(f"任务{one.tasks}项", *(str(number) for number in one.by_task.values()))
        table.add_row(f"指标和任务行{len(one.standings)}行", *(str(number) for number in one.counts.values()))
        out.print(table)


def status(seen: StatusNow) -> None:
    """Print who has reported, who has not, and what waits for the office."""
    returns = seen.returns
    out.print(
        f"{seen.period.chinese}：应报{returns.expected}家，已收到{returns.received}家（按时{returns.on_time}家），"
        f"未报{len(returns.missing)}家，退回{returns.returned}家次",
        markup=False,
    )
    table = _table("单位", "状态", "首次收到", "次数", "退回", "待说明")
    for row in returns.by_department:
        counts = (str(row.rounds or ""), str(row.returned or ""), str(row.questions or ""))
        table.add_row(_plain(row.department), row.state, row.received.replace("T", " "), *counts)
    if returns.by_department:
        out.print(table)
    out.print(
        f"等待办公室决定的事项：{len(seen.pending)}件" + ("，见 outbox/待定事项.xlsx" if seen.pending else "")
    )
    for one in seen.pending:
        out.print(f"  {one.kind}　{one.subject}：{one.question}", markup=False, soft_wrap=True)


def rules(catalogue: tuple[Rule, ...], off: frozenset[str] = frozenset()) -> None:
    """Print the catalogue of checks; ``off`` are codes the office has switched off."""
    table = _table("代码", "轻重", "规则", "看什么", "怎么办")
    for rule in catalogue:
        severity = "已停用" if rule.code in off else rule.severity.chinese
        table.add_row(*map(_plain, (rule.code, severity, rule.title, _fields(rule), rule.todo)))
    out.print(table)


def rule_json(rule: Rule) -> dict[str, str]:
    """Return a rule in the form others read."""
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "family": rule.family.value,
        "title": rule.title,
        "looks_at": _fields(rule),
        "todo": rule.todo,
        "missing": rule.missing.value,
        "source": rule.source,
    }


def _fields(rule: Rule) -> str:
    """Name the columns a rule looks at as the form's headers do."""
    headers = {column.field: column.header for column in FORM} | dict(FORM_HEADER_FIELDS)
    return "、".join(headers.get(name, name) for name in rule.looks_at)


def troubles(found: tuple[Trouble, ...]) -> None:
    """Print what the doctor found."""
    for trouble in found:
        mark = (
            "[red]不对[/red]"
            if trouble.serious
            else ("[green]正常[/green]" if trouble.fine else "[yellow]留意[/yellow]")
        )
        out.print(f"{mark}　{_plain(trouble.subject)}：{_plain(trouble.sentence)}")


def demo(told: Told) -> None:
    """Tell a person what the demonstration made and what to open first."""
    month = told.now.period.label
    out.print("[bold]示例做好了。[/bold]云溪县是虚构的县：3月印发方案，4至6月各单位报送，现在是7月3日。")
    lines = (
        (
            f"outbox/{month}/{told.plan}/工作台账.xlsx",
            "先打开它：每一行的进度、亮灯和理由，点最后一列看到原件",
        ),
        (f"outbox/{month}/{told.plan}/月通报.docx", "据台账写成的月通报，公文格式"),
        ("outbox/待定事项.xlsx", "等着人定的事；“已决定”一页是4至6月定过的：延期、假办结、销号等"),
        (f"outbox/{month}/退回", "退回修改的填报表：错处已标红，首页是修改清单"),
        (f"outbox/{told.corrected}/{told.plan}/工作台账.xlsx", "5月的台账，印发后有更正：见“补正”一列"),
        ("outbox/收件回执.xlsx", "收到过的每个文件（压缩包、单位自己的表、代录……）、处理结果和原因"),
        (f"outbox/{month}/下发", "发给各单位的填报表，填的时候自己会检查"),
        (f"outbox/方案/{told.plan}/任务分解表.xlsx", "从方案文件里读出的任务、单位、指标，附原文"),
    )
    table = _table("文件", "是什么")
    for path, what in lines:
        table.add_row(_plain(path), what)
    out.print(f"都在：{told.root}", markup=False)
    out.print(table)
    out.print("第7.1项为什么亮红灯，可以这样问：", end="")
    out.print(f"run.py explain 7.1 --period {month} --office {told.root.name}", markup=False, soft_wrap=True)
    status(told.now)


def _table(*headers: str) -> Table:
    table = Table(show_lines=False, header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def _plain(text: str) -> str:
    """Keep brackets in a file name or a text from being taken as markup."""
    from rich.markup import escape

    return escape(text)


def _job(job: str) -> str:
    period, _, name = job.partition(" ")
    return f"{period} " + {"dispatch": "下发填报表", "urge": "催报名单", "report": "工作台账和月通报"}[name]
