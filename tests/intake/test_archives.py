"""Archives are taken apart whatever their names say, within limits, and nothing of them touches the disk."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyzipper import WZ_AES, AESZipFile

from toolkit.intake import archive_programs, archive_zip
from toolkit.intake.archive_budget import FILE_TOO_LARGE, LOCKED, TOO_MANY, Budget, TooMuchError
from toolkit.intake.archives import EMPTY, TOO_DEEP, VOLUME, unpack
from toolkit.intake.sniff import Container

Make = Callable[..., bytes]


def zipped(files: Mapping[str, bytes] | list[tuple[str, bytes]], **options: bytes) -> bytes:
    """Return a zip with these files in this order."""
    pairs = files.items() if isinstance(files, Mapping) else files
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for name, data in pairs:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.extra = options.get("extra", b"")
            package.writestr(info, data)
    return out.getvalue()


def raw_named(raw: bytes, data: bytes = b"x", extra: bytes = b"") -> bytes:
    """Return a zip of one file whose name is these very bytes, without the mark of UTF-8."""
    stand_in = "n" * len(raw)
    return zipped({stand_in: data}, extra=extra).replace(stand_in.encode(), raw)


def paths(data: bytes) -> list[str]:
    """Return the paths of an archive's members."""
    return [member.path for member in unpack(data, "包.zip").members]


def test_folders_and_chinese_names_are_kept() -> None:
    """Names in UTF-8, in GBK as Windows writes them, and in the field of Info-ZIP all read the same."""
    name = "县财政局/六月报表.xlsx"
    raw = b"?-?.xlsx"
    field = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + name.encode()
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert paths(zipped({name: b"x"})) == [name]
    assert paths(raw_named(name.encode("gbk"))) == [name]
    assert paths(raw_named(name.encode())) == [name]
    assert paths(raw_named(raw, extra=extra)) == [name]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("../../季报.xlsx", "季报.xlsx"),
        ("/etc/季报.xlsx", "etc/季报.xlsx"),
        ("C:\\temp\\季报.xlsx", "temp/季报.xlsx"),
        ("\\\\host\\share\\季报.xlsx", "host/share/季报.xlsx"),
        ("a/../../b.xlsx", "a/b.xlsx"),
        ("CON", "_CON"),
        ("aux.xlsx", "_aux.xlsx"),
        ("a\nb:c?.xlsx", "a_b_c_.xlsx"),
        ("尾巴. ", "尾巴"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_no_name_climbs_or_confuses_a_system(written: str, kept: str) -> None:
    """Paths that climb, devices, control characters and endless names become plain names inside the archive."""
    assert paths(zipped({written: b"x"})) == [kept]


def test_a_path_that_points_outside_is_told() -> None:
    """The archive as a whole says that some of its paths pointed elsewhere."""
    assert unpack(zipped({"../a.txt": b"x", "b.txt": b"y"}), "包.zip").notes == (
        "有1个文件的路径指向压缩包以外，已只按包内位置收下",
    )


def test_files_of_one_name_are_all_kept() -> None:
    """Two files of one spelling, case aside, get numbers, and each keeps its own bytes."""
    members = unpack(zipped([("a.xlsx", b"1"), ("a.xlsx", b"2"), ("A.XLSX", b"3")]), "包.zip").members
    assert [(m.path, m.data) for m in members] == [
        ("a.xlsx", b"1"),
        ("a(2).xlsx", b"2"),
        ("A(3).XLSX", b"3"),
    ]


def test_what_systems_leave_behind_is_passed_over() -> None:
    """Mac shadows, locks and system files are left aside, each with its line, and not read."""
    members = unpack(
        zipped({"表.xlsx": b"x", "__MACOSX/._表.xlsx": b"m", "~$表.xlsx": b"l", "Thumbs.db": b"t"}), "包.zip"
    ).members
    assert [bool(m.passed) for m in members] == [False, True, True, True]
    assert not any(m.data for m in members if m.passed)


def test_an_archive_inside_an_archive_is_taken_apart() -> None:
    """Its files go under its own name; the fourth archive in one another is left closed and says so."""
    inner = zipped({"表.xlsx": b"x"})
    assert paths(zipped({"财政局.zip": inner})) == ["财政局.zip/表.xlsx"]
    deep = inner
    for number in range(3):
        deep = zipped({f"{number}.zip": deep})
    assert [(m.path, m.fault) for m in unpack(deep, "包.zip").members] == [("2.zip/1.zip/0.zip", TOO_DEEP)]


def test_links_are_no_files() -> None:
    """A link in an archive is refused and never followed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        info = zipfile.ZipInfo("表.xlsx")
        info.external_attr = 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    (member,) = unpack(out.getvalue(), "包.zip").members
    assert (member.data, member.fault) == (b"", archive_zip.LINK)


def test_a_damaged_file_costs_no_other_its_place() -> None:
    """One file of a zip is damaged: it says so, the others are taken."""
    good = b"good figures " * 50
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as package:
        package.writestr("坏.txt", b"bad figures")
        package.writestr("好.txt", good)
    members = unpack(stored.getvalue().replace(b"bad figures", b"BAD FIGURES", 1), "包.zip").members
    assert [(m.fault, m.data) for m in members] == [(archive_zip.MEMBER_DAMAGED, b""), ("", good)]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (zipped({}), EMPTY),
        (zipped({"空文件夹/": b""}), EMPTY),
        (zipped({f"{n}.txt": b"x" for n in range(501)}), TOO_MANY),
        (zipped({f"{n}.zip": zipped({f"{m}.txt": b"x" for m in range(300)}) for n in range(2)}), TOO_MANY),
    ],
)
def test_an_archive_as_a_whole_may_be_refused(data: bytes, fault: str) -> None:
    """Nothing in it, or too much in it with what is inside its archives."""
    assert unpack(data, "包.zip").fault == fault


def test_size_is_counted_while_reading() -> None:
    """What unpacks to more than it says, or to more than is left, is stopped."""
    data = zipped({"弹.txt": b"0" * 5_000_000})
    lying = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 1_000))
    (member,) = unpack(lying, "包.zip").members
    assert (member.data, member.fault) == (b"", archive_zip.MEMBER_DAMAGED)
    with pytest.raises(TooMuchError, match="512 MB"):
        list(archive_zip.read(zipped({"一": b"0" * 3000, "二": b"0" * 3000}), (), Budget(size=5000)))
    with pytest.raises(TooMuchError, match="512 MB"):
        Budget(size=5000).read(io.BytesIO(b"0" * 5001).read)


def test_a_file_too_large_is_left_in_its_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """One file past the size of any file taken in has its fault, the others are taken."""
    monkeypatch.setattr(archive_zip, "MAX_FILE", 1000)
    members = unpack(zipped({"大.txt": b"0" * 1001, "小.txt": b"0" * 1000}), "包.zip").members
    assert [member.fault for member in members] == [FILE_TOO_LARGE, ""]


@pytest.fixture
def sevenzip(tmp_path: Path) -> Make:
    """Return a writer of archives by 7-Zip: files, and switches; skip where it is absent."""
    program = shutil.which("7zz") or shutil.which("7z") or shutil.which("7za")
    if program is None:
        pytest.skip("7-Zip is not installed")

    def make(files: Mapping[str, bytes], *switches: str) -> bytes:
        for name, data in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        command = [str(program), "a", "-y", *switches, str(tmp_path / "made"), "."]
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path / "in")
        return next(tmp_path.glob("made*")).read_bytes()

    return make


@pytest.fixture(params=["7z", "bsdtar"])
def only(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let one program alone be installed."""
    wanted = str(request.param)
    path = shutil.which(wanted)
    if path is None:
        pytest.skip(f"{wanted} is not installed")
    monkeypatch.setattr(shutil, "which", {wanted: path}.get)
    return wanted


def test_a_7z_is_taken_apart(sevenzip: Make, only: str) -> None:
    """Its files come out with their Chinese names, by either program."""
    data = sevenzip({"县财政局/表.xlsx": b"x" * 70_000, "县财政局/~$表.xlsx": b"l"}, "-t7z")
    members = unpack(data, "包.7z").members
    assert sorted((m.path, len(m.data), bool(m.passed)) for m in members) == [
        ("县财政局/~$表.xlsx", 0, True),
        ("县财政局/表.xlsx", 70_000, False),
    ]
    assert archive_programs.installed(Container.SEVENZIP) == (only,)


@pytest.mark.parametrize(
    "switches", [("-t7z",), ("-t7z", "-mhe=on"), ("-tzip", "-mem=ZipCrypto"), ("-tzip", "-mem=AES256")]
)
def test_a_configured_password_is_tried(sevenzip: Make, switches: tuple[str, ...]) -> None:
    """Locked archives open with a password of the office's, and without one say where to write it."""
    data = sevenzip({"表.txt": b"figures"}, "-pYunxi-123", *switches)
    assert [m.data for m in unpack(data, "包", ("wrong", "Yunxi-123")).members] == [b"figures"]
    assert unpack(data, "包").fault == LOCKED
    assert "约定固定密码" in LOCKED


def aes_zip(password: str, **files: bytes) -> bytes:
    """Return a zip locked by AES, one of whose files is not locked."""
    buffer = io.BytesIO()
    with AESZipFile(buffer, "w", compression=zipfile.ZIP_DEFLATED, encryption=WZ_AES) as package:
        package.setpassword(password.encode())
        for name, data in files.items():
            package.writestr(f"{name}.txt", data)
    return buffer.getvalue()


def test_aes_in_a_zip_is_opened() -> None:
    """A zip locked the newer way opens with a password of the office's; with others it is locked."""
    data = aes_zip("约定2022", 一=b"figures" * 500, 二=b"")
    members = unpack(data, "包.zip", ("wrong", "约定2022")).members
    assert [(m.path, m.data) for m in members] == [("一.txt", b"figures" * 500), ("二.txt", b"")]
    assert unpack(data, "包.zip", ("wrong",)).fault == LOCKED


def test_a_damaged_file_locked_by_aes_is_told() -> None:
    """What was changed after locking is not taken for what was packed."""
    data = aes_zip("key", 一=b"figures" * 500, 二=b"more")
    at = data.index(b".txt") + 60
    spoilt = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    faults = [member.fault for member in unpack(spoilt, "包.zip", ("key",)).members]
    assert faults == [archive_zip.MEMBER_DAMAGED, ""]


def stored_rar(name: bytes, data: bytes) -> bytes:
    """Return a RAR (version 4) that stores one file."""

    def block(kind: int, flags: int, rest: bytes) -> bytes:
        body = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body

    head = struct.pack(
        "<LLBLLBBHL", len(data), len(data), 2, zlib.crc32(data), 0x54D8_0000, 20, 0x30, len(name), 0o100644
    )
    return (
        b"Rar!\x1a\x07\0"
        + block(0x73, 0, b"\0" * 6)
        + block(0x74, 0x8000, head + name)
        + data
        + block(0x7B, 0x4000, b"")
    )


def test_a_rar_that_stores_a_workbook_is_a_rar(only: str) -> None:
    """The workbook inside is taken out as one file, not its parts as several, by either program."""
    del only
    book = zipped({"xl/workbook.xml": b"<w/>", "[Content_Types].xml": b"<t/>"})
    (member,) = unpack(stored_rar("季报.xlsx".encode("gbk"), book), "包.rar").members
    assert (member.path, member.data) == ("季报.xlsx", book)


def test_without_a_program_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no program for them is installed, rar and 7z are refused with what to do."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "没有安装" in unpack(stored_rar(b"a.txt", b"x"), "包.rar").fault
    assert "没有安装" in unpack(b"7z\xbc\xaf\x27\x1c\0\4" + b"noise" * 40, "包.7z").fault


def test_a_volume_is_named_for_what_it_is() -> None:
    """One part of an archive in several parts is told from a damaged one by its name."""
    assert unpack(b"Rar!\x1a\x07\0noise", "包.part2.rar").fault == VOLUME
