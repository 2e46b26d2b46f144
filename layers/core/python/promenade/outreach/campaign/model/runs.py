"""What becomes of one launch: its pages, and the people on them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts.deliveries import MessagesHandled, Skip
from promenade.kit.values import Document, Value, replace

PAGES_A_TASK = 10
"""Of one message to who sends them on."""

REOPENING: frozenset[Skip] = frozenset({"budget"})
"""Skips that are none once the campaign goes on: their page is asked for again."""

_ENDED: Skip = "campaign_ended"
_LATER = "#later-"
_PAGE = re.compile(r"([0-9]+)\.[0-9]+")
"""As `request_id` writes them, after the run."""

Number = Annotated[int, Meta(ge=0)]


class Run(Document, frozen=True):
    """Its audience is the snapshot of its id: `count` people on `page_count` pages once taken."""

    id: str
    campaign: str
    number: int
    due_at: datetime
    until: datetime
    opened_at: datetime
    count: int | None = None
    page_count: int | None = None


class Progress(Value, frozen=True):
    """How far a run is. `skipped` is by reason; `waiting_count` are in their quiet hours."""

    page_count: int = 0
    sent_count: int = 0
    held_out_count: int = 0
    waiting_count: int = 0
    cost_micros: int = 0
    skipped: Mapping[str, int] = {}
    sent: Mapping[str, int] = {}

    @property
    def decided_count(self) -> int:
        return self.sent_count + self.held_out_count + sum(self.skipped.values())


class PageTask(Value, frozen=True, forbid_unknown_fields=True):
    """Pages from `first` on, before `end`, of a run."""

    campaign: str
    run: int
    first: Number
    end: Number


def run_id(campaign_id: str, number: int) -> str:
    """Of its snapshot, too."""
    return f"{campaign_id}-{number}"


def request_id(run: str, page: int, reopened_count: int) -> str:
    """The same until it is told and has to be asked for once more: who asks again before that
    finds who was decided already."""
    return f"{run}.{page}.{reopened_count}"


def page_of(handled: MessagesHandled) -> int | None:
    """None for what is told of people who waited, and of those whom no page was asked for."""
    run, _, rest = handled.request_id.partition(".")
    page = _PAGE.fullmatch(rest) if run == handled.entry else None
    return int(page[1]) if page else None


def is_final(handled: MessagesHandled) -> bool:
    return not any(handled.skipped.get(reason) for reason in REOPENING)


def gained(handled: MessagesHandled) -> Progress:
    """What the fact adds to the progress of its run. Of a page that is asked for again as a whole
    those alone whom it reached: the others are told of once more."""
    is_page, told = page_of(handled) is not None, handled
    if is_page and not is_final(handled):
        told = replace(handled, held_out=(), skipped={}, double_count=0)
    counted = {**told.skipped, "sent_before": told.double_count}
    skipped = {why: n for why, n in counted.items() if n and why not in REOPENING}
    sent = Counter(each.variant for each in handled.reached)
    decided = sent.total() + len(handled.held_out) + sum(handled.skipped.values())
    no_more = decided + handled.waiting_count if _LATER in handled.request_id else 0
    return Progress(
        page_count=int(is_page and is_final(handled)),
        sent_count=sent.total(),
        held_out_count=len(told.held_out),
        waiting_count=handled.waiting_count - no_more,
        cost_micros=handled.cost_micros,
        skipped={str(reason): n for reason, n in skipped.items()},
        sent=sent,
    )


def ended(progress: Progress) -> Progress:
    """Of a campaign that is over: who waited waits no longer, whoever has yet to tell it (N12)."""
    if progress.waiting_count <= 0:
        return progress
    return left_out(replace(progress, waiting_count=0), progress.waiting_count)


def left_out(progress: Progress, count: int) -> Progress:
    """So many more, by the end of the campaign."""
    ended_count = progress.skipped.get(_ENDED, 0) + count
    return replace(progress, skipped={**progress.skipped, _ENDED: ended_count})


def is_complete(run: Run, progress: Progress) -> bool:
    if run.page_count is None:
        return False
    return progress.page_count >= run.page_count and progress.waiting_count <= 0


def tasks(run: Run) -> Iterator[PageTask]:
    for first in range(0, run.page_count or 0, PAGES_A_TASK):
        end = min(first + PAGES_A_TASK, run.page_count or 0)
        yield PageTask(run.campaign, run.number, first, end)
