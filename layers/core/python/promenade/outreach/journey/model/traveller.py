"""A person's way through a campaign, of one entry; at each step it says when it goes on."""

from datetime import datetime, timedelta
from typing import Literal

from promenade.contracts.behaviour import Act
from promenade.contracts.journeys import Branch, JourneyTerms, Step, Wait, WaitFor
from promenade.kit.values import Document, Value, replace
from promenade.outreach.journey.model.happening import Happening, awaited

Release = Literal["", "anonymised", "campaign_over", "erased", "goal", "merged", "step_gone"]
"""Why a way ends: empty where no step was ahead."""


class Key(Value, frozen=True):
    """Of a way; `entry` tells one of a person in a campaign from another."""

    customer: str
    campaign: str
    entry: str


class Done(Value, frozen=True):
    """By the customer of a way, last."""

    act: Act
    at: datetime


class Asked(Document, frozen=True):
    """A message that was asked for then, which is not sent from `until` on."""

    id: str
    at: datetime
    until: datetime


class Traveller(Document, frozen=True):
    """At `step` since then, and from `due_at` on it goes on; without a step the way has ended.
    Where it `awaits` an act, that leads on earlier. `variables` are what messages say of what
    started it, which they do until `until`. `terms_version` is of the terms that led here.
    `person` stands for the customer where that name is to be forgotten. `asked` is the last
    message; `done` is when the person first did since then what steps wait for, and what was done
    until `heeded` led on already."""

    customer: str
    campaign: str
    entry: str
    person: str
    happened_at: datetime
    started_at: datetime
    since: datetime
    due_at: datetime
    terms_version: int
    version: int = 1
    step: str | None = None
    awaits: Act | None = None
    until: datetime | None = None
    variables: dict[str, str] = {}  # noqa: RUF012  each value gets its own
    ended_at: datetime | None = None
    reason: Release = ""
    merged_into: str = ""
    merged_from: str = ""
    asked: Asked | None = None
    done: dict[Act, datetime] = {}  # noqa: RUF012
    heeded: dict[Act, datetime] = {}  # noqa: RUF012

    @property
    def is_new(self) -> bool:
        """It was just begun; what was moved from another name went on."""
        return self.version == 1 and not self.merged_from

    @property
    def key(self) -> Key:
        return Key(self.customer, self.campaign, self.entry)

    @property
    def place(self) -> str:
        """Under which it is counted."""
        return f"at {self.step}" if self.step is not None else "ended"

    def is_due(self, now: datetime) -> bool:
        return self.step is not None and self.due_at <= now

    def counts(self, act: Act, at: datetime) -> bool:
        """Of what was done since the last message was asked for, or since the way began where none
        was, each leads on once."""
        since = self.asked.at if self.asked else self.happened_at
        return at > max(since, self.heeded.get(act, since))

    def came_at(self, by: datetime) -> datetime | None:
        """When the person did what it awaits, by then."""
        at = self.done.get(self.awaits) if self.awaits else None
        return at if at and self.awaits and at <= by and self.counts(self.awaits, at) else None


def started(happening: Happening, person: str, terms: JourneyTerms, now: datetime) -> Traveller:
    """What is awaited first counts from what happened, not from when that was heard of."""
    way = Traveller(
        customer=happening.customer,
        campaign=terms.campaign,
        entry=happening.entry,
        person=person,
        happened_at=happening.at,
        started_at=now,
        since=happening.at,
        due_at=now,
        terms_version=terms.version,
        until=happening.until,
        variables=dict(happening.variables),
    )
    first = _at(way, terms.steps[0], now)
    return replace(first, since=happening.at)


def arrived(met: Traveller, name: str | None, terms: JourneyTerms, now: datetime) -> Traveller:
    """At the next step, by the terms as they are now; where there is none, at the end."""
    if name is None:
        return released(met, "", now)
    step = step_of(terms, name)
    if step is None:
        return released(met, "step_gone", now)
    return replace(_at(met, step, now), version=met.version + 1, terms_version=terms.version)


def released(met: Traveller, reason: Release, now: datetime) -> Traveller:
    """Nothing of what started it is kept."""
    return replace(
        met,
        version=met.version + 1,
        step=None,
        awaits=None,
        since=now,
        due_at=now,
        variables={},
        ended_at=now,
        reason=reason,
        asked=None,
        done={},
        heeded={},
    )


def renamed(met: Traveller, customer: str, person: str) -> Traveller:
    """The same way, of the one whom the person was merged into."""
    return replace(met, customer=customer, person=person, version=1, merged_from=met.customer)


def after(met: Traveller, done: Done, terms: JourneyTerms, now: datetime) -> Traveller | None:
    """Where an act leads: to the end if it is the goal, on if the way waits for it, and nowhere yet
    if a step ahead may; None where it is none of these, was done before, or is known."""
    if met.step is None or done.at <= met.happened_at:
        return None
    if done.act is terms.goal:
        return released(met, "goal", now)
    if not met.counts(done.act, done.at):
        return None
    if met.awaits is done.act and done.at <= met.due_at:
        return led(met, done.at, terms, now)
    known_at = met.done.get(done.act)
    if done.act not in awaited(terms) or (known_at and met.counts(done.act, known_at)):
        return None
    return replace(met, version=met.version + 1, done={**met.done, done.act: done.at})


def led(met: Traveller, at: datetime, terms: JourneyTerms, now: datetime) -> Traveller:
    """On, by what it awaited and was done then."""
    heeded = {**met.heeded, met.awaits: at} if met.awaits else met.heeded
    step = step_of(terms, met.step)
    name = next_of(step, is_so=True) if step else met.step
    return arrived(replace(met, heeded=heeded), name, terms, now)


def over_at(met: Traveller, step: Wait | WaitFor, gone_at: datetime) -> datetime:
    """The time of a step runs from when the message before it has gone."""
    return gone_at + _lasting(step) if gone_at > met.since else met.due_at


def put_off(met: Traveller, until: datetime) -> Traveller:
    return replace(met, version=met.version + 1, due_at=until)


def step_of(terms: JourneyTerms, name: str | None) -> Step | None:
    return next((step for step in terms.steps if step.name == name), None)


def next_of(step: Step, is_so: bool) -> str | None:
    """The step after it, where it asks something by the answer."""
    if isinstance(step, Branch):
        return step.yes if is_so else step.no
    if isinstance(step, WaitFor):
        return step.then if is_so else step.otherwise
    return step.then


def is_over(terms: JourneyTerms, now: datetime) -> bool:
    return terms.is_over or (terms.until is not None and now >= terms.until)


def good_until(met: Traveller, terms: JourneyTerms) -> datetime:
    """When it is too late to send what the step that it is at says."""
    ends = [met.since + timedelta(hours=terms.ttl_hours), terms.until, met.until]
    return min(end for end in ends if end is not None)


def _at(way: Traveller, step: Step, now: datetime) -> Traveller:
    """Due at once where the person has done what the step waits for."""
    awaits = step.act if isinstance(step, WaitFor) else None
    here = replace(way, step=step.name, since=now, due_at=now + _lasting(step), awaits=awaits)
    return replace(here, due_at=now) if here.came_at(now) else here


def _lasting(step: Step) -> timedelta:
    return timedelta(minutes=step.minutes) if isinstance(step, Wait | WaitFor) else timedelta()
