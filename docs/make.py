"""
Make what the documentation shows from the program itself.

    .venv/bin/python docs/make.py              writes docs/reference.md
    .venv/bin/python docs/make.py --check      fails where it is not in step with the code
    .venv/bin/python docs/make.py --pictures   draws the README's pictures from the demonstration, with LibreOffice
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))
REFERENCE = HOME / "docs" / "reference.md"
DPI = "70"


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


def pictures() -> None:
    """Draw the first page of the ledger and of the bulletin of the demonstration."""
    from toolkit.demo.story import run

    with tempfile.TemporaryDirectory() as folder:
        told = run(Path(folder) / "demo")
        papers = told.root / "outbox" / told.now.period.label / told.plan
        for name, picture, page in (("工作台账.xlsx", "ledger", "1"), ("月通报.docx", "bulletin", "1")):
            _draw(papers / name, HOME / "docs" / picture, page)


def _draw(paper: Path, picture: Path, page: str) -> None:
    convert = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{paper.parent}/lo",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*convert, "--outdir", str(paper.parent), str(paper)], check=True, capture_output=True)
    pdf = paper.with_suffix(".pdf")
    draw = ["pdftoppm", "-png", "-r", DPI, "-f", page, "-l", page, "-singlefile", str(pdf), str(picture)]
    subprocess.run(draw, check=True)


def main(words: list[str]) -> int:
    """Write, check or draw; return the exit code."""
    if "--pictures" in words:
        pictures()
        return 0
    text = reference()
    if "--check" in words:
        return int(not REFERENCE.exists() or REFERENCE.read_text(encoding="utf-8") != text)
    REFERENCE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
