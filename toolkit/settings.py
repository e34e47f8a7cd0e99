"""``office.toml``: what an office may set, typed and checked."""

from __future__ import annotations

import re
import tomllib
from datetime import time
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from toolkit.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

Day = Annotated[int, Field(ge=1, le=31)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficeSection(_Section):
    """[office]: who we are."""

    id: str = Field(
        default="", description="本办公目录的编号，由程序生成；用来认出别的办公室的填报表，不要改动"
    )
    name: str = Field(
        default="营商环境建设领导小组办公室",
        description="汇总单位名称，印在填报表、通报和函件上",
        min_length=1,
    )
    signer: str = Field(default="", description="通报落款；空着就用汇总单位名称")
    recipients: str = Field(default="各有关单位", description="通报的主送单位", min_length=1)
    contact: str = Field(default="", description="联系人，印在通知上，不进通报")
    phone: str = Field(default="", description="联系电话，印在通知上，不进通报")


class CalendarSection(_Section):
    """[calendar]: when things are due each month."""

    dispatch_day: Day = Field(default=20, description="每月几日下发填报表")
    due_day: Day = Field(default=25, description="每月几日报送截止")
    due_time: time = Field(default=time(17, 0), description="截止时刻，如 17:00")
    corrections_day: Day = Field(default=28, description="退回件改后报回的截止日")
    lock_day: Day = Field(default=30, description="锁定日，此后报来的记入更正")
    bulletin_day: Day = Field(default=3, description="次月几日出台账和通报")
    automatic: bool = Field(
        default=True, description="到期自动下发、催报、出台账和通报；false 则只在运行命令时做"
    )

    @field_validator("due_time", mode="before")
    @classmethod
    def _written_as_text(cls, value: object) -> object:
        """Accept 17:00 as TOML text and as a TOML time."""
        if isinstance(value, str) and not re.fullmatch(r"\d{1,2}:\d{2}", value):
            raise ValueError(value)
        return value


class IntakeSection(_Section):
    """[intake]: how returned files are taken in."""

    passwords: tuple[str, ...] = Field(
        default=(), description='单位给文件加的打开密码，依次试用，如 ["123456"]；都打不开才退回'
    )
    seal_required: bool = Field(default=False, description="是否要求报送盖章扫描件；要求时未附的记“待补件”")


class StoreSection(_Section):
    """[store]: where the office remembers."""

    url: str = Field(default="", description="数据库地址；空着用 data 文件夹里的 SQLite")


class WatchSection(_Section):
    """[watch]: the loop of ``run.py watch``."""

    every_seconds: int = Field(default=60, ge=1, le=3600, description="每隔多少秒看一次收件箱和日历")
    settle_seconds: float = Field(default=2.0, ge=0, le=600, description="文件大小和时间多少秒不变才算放好了")


class Settings(_Section):
    """The whole of ``office.toml``; every key has a default that works."""

    office: OfficeSection = OfficeSection()
    calendar: CalendarSection = CalendarSection()
    intake: IntakeSection = IntakeSection()
    store: StoreSection = StoreSection()
    watch: WatchSection = WatchSection()


_PLAIN = {
    "extra_forbidden": "没有这个设置项，请删去或改正拼写",
    "missing": "缺少这个设置项，请补上",
    "string_too_short": "不能空着，请填写",
}


def load(path: Path) -> Settings:
    """Read ``office.toml``; a missing file is all defaults, a wrong one raises SettingsError."""
    if not path.exists():
        return Settings()
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"设置文件 {path.name} 的写法有误（{error}）；请对照 templates/office.toml 改正。"
        ) from error
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        faults = "；".join(_sentence(fault) for fault in error.errors())
        raise SettingsError(f"设置文件 {path.name} 有误：{faults}。") from error


def _sentence(fault: Any) -> str:  # noqa: ANN401 -- pydantic's own shape of a fault
    place = ".".join(str(part) for part in fault["loc"])
    why = _PLAIN.get(fault["type"])
    if why is None:
        limits = fault.get("ctx") or {}
        bounds = [
            f"{word}{limits[key]}" for key, word in (("ge", "不小于"), ("le", "不大于")) if key in limits
        ]
        why = "应" + "、".join(bounds) if bounds else "类型或写法不对，请对照 templates/office.toml 改正"
    return f"{place} 填的是“{fault.get('input')}”，{why}"
