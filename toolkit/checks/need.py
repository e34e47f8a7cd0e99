"""要件：what a row must have for a rule to concern it; the rules declare it, and only those it concerns are asked."""

from __future__ import annotations

from enum import IntFlag, auto


class Need(IntFlag):
    """
    What a rule has nothing to say without; a row that lacks it is not shown to the rule.

    A need is met too often rather than too seldom: it tells where to look, and the rule itself decides.
    """

    NOTHING = 0

    # how much was said: exactly one of them is met
    BLANK = auto()
    UNCHANGED = auto()
    ANSWERED = auto()

    # what the plan wants of the row, and the day
    COUNT = auto()  # a running total is wanted
    NUMERIC = auto()  # a number is wanted
    MILESTONE = auto()  # a deliverable is wanted
    KEPT = auto()  # a level is to be kept
    LATE = auto()  # the time limit has passed, and lies within the period

    # what was before, and what is beside it
    BEFORE = auto()  # an accepted entry of an earlier period
    CLOSED = auto()  # it was accepted as done
    OTHERS = auto()  # other departments say something of the same row
    FILES = auto()  # files are kept beside the return

    # the state and the figure
    DONE = auto()  # a claim of done
    NOT_STARTED = auto()
    ADJUST = auto()  # an application for an adjustment
    WORDED = auto()  # no state, or one in other words than the four
    CLAIMED = auto()  # a claim of done, or a rate of 100 % and more
    NO_FIGURE = auto()
    NEGATIVE = auto()  # a figure below nought
    FRACTION = auto()  # a figure that is not whole, of what is counted one by one
    FULL = auto()  # a rate of 100 % and more
    SHARE = auto()  # a rate of 1 % and less
    FAR = auto()  # a figure far beyond the target
    REACHED = auto()  # a figure that may keep the commitment, of something not claimed done
    WORSE = auto()  # a figure below last period's, or one above where less is wanted
    LEAPT = auto()  # a change of about 波动幅度 and more
    APPROXIMATE = auto()

    # the other cells
    DATED = auto()  # a day of completion
    EVIDENCE = auto()
    NODES = auto()  # days on the way
    UNREADABLE = auto()  # something that could not be read
    DOUBTFUL = auto()  # something that may be meant otherwise
    EDITED = auto()  # a locked cell that is not as it was issued
    CARRIED = auto()  # 上期完成值 in other figures than last period's

    # the texts; the last three are met by every row of a return in which there may be such a text
    SILENT = auto()  # no progress is told
    LONG = auto()  # more is told than a bulletin can take
    REPEATED = auto()  # last period's words
    ECHOED = auto()  # another department's words
    MONTHLY = auto()  # words of this month alone
    REBASED = auto()  # words of a baseline
    PERSONAL = auto()  # so many figures together as in a personal number
