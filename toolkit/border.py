"""The one border where an exception becomes a sentence and an exit code."""

from __future__ import annotations

import re
import sys
import traceback
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from toolkit.errors import ToolkitError
from toolkit.status import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Callable

_SENTENCES = {
    "NoSuchOption": "没有“{option_name}”这个选项",
    "MissingParameter": "缺少参数“{param_hint}”",
    "BadParameter": "参数“{param_hint}”填得不对：{message}",
    "BadOptionUsage": "选项“{option_name}”的用法不对：{message}",
    "BadArgumentUsage": "参数用法不对：{message}",
}


def _told(error: ToolkitError | TyperException | OSError) -> tuple[str, int]:
    """Return the sentence and the exit code of what stopped a command."""
    if isinstance(error, ToolkitError):
        return str(error), error.exit_code
    if isinstance(error, TyperException):
        return f"{_usage(error)}；用 run.py --help 查看用法。", ExitStatus.USAGE
    place, why = error.filename or "文件", error.strerror or error
    return f"读写“{place}”失败（{why}）；请检查该文件、磁盘空间和权限后再运行一次。", ExitStatus.FAILED


def cross(run: Callable[[], object], *, debug: bool) -> int:
    """Run a command; say what stopped it in one sentence on standard error and return the exit code."""
    try:
        code = run()
        sys.stdout.flush()  # so that a full disk or a closed pipe is heard of here
    except typer.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = ExitStatus.INTERRUPTED
    except BrokenPipeError:
        return ExitStatus.DONE
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # typer and rich end so when nobody reads any more
            return ExitStatus.DONE
        raise
    except (ToolkitError, TyperException, OSError) as error:
        if debug:
            traceback.print_exc()
        sentence, status = _told(error)
        say(sentence)
        return status
    except Exception as error:  # noqa: BLE001 -- the last border: nobody else is left to say it
        if debug:
            traceback.print_exc()
        say(
            f"程序遇到没有料到的情况（{type(error).__name__}：{error}）；请在命令后加 --debug 再运行一次，把显示的内容发给技术人员。"
        )
        return ExitStatus.FAILED
    if code == ExitStatus.INTERRUPTED:  # newer typer hands Ctrl+C on as this code, and no exception
        say("已中断；收件箱里没处理完的文件还在原处。")
    return code if isinstance(code, int) else ExitStatus.DONE


def say(sentence: str) -> None:
    """Write a sentence to standard error, where it never mixes with what a command prints."""
    sys.stderr.write(sentence.rstrip("\n") + "\n")
    sys.stderr.flush()


def _usage(error: TyperException) -> str:
    pattern = _SENTENCES.get(type(error).__name__)
    if found := re.fullmatch(r"No such command '(.*)'\.?", str(error)):
        return f"没有“{found[1]}”这个命令"
    if pattern is None:
        return f"命令用法不对（{error}）"
    told = {"option_name": "", "message": str(error), "param_hint": "", **vars(error)}
    if not told["param_hint"] and told.get("param") is not None:
        told["param_hint"] = told["param"].name
    return pattern.format(**told)
