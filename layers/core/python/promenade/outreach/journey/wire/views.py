"""Ways as staff see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.behaviour import Act
from promenade.kit.decoding import View, show
from promenade.outreach.journey.model.traveller import Release, Traveller


class TravellerView(View, frozen=True):
    """At `step` since then; it goes on at `due_at`, which is put off then where the message before
    has not gone out in time, or when the person does what it awaits. Without a step it has ended:
    of itself unless there is a reason. `variables` are what messages say of
    what started it. The way of who was merged goes on under `merged_into`."""

    customer: str
    campaign: str
    entry: str
    started_at: datetime
    step: str | None
    since: datetime
    due_at: datetime
    awaits: Act | None
    terms_version: int
    variables: dict[str, str]
    ended_at: datetime | None
    reason: Release
    merged_into: str


class JourneyPage(View, frozen=True):
    items: list[TravellerView]
    next: str | None


class StepCount(View, frozen=True):
    step: str
    count: int


class TravellerPage(View, frozen=True):
    """`started_count` = `ended_count` + Σ counts of the steps, at any time."""

    started_count: int
    ended_count: int
    steps: list[StepCount]
    items: list[TravellerView]
    next: str | None


def show_way(way: Traveller) -> TravellerView:
    return show(way, TravellerView)


def show_journeys(ways: Sequence[Traveller], after: str | None) -> JourneyPage:
    return JourneyPage(items=[show_way(each) for each in ways], next=after)


def show_travellers(
    ways: Sequence[Traveller], counts: Mapping[str, int], after: str | None
) -> TravellerPage:
    steps = {name[3:]: count for name, count in counts.items() if name.startswith("at ")}
    return TravellerPage(
        started_count=counts.get("started", 0),
        ended_count=counts.get("ended", 0),
        steps=[StepCount(step=name, count=steps[name]) for name in sorted(steps)],
        items=[show_way(each) for each in ways],
        next=after,
    )
