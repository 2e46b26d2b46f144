"""What people did, as it is shown."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from promenade.activity.behaviour.model.events import Outcome, Result
from promenade.activity.behaviour.service.histories import Recorded
from promenade.contracts.behaviour import Act, Days, Tally
from promenade.kit.decoding import View, show
from promenade.kit.errors import MOST_FAULTS
from promenade.kit.paging import Page

MOST_SHOWN = 20
"""SKUs and categories of an act."""


class EventFault(View, frozen=True):
    """`pointer` is into the event."""

    pointer: str
    code: str
    detail: str


class EventResult(View, frozen=True):
    """`reason` is the code of the first fault of a rejected event, `more_count` says how many are
    not told: a call is told 100 faults. What a program did is kept, and counts nowhere."""

    id: str | None
    result: Result
    is_bot: bool
    reason: str | None
    faults: list[EventFault]
    more_count: int


class ResultList(View, frozen=True):
    """In the order of the events."""

    items: list[EventResult]


class IdentityView(View, frozen=True):
    """`is_new`: the visitor was not this customer's before."""

    customer: str
    is_new: bool


class TrackingView(View, frozen=True):
    customer: str
    is_allowed: bool


class EventView(View, frozen=True):
    id: str
    act: Act
    event_time: datetime
    sku: str | None
    category: str | None
    session: str | None
    channel: str | None
    props: dict[str, bool | int | str]
    is_bot: bool


class BatchView(View, frozen=True):
    """Events that came together, in the order in which they were done."""

    received_at: datetime
    events: list[EventView]


class HistoryPage(View, frozen=True):
    items: list[BatchView]
    next: str | None


class SubjectCount(View, frozen=True):
    name: str
    count: int


class TallyView(View, frozen=True):
    """The twenty SKUs and categories of most events; of equal ones the first by name."""

    act: Act
    count: int
    skus: list[SubjectCount]
    categories: list[SubjectCount]


class TalliesView(View, frozen=True):
    """`first_on` and `last_on` are days of the zone, both counted whole."""

    first_on: date
    last_on: date
    zone: str
    acts: list[TallyView]


def show_outcomes(outcomes: Iterable[Outcome], language: str) -> ResultList:
    shown, room = [], MOST_FAULTS
    for each in outcomes:
        shown.append(_show_outcome(each, language, room))
        room -= len(shown[-1].faults)
    return ResultList(items=shown)


def _show_outcome(outcome: Outcome, language: str, most: int) -> EventResult:
    faults = [
        EventFault(pointer=each.pointer, code=each.code, detail=each.said(language))
        for each in outcome.faults[:most]
    ]
    return EventResult(
        id=outcome.id,
        result=outcome.result,
        is_bot=outcome.is_bot,
        reason=outcome.faults[0].code if outcome.faults else None,
        faults=faults,
        more_count=len(outcome.faults) - len(faults) + outcome.more_count,
    )


def show_history(page: Page[Recorded], cursor: str | None) -> HistoryPage:
    return HistoryPage(items=[show(each, BatchView) for each in page.items], next=cursor)


def show_tallies(tallies: Mapping[Act, Tally], days: Days) -> TalliesView:
    acts = [
        TallyView(act=act, count=each.count, skus=_top(each.skus), categories=_top(each.categories))
        for act, each in tallies.items()
    ]
    return TalliesView(first_on=days.first, last_on=days.today, zone=days.zone, acts=acts)


def _top(counts: Mapping[str, int]) -> list[SubjectCount]:
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [SubjectCount(name=name, count=count) for name, count in ranked[:MOST_SHOWN]]
