"""
办理状态：the states of a task and of a return, what leads from one to another, who brings it about and on what condition.

The rows of the tables follow office practice 2.2 and 2.3: 立项, 交办, 反馈, 延期, 报结, 办结, 销号, 归档.
:func:`toolkit.model.replay.replay` tells the state that a history of events leads to.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from toolkit.model.replay import Actor, Machine, Rule


class TaskState(StrEnum):
    """Where a task stands between the plan and the archive."""

    DRAFT = "草拟"
    UNCONFIRMED = "待确认"
    REGISTERED = "已立项"
    ASSIGNED = "已交办"
    REASSIGNING = "转办中"
    ONGOING = "推进中"
    ASKING_TIME = "延期待批"
    CLAIMED = "报结待核"
    DONE = "已办结"
    CLOSED = "已销号"
    FILED = "已归档"
    STANDING = "常态化"
    SUSPENDED = "中止"
    ENDED = "终止"


class TaskEvent(StrEnum):
    """What happens to a task; in this order where several things happen at one moment."""

    READ = "方案拆解"
    CONFIRM = "核对登记"
    ISSUE = "下发填报表"
    OBJECT = "提出异议"
    REASSIGN = "改派单位"
    SUSPEND = "中止"
    END = "终止"
    RESUME = "恢复推进"
    BEGIN = "开始办理"
    REPORT = "报送进展"
    APPLY = "申请延期"
    EXTEND = "同意延期"
    REFUSE = "不同意延期"
    CLAIM = "报结"
    REJECT = "退回重办"
    ACCEPT = "认可办结"
    CLOSE = "同意销号"
    UNCLOSE = "撤销销号"
    KEEP_UP = "转为常态化"
    UNKEEP = "取消常态化"
    YEAR_END = "年终归档"


class ReturnState(StrEnum):
    """Where the return of one department for one period stands."""

    UNASKED = "未下发"
    DUE = "待报"
    EXCUSED = "免报"
    IN = "已报"
    OVERDUE = "逾期未报"
    LATE = "补报"
    SENT_BACK = "退回"
    UNMENDED = "退回未改"
    QUESTIONED = "存疑"
    CHECKED = "已核"
    CORRECTED = "更正"


class ReturnEvent(StrEnum):
    """What happens to a return; in this order where several things happen at one moment."""

    ISSUE = "下发填报表"
    EXCUSE = "没有在办任务"
    RECEIVE = "收到填报表"
    SEND_BACK = "审核退回"
    QUESTION = "审核存疑"
    CLEAR = "审核通过"
    DEADLINE = "报送截止"
    SECOND_DEADLINE = "改正截止"
    LOCK = "本期锁定"


T, R = TaskState, TaskEvent
OPEN: Final = (T.REGISTERED, T.ASSIGNED, T.REASSIGNING, T.ONGOING, T.ASKING_TIME, T.CLAIMED)
"""States of a task that is being worked on."""
_HANDED_OUT: Final = (T.REGISTERED, T.ASSIGNED)
_AT_WORK: Final = (T.ONGOING, T.ASKING_TIME)
_SETTLED: Final = (T.DONE, T.CLOSED)
_OFF: Final = (T.SUSPENDED, T.ENDED)
_HANDED_ON: Final = (T.ASSIGNED, T.REASSIGNING, *_AT_WORK, T.CLAIMED)
_KEPT_AS_THEY_ARE: Final = (T.REGISTERED, *_SETTLED, T.STANDING, *_OFF)
"""States that another lead takes over with the task: not handed out yet, or settled."""

_TASK_RULES: Final[tuple[Rule[TaskState, TaskEvent], ...]] = (
    Rule((T.DRAFT,), R.READ, Actor.PROGRAM, T.UNCONFIRMED),
    Rule((T.UNCONFIRMED,), R.CONFIRM, Actor.CLERK, T.REGISTERED, "settled"),
    Rule((T.REGISTERED,), R.ISSUE, Actor.OFFICE, T.ASSIGNED),
    Rule((T.ASSIGNED,), R.OBJECT, Actor.UNIT, T.REASSIGNING, "in_time"),
    Rule(_HANDED_ON, R.REASSIGN, Actor.CLERK, T.ASSIGNED, "named"),
    *(Rule((state,), R.REASSIGN, Actor.CLERK, state, "named") for state in _KEPT_AS_THEY_ARE),
    Rule(_HANDED_OUT, R.BEGIN, Actor.UNIT, T.ONGOING),
    Rule((*_HANDED_OUT, *_AT_WORK, T.CLAIMED), R.REPORT, Actor.UNIT, T.ONGOING),
    Rule((T.STANDING,), R.REPORT, Actor.UNIT, T.STANDING),
    Rule((T.ONGOING, T.CLAIMED), R.APPLY, Actor.UNIT, T.ASKING_TIME, "in_time"),
    Rule((T.ASKING_TIME,), R.APPLY, Actor.UNIT, T.ASKING_TIME),
    Rule((T.CLAIMED,), R.APPLY, Actor.UNIT, T.ONGOING),
    Rule((T.ASKING_TIME,), R.EXTEND, Actor.LEADER, T.ONGOING, "named"),
    Rule((T.ONGOING,), R.EXTEND, Actor.LEADER, T.ONGOING, "in_time"),
    Rule(_AT_WORK, R.REFUSE, Actor.LEADER, T.ONGOING),
    Rule(_AT_WORK, R.CLAIM, Actor.UNIT, T.CLAIMED, "proven"),
    Rule((T.ASKING_TIME,), R.CLAIM, Actor.UNIT, T.ONGOING),
    *(Rule((state,), R.CLAIM, Actor.UNIT, state) for state in (T.CLAIMED, T.DONE, T.CLOSED, T.STANDING)),
    Rule((T.ONGOING, T.CLAIMED, *_SETTLED), R.REJECT, Actor.CLERK, T.ONGOING, "grounded"),
    Rule((T.ASKING_TIME,), R.REJECT, Actor.CLERK, T.ASKING_TIME, "grounded"),
    Rule((*_AT_WORK, T.CLAIMED, T.DONE), R.ACCEPT, Actor.CLERK, T.DONE, "named"),
    Rule((T.CLOSED,), R.ACCEPT, Actor.CLERK, T.CLOSED, "named"),
    Rule(_SETTLED, R.CLOSE, Actor.LEADER, T.CLOSED, "named"),
    Rule((T.CLOSED,), R.UNCLOSE, Actor.LEADER, T.DONE, "named"),
    Rule((*OPEN, *_SETTLED, T.STANDING), R.KEEP_UP, Actor.LEADER, T.STANDING, "named"),
    Rule((T.STANDING,), R.UNKEEP, Actor.LEADER, T.ONGOING, "named"),
    Rule((*OPEN, T.STANDING, *_OFF), R.SUSPEND, Actor.LEADER, T.SUSPENDED, "documented"),
    Rule((*OPEN, T.STANDING, *_OFF), R.END, Actor.LEADER, T.ENDED, "documented"),
    Rule(_OFF, R.RESUME, Actor.LEADER, T.ONGOING, "named"),
    Rule((T.CLOSED, T.ENDED), R.YEAR_END, Actor.PROGRAM, T.FILED),
)
TASK: Final = Machine(T.DRAFT, _TASK_RULES, frozenset({R.READ, R.CONFIRM, R.ISSUE, R.BEGIN, R.YEAR_END}))
"""
From the plan document to the archive.

What was decided may be decided again on another ground: the state stays.  A claim in doubt is a person's to accept; a
department that reports work again takes back its claim or request, and so does one that makes the other of the two in
vain.
"""

N, V = ReturnState, ReturnEvent
_NOT_YET: Final = (N.UNASKED, N.DUE, N.EXCUSED)
_JUDGED: Final = (N.SENT_BACK, N.QUESTIONED, N.CHECKED)
_HERE: Final = (N.IN, N.LATE, N.CORRECTED)

_RETURN_RULES: Final[tuple[Rule[ReturnState, ReturnEvent], ...]] = (
    Rule((N.UNASKED, N.EXCUSED), V.ISSUE, Actor.OFFICE, N.DUE),
    Rule((N.UNASKED, N.DUE), V.EXCUSE, Actor.PROGRAM, N.EXCUSED),
    Rule((*_NOT_YET, N.IN), V.RECEIVE, Actor.UNIT, N.IN),
    Rule((N.OVERDUE, N.UNMENDED, N.LATE), V.RECEIVE, Actor.UNIT, N.LATE),
    Rule((N.CORRECTED,), V.RECEIVE, Actor.UNIT, N.CORRECTED),
    Rule((N.QUESTIONED, N.CHECKED), V.RECEIVE, Actor.UNIT, N.CORRECTED, "locked"),
    Rule(_JUDGED, V.RECEIVE, Actor.UNIT, N.LATE, "late"),
    Rule(_JUDGED, V.RECEIVE, Actor.UNIT, N.IN),
    Rule(_HERE, V.SEND_BACK, Actor.CLERK, N.SENT_BACK),
    Rule((N.IN, N.LATE), V.QUESTION, Actor.CLERK, N.QUESTIONED),
    Rule((N.IN, N.LATE, N.QUESTIONED), V.CLEAR, Actor.CLERK, N.CHECKED),
    *(Rule((N.CORRECTED,), event, Actor.CLERK, N.CORRECTED) for event in (V.QUESTION, V.CLEAR)),
    Rule((N.UNASKED, N.DUE), V.DEADLINE, Actor.PROGRAM, N.OVERDUE),
    Rule((N.SENT_BACK,), V.SECOND_DEADLINE, Actor.PROGRAM, N.UNMENDED),
    Rule((N.SENT_BACK,), V.LOCK, Actor.PROGRAM, N.UNMENDED),
    Rule((N.QUESTIONED,), V.LOCK, Actor.PROGRAM, N.QUESTIONED),
)
HANDED_IN: Final = frozenset({N.IN, N.LATE, N.SENT_BACK, N.QUESTIONED, N.CHECKED, N.CORRECTED})
"""States of a return that count as received; 退回未改 counts as never sent (practice 2.3)."""
OVERRUN: Final = frozenset({N.OVERDUE, N.UNMENDED})
"""States that a return has missed a limit in, though it may have come in since."""
RETURN: Final = Machine(
    N.UNASKED, _RETURN_RULES, frozenset({V.ISSUE, V.EXCUSE, V.DEADLINE, V.SECOND_DEADLINE, V.LOCK})
)
"""
The return of one department for one period; timeliness is fixed by the first readable file.

A second file is late where the first was, and where the second limit was missed; after the lock it corrects.
"""
