"""
The tables an office remembers in.

Moments are ISO text in local time (``2022-06-25T10:00:00``), so that they read and compare the same in SQLite and
PostgreSQL; payloads are JSON text of the nouns in :mod:`toolkit.model`.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text

metadata = MetaData()

plans = Table(
    "plans",
    metadata,
    Column("plan", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("registered_at", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("payload", Text, nullable=False),
    Column("parameters", Text, nullable=False),
    Column("counts_from", String(10), nullable=False, default=""),
)
"""``counts_from`` is the first month the 参数 of a version count in, ``""`` from the beginning."""

directories = Table(
    "directories",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("registered_at", String(32), nullable=False),
    Column("payload", Text, nullable=False),
)

drops = Table(
    "drops",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("path", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("archive", Text, nullable=False, default=""),
    Column("received", String(32), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("plan", Text),
    Column("department", Text),
    Column("period", String(10)),
    Column("round", Integer),
    Column("leaving", Boolean, nullable=False, default=False),
    Column("payload", Text, nullable=False, default=""),
    Column("findings", Text, nullable=False, default=""),
    Column("parent", Integer),
    Column("source", Text, nullable=False, default=""),
    Index("drops_by_hash", "sha256"),
    Index("drops_by_return", "period", "department"),
    Index(
        "drops_leaving", "leaving"
    ),  # of rows that leave; a condition here would load PostgreSQL's dialect at start
)
"""
Every file ever dropped, a row each; ``leaving`` is set until the file has left the inbox.

A file of an archive, and a department's part of a file in which several report, is a row of its own whose
``parent`` is the number of the whole's row.  ``source`` is how a 代录 was told.
"""

evidence = Table(
    "evidence",
    metadata,
    Column("drop", Integer, primary_key=True),
    Column("period", String(10), nullable=False),
    Column("department", String(80), nullable=False),
    Column("plan", String(40), primary_key=True, default=""),
    Column("id", String(40), primary_key=True, default=""),
    Column("kind", String(20), nullable=False),
    Index("evidence_by_return", "period", "department"),
)
"""佐证材料 and 盖章件: the return, and where they are known the rows, a kept file belongs to."""

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    Column("choice", Text, nullable=False),
    Column("ground", Text, nullable=False, default=""),
    Column("decided_by", Text, nullable=False, default=""),
    Column("decided_at", String(32), nullable=False),
    Column("drop", Integer, nullable=False),
    Column("payload", Text, nullable=False, default=""),
    Index("decisions_by_key", "key"),
)
"""认定: append-only; of several with one key the last holds, the earlier ones stay as the record."""

nodes = Table(
    "nodes",
    metadata,
    Column("plan", String(40), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("department", String(80), nullable=False),
    Column("period", String(10), nullable=False),
    Column("registered_at", String(32), nullable=False),
    Column("drop", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)
"""阶段节点 of a row, as its first lead gave them; what changes them afterwards is a decision."""

asked = Table(
    "asked",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)
"""Questions about how rows and departments stand, in their order, as the last judgement raised them."""

form_faults = Table(
    "form_faults",
    metadata,
    Column("period", String(10), primary_key=True),
    Column("code", String(10), primary_key=True),
    Column("plan", String(40), primary_key=True),
    Column("place", String(80), primary_key=True),
    Column("found_at", String(32), nullable=False),
    Column("departments", Text, nullable=False),
)
"""表格之过: a rule on one target or column over which more than a third of the departments stumbled."""

entries = Table(
    "entries",
    metadata,
    Column("period", String(10), nullable=False),
    Column("plan", String(40), nullable=False),
    Column("id", String(40), nullable=False),
    Column("department", String(80), nullable=False),
    Column("drop", Integer, nullable=False),
    Column("questioned", Boolean, nullable=False),
    Column("payload", Text, nullable=False),
    Column("marks", String(4), nullable=False, default=""),
    PrimaryKeyConstraint("department", "period", "plan", "id"),  # rows of a return lie together
    Index("entries_by_period", "period"),
    Index("entries_by_marks", "marks", "plan"),  # of rows that have any; see drops_leaving
)
"""
What was accepted: one entry a row, department and period; a later accepted return replaces it.

``marks`` are those of :mod:`toolkit.store.marks`.
"""

issued = Table(
    "issued",
    metadata,
    Column("period", String(10), primary_key=True),
    Column("department", String(80), primary_key=True),
    Column("issued_at", String(32), nullable=False),
)

standings = Table(
    "standings",
    metadata,
    Column("period", String(10), primary_key=True),
    Column("plan", String(40), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("light", String(4)),
    Column("klass", String(20), nullable=False),
    Column("task", String(40), nullable=False),
    Column("issued_light", String(4)),
    Column("issued_at", String(32)),
)
"""
Lights and classes of a period's last ledger; the next period looks back on them.

``issued_at`` is the moment of the first ledger after the bulletin day, and ``issued_light`` the light it showed:
no later ledger changes them.
"""

jobs = Table(
    "jobs",
    metadata,
    Column("job", String(20), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("done_at", String(32), nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("what", String(40), nullable=False),
    Column("detail", Text, nullable=False),
)
"""Append-only: who did what and when."""
