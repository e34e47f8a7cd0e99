"""The commands: exit codes, one sentence for what went wrong, JSON and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.office import Office


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["nonsense"], 2, "--help"),
        (["facts"], 2, "period"),
        (["facts", "--period", "六月"], 2, "看不懂报告期“六月”"),
        (["status", "--as-of", "明天"], 2, "看不懂时刻“明天”"),
        (["status", "--no-such"], 2, "--no-such"),
        (["extract", "没有这个文件.txt"], 3, "没有这个文件.txt"),
        (["report", "nonsense", "--period", "2022-06"], 2, "nonsense"),
        (["facts", "--period", "2022-06"], 2, "还没有登记任何方案"),
        (["dispatch", "--period", "2022-06"], 2, "还没有登记任何方案"),
        (["withdraw", "没有"], 2, "receipts"),
    ],
)
def test_wrong_use_is_one_sentence(
    office_at: Callable[[str], Office],
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    told: str,
) -> None:
    """Wrong use ends with its code and one Chinese sentence on standard error, without a traceback."""
    root = office_at("2022-06-24").root
    place = [] if words[0] in {"extract", "nonsense"} else ["--office", str(root)]

    assert main([*words, *place]) == code

    printed = capsys.readouterr()
    assert told in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_a_folder_that_is_no_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that was never made an office is told how to become one."""
    assert main(["work", "--office", str(tmp_path)]) == 2
    assert "run.py init" in capsys.readouterr().err


def test_init_makes_an_office(tmp_path: Path) -> None:
    """A new office has its folders, its settings and something to double-click, and a second init changes nothing."""
    root = tmp_path / "新 办公室（试）"
    assert main(["init", str(root), "--name", "云溪县发展和改革局"]) == 0
    before = {path.name: path.stat().st_mtime_ns for path in root.iterdir()}

    assert main(["init", str(root)]) == 0

    assert {
        "inbox",
        "outbox",
        "office.toml",
        "处理收件箱.bat",
        "处理收件箱.desktop",
        "处理收件箱.command",
    } <= set(before)
    assert {path.name: path.stat().st_mtime_ns for path in root.iterdir()} == before
    assert "云溪县发展和改革局" in (root / "office.toml").read_text(encoding="utf-8")


def test_nothing_to_do_is_done(
    office_at: Callable[[str], Office], capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty inbox ends with 0 and says so."""
    assert main(["--office", str(office_at("2022-06-24").root), "--as-of", "2022-06-24"]) == 0
    assert "没有新文件" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["receipts"], ["status"], ["inspect", "inbox"], ["rules"]])
def test_json_is_json_and_nothing_else(
    office_at: Callable[[str], Office], capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    """With --json standard output holds one JSON document."""
    office = office_at("2022-06-24")
    (office.inbox / "x.bin").write_bytes(b"\x00\x01")
    words = [str(office.inbox) if word == "inbox" else word for word in words]
    place = [] if words[0] == "rules" else ["--office", str(office.root)]

    main([*words, "--json", *place])

    json.loads(capsys.readouterr().out)


def test_inspect_changes_nothing(
    office_at: Callable[[str], Office], capsys: pytest.CaptureFixture[str]
) -> None:
    """Inspecting gives every entry its record and leaves inbox, outbox and store as they were."""
    office = office_at("2022-06-24")
    (office.inbox / "坏.xlsx").write_bytes(b"PK\x03\x04 cut")
    (office.inbox / "~$坏.xlsx").write_bytes(b"lock")
    (office.inbox / "链接").symlink_to("/etc/passwd")

    assert main(["inspect", str(office.inbox), "--json", "--office", str(office.root)]) == 1

    records = {Path(record["file"]).name: record for record in json.loads(capsys.readouterr().out)}
    assert records["坏.xlsx"]["verdict"] == "refused"
    assert records["~$坏.xlsx"]["verdict"] == "ignored"
    assert records["链接"]["verdict"] == "refused"
    assert (office.inbox / "坏.xlsx").exists()
    assert not list(office.outbox.root.iterdir())


def test_a_name_of_odd_bytes_is_kept(
    office_at: Callable[[str], Office], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A name that is no UTF-8 comes out of --json as lone surrogates, escaped, so that the output stays UTF-8."""
    office = office_at("2022-06-24")
    name = "财政局.xlsx".encode("gb18030")
    try:
        (Path(str(office.inbox)) / name.decode("utf-8", "surrogateescape")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    main(["inspect", str(office.inbox), "--json", "--office", str(office.root)])

    records = json.loads(capsysbinary.readouterr().out.decode("utf-8"))
    assert any(record["file"].encode("utf-8", "surrogateescape").endswith(name) for record in records)


def test_doctor_says_what_is_fine(
    office_at: Callable[[str], Office], capsys: pytest.CaptureFixture[str]
) -> None:
    """A sound office is told so, thing by thing."""
    assert main(["doctor", "--office", str(office_at("2022-06-24").root)]) == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("设置", "文件夹", "磁盘", "数据库", "模板"))


@pytest.mark.parametrize("command", ["dispatch", "report", "facts"])
@pytest.mark.parametrize("period", ["2022Q2", "2022W26"])
def test_quarters_and_weeks_are_refused_in_a_sentence(
    office_at: Callable[[str], Office], capsys: pytest.CaptureFixture[str], command: str, period: str
) -> None:
    """What is made by the month only says so, instead of printing a quarter in which nobody reported."""
    root = office_at("2022-07-01").root

    assert main([command, "--period", period, "--office", str(root)]) == 2
    assert "按月" in capsys.readouterr().err


def test_a_second_init_says_that_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Making an office where there is one leaves it and says so."""
    main(["init", str(tmp_path / "office")])
    capsys.readouterr()

    assert main(["init", str(tmp_path / "office")]) == 0
    assert "没有改动" in capsys.readouterr().err
