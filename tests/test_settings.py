"""office.toml."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from toolkit.errors import SettingsError
from toolkit.settings import Settings, load


def test_missing_file_is_all_defaults(tmp_path: Path) -> None:
    """Without office.toml every default holds."""
    assert load(tmp_path / "office.toml") == Settings()


def test_template_says_the_defaults() -> None:
    """The template an office starts from says exactly the defaults, key by key."""
    template = Path(__file__).parent.parent / "templates" / "office.toml"

    assert load(template) == Settings()


def test_template_explains_every_key() -> None:
    """Each key stands in the template with the very description the settings carry."""
    text = (Path(__file__).parent.parent / "templates" / "office.toml").read_text(encoding="utf-8")

    for section in Settings.model_fields.values():
        for key, field in type(section.default).model_fields.items():
            line = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
            assert (field.description or "").split("，如 ")[0] in line


def test_notepad_leaves_a_mark_at_the_start(tmp_path: Path) -> None:
    """A byte order mark, which Notepad writes, does no harm."""
    (tmp_path / "office.toml").write_bytes('﻿[calendar]\ndue_day = 10\ndue_time = "12:30"\n'.encode())

    settings = load(tmp_path / "office.toml")

    assert settings.calendar.due_day == 10
    assert settings.calendar.due_time == time(12, 30)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[calendar]\ndue_day = 32\n", "calendar.due_day 填的是“32”，应不大于31"),
        ("[calendar]\nduo_day = 3\n", "calendar.duo_day 填的是“3”，没有这个设置项"),
        ('[calendar]\ndue_time = "下午五点"\n', "calendar.due_time"),
        ("[office\n", "写法有误"),
        ('[office]\nname = ""\n', "office.name 填的是“”，不能空着"),
    ],
)
def test_wrong_settings_are_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    """What is wrong in office.toml is said by its key, with what it should be."""
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError) as error:
        load(tmp_path / "office.toml")

    assert told in str(error.value)
