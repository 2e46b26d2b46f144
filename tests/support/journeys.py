"""Journeys as tests have them: of a shop that is to be met again."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import (
    Branch,
    Deed,
    JourneyTerms,
    OccasionMet,
    Send,
    Step,
    Trigger,
    Wait,
    WaitFor,
)
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from promenade.outreach.journey.model.happening import Happening
from promenade.outreach.journey.model.traveller import Traveller
from promenade.outreach.journey.service.entering import Entering, Running
from promenade.outreach.journey.service.following import Following
from promenade.outreach.journey.service.ports import Doors, TravellerStore
from promenade.outreach.journey.service.walking import walk
from tests.support.fakes.journey import (
    FakeHandlings,
    FakeJourneys,
    FakeRequests,
    FakeSegments,
    FakeTravellerStore,
)
from tests.support.stamps import NOON

CARTED = Deed(Act.CART, cool_down_days=7)
GRANTED = OccasionMet("coupon_granted")


def send(name: str, then: str | None = None) -> Send:
    return Send(name, Channel.SMS, (Choice("a", f"template_{name}"),), then)


STEPS: tuple[Step, ...] = (
    WaitFor("pays", Act.PAY, 60, then="thanks", otherwise="remind"),
    send("remind", "rest"),
    Wait("rest", 24 * 60, "keen"),
    Branch("keen", "segment_keen", yes="gift"),
    send("gift"),
    send("thanks"),
)


def terms(trigger: Trigger = CARTED, steps: Sequence[Step] = STEPS, **other: Any) -> JourneyTerms:
    told = JourneyTerms("campaign_1", 3, True, trigger, tuple(steps), 0, "defer")
    return replace(told, **other)


def did(act: Act, at: datetime = NOON, customer: str = "ada") -> Happening:
    entry = f"{act}-{int(at.timestamp() * 1_000)}"
    return Happening(customer, f"act {act}", entry, at, {}, None, act)


def got(coupon: str, at: datetime = NOON, **other: Any) -> Happening:
    return Happening("ada", "occasion coupon_granted", coupon, at, {"coupon": coupon}, **other)


def digest(customer: str) -> str:
    return f"digest of {customer}"


class Shop:
    """Its clock stands at `now`; what is due is walked on as the queue would."""

    def __init__(self, store: TravellerStore, *journeys: JourneyTerms) -> None:
        self.now = NOON
        self.journeys, self.segments = FakeJourneys(*journeys), FakeSegments()
        self.requests = FakeRequests()
        self.entering = Entering(Running(self.journeys, self.clock), store, digest)
        self.following = Following(store, digest)
        self.handlings = FakeHandlings()
        doors = self.journeys, self.segments, self.requests, self.handlings
        self.doors = Doors(store, *doors)
        self.store = store

    def clock(self) -> datetime:
        return self.now

    def later(self, **passed: int) -> None:
        self.now += timedelta(**passed)

    def change(self, **terms: Any) -> None:
        for campaign, met in self.journeys.now.items():
            self.journeys.now[campaign] = replace(met, **terms)

    def hear(self, *happenings: Happening) -> list[Traveller]:
        return self.entering.heed(happenings, self.stamp)

    def happens(self, *happenings: Happening) -> None:
        for way in self.hear(*happenings):
            walk(way.key, self.clock, self.doors)

    def goes_on(self, customer: str = "ada") -> None:
        """Who is due is found by the minute."""
        for way in self.store.under_way(customer):
            walk(way.key, self.clock, self.doors)

    @property
    def stamp(self) -> Stamp:
        return Stamp("system:journey", self.now, "heard", "heard")

    @property
    def sent(self) -> list[str]:
        return [each.step for each in self.requests.sent]

    def steps(self, customer: str = "ada") -> list[str | None]:
        return [each.step for each in self.store.list_of(customer, 100, None).items]

    def reasons(self, customer: str = "ada") -> list[str]:
        """Of ways that have ended."""
        ways = self.store.list_of(customer, 100, None).items
        return [each.reason for each in ways if each.step is None]

    def counts(self) -> Mapping[str, int]:
        found = self.store.counts("campaign_1")
        return {name: count for name, count in found.items() if count}


def fake_shop(*journeys: JourneyTerms) -> Shop:
    return Shop(FakeTravellerStore(), *journeys)
