"""Runs and their people on the wire, and what a worker is handed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from promenade.contracts.segments import SegmentDrafted, SegmentEdited, SegmentRunAsked
from promenade.kit.clock import Clock
from promenade.kit.decoding import View, canonical, decode
from promenade.kit.facts import name_of, read
from promenade.kit.http.auth import Principal
from promenade.kit.paging import Position
from promenade.kit.stamp import Stamp
from promenade.outreach.segment.model.run import PARTS, PartDone, Run
from promenade.outreach.segment.service.computing import Begun, Changed, Members, Task, Work
from promenade.outreach.segment.wire.estimates import told_customer

_ACTOR = "system:segment"


class RunView(View, frozen=True):
    """`judged_count` people were looked at so far, `count` of them are in the segment; `parts_done`
    of `part_count` parts are through."""

    id: str
    segment_id: str
    state: Literal["running", "done"]
    asked_at: datetime
    taken_at: datetime | None
    judged_count: int
    count: int
    parts_done: int
    part_count: int
    page_count: int


class MemberPage(View, frozen=True):
    """Customers who were in the segment when the run that ended last judged them; `run_id` is null
    where none has ended yet, or none in the last 35 days (of a static segment, 400 days)."""

    run_id: str | None
    taken_at: datetime | None
    items: list[str]
    next: str | None


class MemberQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A page has up to 100 customers."""

    cursor: Annotated[str, msgspec.Meta(max_length=4096)] | None = None


def read_place(position: Position | None) -> tuple[int, str | None]:
    """(page, run) where a list goes on."""
    if position is None:
        return 0, None
    return int(position["page"]), position["run"]


def next_place(members: Members) -> Position | None:
    if members.run is None or members.next_page is None:
        return None
    return {"page": str(members.next_page), "run": members.run.id}


def show_members(members: Members, caller: Principal, cursor: str | None) -> MemberPage:
    """What looks like a person in a name is for who may see people (N30)."""
    return MemberPage(
        run_id=members.run.id if members.run else None,
        taken_at=members.run.taken_at if members.run else None,
        items=[told_customer(each, caller) for each in members.customers],
        next=cursor,
    )


def show_run(run: Run, parts: Sequence[PartDone]) -> RunView:
    is_done = run.taken_at is not None
    return RunView(
        id=run.id,
        segment_id=run.segment_id,
        state="done" if is_done else "running",
        asked_at=run.asked_at,
        taken_at=run.taken_at,
        judged_count=run.judged_count or sum(each.judged_count for each in parts),
        count=run.count or sum(each.count for each in parts),
        parts_done=PARTS if is_done else sum(each.is_done for each in parts),
        part_count=PARTS,
        page_count=run.page_count,
    )


def task_body(task: Task) -> bytes:
    return canonical(task)


def read_work(message: bytes, clock: Clock) -> tuple[Work, Stamp]:
    """Raises Invalid, UnknownSchema."""
    if b'"detail-type"' not in message:
        task = decode(message, Task)
        return task, Stamp(_ACTOR, clock(), task.run_id, f"{task.run_id} {task.part}")
    name = name_of(message)
    if name == "SegmentRunAsked":
        asked = read(message, SegmentRunAsked)
        stamp = Stamp(_ACTOR, clock(), asked.correlation_id, asked.event_id)
        return Begun(asked.data.id), stamp
    event = read(message, SegmentDrafted if name == "SegmentDrafted" else SegmentEdited)
    stamp = Stamp(_ACTOR, clock(), event.correlation_id, event.event_id)
    return Changed(event.data.id, event.data.version), stamp
