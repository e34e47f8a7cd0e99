"""
Make what the documentation shows from the program itself.

    .venv/bin/python docs/make.py              writes docs/reference.md, the table of section 6 of docs/practice.md
                                               and the pages of --help in toolkit/help
    .venv/bin/python docs/make.py --check      fails where it is not in step with the code
    .venv/bin/python docs/make.py --pictures   draws the README's pictures from the demonstration, with LibreOffice
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.patterns.catalogue import Case

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))
REFERENCE = HOME / "docs" / "reference.md"
PRACTICE = HOME / "docs" / "practice.md"
PATTERNS = re.compile(r"(?<=<!-- patterns -->\n).*?(?=<!-- /patterns -->)", re.DOTALL)
"""The part of section 6 of the practice that the tests of the patterns write."""


def reference() -> str:
    """Return the reference: commands, settings, rules."""
    return "\n".join([*_head(), *_commands(), *_settings(), *_rules(), ""])


def _head() -> Iterator[str]:
    yield "# Reference"
    yield ""
    yield "Written by `docs/make.py` from the program; do not edit."


def _commands() -> Iterator[str]:
    import typer

    from toolkit.cli import app

    group = typer.main.get_command(app)
    yield from ("", "## Commands", "", "| command | options | what it does |", "| --- | --- | --- |")
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        options = (_option(one) for one in command.params if not getattr(one, "hidden", False))
        yield f"| `{name}` | {' '.join(options)} | {command.help} |"


def helps() -> dict[Path, str]:
    """Return the pages of --help as the commands draw them, eighty columns wide and without colours."""
    import typer
    from typer import rich_utils

    from toolkit.cli import app, main
    from toolkit.manual import FOLDER, WHOLE

    rich_utils.MAX_WIDTH, rich_utils.FORCE_TERMINAL = 80, False
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    asked = {WHOLE: ["--help"]} | {name: [name, "--help"] for name in commands}
    return {Path(FOLDER) / f"{name}.txt": _printed(main, words) for name, words in asked.items()}


def _printed(main: Callable[[list[str]], int], words: list[str]) -> str:
    """Return what a command prints, without the blanks at the ends of its lines."""
    page = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(page):
        main(words)
    page.seek(0)
    return "".join(f"{line.rstrip()}\n" for line in page).rstrip("\n") + "\n"


def _option(one: object) -> str:
    if getattr(one, "param_type_name", "") == "argument":
        return f"`{getattr(one, 'metavar', None) or getattr(one, 'name', '')}`"
    return f"`{getattr(one, 'opts', [''])[-1]}`"


def _settings() -> Iterator[str]:
    from toolkit.settings import Settings

    yield from (
        "",
        "## Settings (`office.toml`)",
        "",
        "| key | default | what it sets |",
        "| --- | --- | --- |",
    )
    for section, field in Settings.model_fields.items():
        for key, setting in type(field.default).model_fields.items():
            yield f"| `{section}.{key}` | `{setting.default}` | {setting.description} |"


def _rules() -> Iterator[str]:
    from toolkit.checks.catalogue import RULES
    from toolkit.show import rule_json

    yield from ("", "## Checks (`run.py rules`)", "")
    yield from (
        "| code | severity | rule | looks at | what to do | missing values | source |",
        "| --- " * 7 + "|",
    )
    for rule in RULES:
        told = rule_json(rule)
        keys = ("code", "severity", "title", "looks_at", "todo", "missing", "source")
        yield "| " + " | ".join(told[key].replace("|", "\\|") for key in keys) + " |"


def practice() -> str:
    """Return the practice with the table of patterns as the tests in ``tests/patterns`` have them."""
    return PATTERNS.sub(lambda _: "\n".join([*_patterns(), ""]), PRACTICE.read_text(encoding="utf-8"))


def _patterns() -> Iterator[str]:
    for module in sorted((HOME / "tests" / "patterns").glob("test_*.py")):
        importlib.import_module(f"tests.patterns.{module.stem}")
    from tests.patterns.catalogue import CASES, PATTERNS

    yield "| no. | pattern | what a careful clerk does | what the program does | tests |"
    yield "| --- " * 5 + "|"
    for no, pattern in PATTERNS.items():
        cases = [case for case in CASES if case.no == no]
        does = "; ".join(f"{case.dropped}: {_end(case)}" for case in cases)
        tests = sorted({case.test.partition(".")[0] for case in cases})
        yield f"| {no} | {pattern.name} | {pattern.clerk} | {does} | {len(cases)} in {', '.join(tests)} |"


def _end(case: Case) -> str:
    """Return how a file ended: the verdict, and what was asked or faulted."""
    return " ".join((_ENDS[case.verdict.value], *case.codes))


_ENDS = {
    "accepted": "taken",
    "questioned": "asked",
    "returned": "sent back",
    "held": "held",
    "duplicate": "counted once",
    "superseded": "replaced",
    "refused": "refused",
    "ignored": "passed over",
}


class Picture(NamedTuple):
    """What of a paper's first page is shown: dots an inch, and the left top part in dots, zero for all."""

    paper: str
    name: str
    dpi: int
    width: int = 0
    height: int = 0


PICTURES = (
    Picture("工作台账.xlsx", "ledger", 122, 1400, 760),
    Picture("月通报.docx", "bulletin", 110),
)
FACES = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}
"""Faces of official papers, which few machines have, and the free ones that stand in for them in the pictures."""


def pictures() -> None:
    """Draw the ledger and the first page of the bulletin of the demonstration."""
    from toolkit.demo.story import run

    with tempfile.TemporaryDirectory() as folder:
        told = run(Path(folder) / "demo")
        papers = told.root / "outbox" / told.now.period.label / told.plan
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(_faces(), encoding="utf-8")
        for picture in PICTURES:
            _draw(papers / picture.paper, picture, fonts)


def _faces() -> str:
    """Return a fontconfig file that sets the faces we name to those that stand in for them."""
    aliases = "".join(
        f'<alias binding="same"><family>{named}</family><prefer><family>{free}</family></prefer></alias>'
        for named, free in FACES.items()
    )
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    return f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{system}{aliases}</fontconfig>'


def _draw(paper: Path, picture: Picture, fonts: Path) -> None:
    profile = f"-env:UserInstallation={(paper.parent / 'lo').as_uri()}"
    convert = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(paper.parent),
        str(paper),
    ]
    faces = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    subprocess.run(convert, check=True, capture_output=True, env=faces)
    part = (
        ["-x", "0", "-y", "0", "-W", str(picture.width), "-H", str(picture.height)] if picture.width else []
    )
    first = ["-png", "-r", str(picture.dpi), "-f", "1", "-l", "1", "-singlefile"]
    target = HOME / "docs" / picture.name
    subprocess.run(["pdftoppm", *first, *part, str(paper.with_suffix(".pdf")), str(target)], check=True)


def main(words: list[str]) -> int:
    """Write, check or draw; return the exit code."""
    if "--pictures" in words:
        pictures()
        return 0
    texts = {REFERENCE: reference(), PRACTICE: practice(), **helps()}
    if "--check" in words:
        return int(
            any(not page.exists() or page.read_text(encoding="utf-8") != text for page, text in texts.items())
        )
    for page, text in texts.items():
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
