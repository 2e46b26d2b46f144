"""People on journeys from the bus to their inbox, queue by queue."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import Branch, Send, Wait, WaitFor
from promenade.contracts.tracking import LinkFollowed
from promenade.outreach.segment.model import definition as d
from tests.support import delivery_deeds, functions, running_journeys, segments
from tests.support.callers import SUPPORT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered, dump, waiting
from tests.support.facts import batch, told
from tests.support.flash_shop import queued
from tests.support.gateway import Gateway
from tests.support.play import perform
from tests.support.relaying import relayed

ADA = "customer-42"
GOOD: dict[str, list[object]] = {"batchItemFailures": []}
PLAIN = (Choice("plain", "message_template_1"),)
STEPS = (
    Send("hello", Channel.IN_APP, PLAIN, "rest"),
    Wait("rest", 60, "chinese"),
    Branch("chinese", "segment_chinese", yes="gift"),
    Send("gift", Channel.IN_APP, PLAIN),
)
ENTRY = "cart-1767605400000"


class Shop:
    """What waits in queues is taken out of them at `now`."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway, self.now = gateway, SAMPLE_TIME

    def acts(self, act: str = "cart", at: datetime | None = None) -> None:
        acts = [{"act": act, "count": 1, "last_at": at or self.now}]
        self.hears("behaviour", "PersonActed", {"customer": ADA, "acts": acts})

    def follows_a_link(self) -> None:
        """That was sent from the journey."""
        place = (running_journeys.ID, "hello", "plain", Channel.IN_APP)
        fact = LinkFollowed(ADA, *place, self.now, "https://shop.example.com/")
        self._invoke("tracking_follow", batch(told("tracking", "LinkFollowed", "t-1", fact)))
        acted = [each for each in relayed().events if each["detail-type"] == "PersonActed"]
        self._invoke("journey_triggers", queued(acted))
        self.works()

    def hears(self, capability: str, fact: str, data: Any) -> None:
        message = told(capability, fact, f"{fact}-{self.now}", data)
        self._invoke("journey_triggers", batch(message))
        self.works()

    def works(self) -> None:
        """Whoever is due is walked on, and what is asked for is sent."""
        self._invoke("journey_steps", delivered("journey-steps"))
        self._invoke("delivery_send", delivered("delivery-requests"))

    def later(self, **passed: int) -> None:
        self.now += timedelta(**passed)
        self._invoke("journey_sweep", {})
        self.works()

    def decisions(self) -> list[tuple[str, str, str, str]]:
        """Oldest first."""
        route = f"GET /customers/{ADA}/messages"
        items = self.gateway.call(route, caller=SUPPORT).json["items"]
        found = [(each["at"], each["step"], each["entry"], each["outcome"]) for each in items]
        return found[::-1]

    def ways(self) -> list[tuple[str | None, str]]:
        items = self.gateway.call(f"GET /customers/{ADA}/journeys", caller=SUPPORT).json["items"]
        return [(each["step"], each["reason"]) for each in items]

    def _invoke(self, function: str, event: dict[str, Any]) -> None:
        if event.get("Records", True):
            with standing(self.now):
                assert functions.invoke(function, event) in (None, GOOD)


@pytest.fixture
def shop(gateway: Gateway) -> Iterator[Shop]:
    """Where customer-42 has a profile, a message is approved and nothing runs yet."""
    with standing():
        perform(delivery_deeds.ADD, gateway)
        delivery_deeds.approve(Channel.IN_APP, Purpose.TRANSACTIONAL, gateway)
    yield Shop(gateway)
    assert waiting("journey-triggers-dead") == waiting("journey-steps-dead") == 0


def keep_segment(shop: Shop) -> None:
    doors = segments.real()
    segments.drafted(doors, "segment_chinese", d.Field("language", "eq", ("zh-CN",)))
    with standing(shop.now):
        profiles = [each for each in relayed().events if each["detail-type"] == "ProfileChanged"]
        data = profiles[0]["detail"]["data"] | {"language": "zh-CN"}
        told_ = told("profile", "ProfileChanged", "event-1", data)
        assert functions.invoke("segment_learn", batch(told_)) == GOOD


def test_who_acts_is_written_to_waits_is_judged_and_written_to_again(shop: Shop) -> None:
    keep_segment(shop)
    running_journeys.run(*STEPS, variables={"name": "Ada"})
    shop.acts()
    assert (shop.ways(), len(shop.decisions())) == ([("rest", "")], 1)
    shop.later(minutes=59)
    assert shop.ways() == [("rest", "")]
    shop.later(minutes=3)
    assert shop.decisions() == [
        ("2026-01-05T09:30:00Z", "hello", ENTRY, "sent"),
        ("2026-01-05T10:32:00Z", "gift", ENTRY, "sent"),
    ]
    assert shop.ways() == [(None, "")]
    stated = [each["detail-type"] for each in relayed().events]
    assert [each for each in stated if each.startswith("Journey")] == [
        "JourneyStarted",
        "JourneyEnded",
    ]
    shop.later(hours=1)
    assert len(shop.decisions()) == 2


def test_who_is_not_in_the_segment_ends_there(shop: Shop) -> None:
    segments.drafted(segments.real(), "segment_chinese", d.Field("language", "eq", ("fr",)))
    running_journeys.run(*STEPS, variables={"name": "Ada"})
    shop.acts()
    shop.later(minutes=62)
    assert [step for _, step, _, _ in shop.decisions()] == ["hello"]
    assert shop.ways() == [(None, "")]


def test_who_does_what_is_awaited_goes_on_at_once(shop: Shop) -> None:
    running_journeys.run(
        WaitFor("pays", Act.PAY, 60, then="thanks", otherwise="remind"),
        Send("thanks", Channel.IN_APP, PLAIN),
        Send("remind", Channel.IN_APP, PLAIN),
        variables={"name": "Ada"},
    )
    shop.acts()
    shop.later(minutes=5)
    shop.acts("pay")
    shop.later(hours=2)
    assert [step for _, step, _, _ in shop.decisions()] == ["thanks"]


def test_who_follows_a_link_that_is_awaited_goes_on_at_once(shop: Shop) -> None:
    running_journeys.run(
        WaitFor("reads", Act.MESSAGE_CLICK, 60, then="thanks", otherwise="remind"),
        Send("thanks", Channel.IN_APP, PLAIN),
        Send("remind", Channel.IN_APP, PLAIN),
        variables={"name": "Ada"},
    )
    shop.acts()
    shop.later(minutes=5)
    shop.follows_a_link()
    shop.later(hours=2)
    assert [(at, step) for at, step, _, _ in shop.decisions()] == [
        ("2026-01-05T09:35:00Z", "thanks")
    ]


def test_facts_that_come_again_and_messages_that_come_twice_change_nothing(shop: Shop) -> None:
    running_journeys.run(*STEPS, variables={"name": "Ada"})
    shop.acts()
    before = dump()
    shop.acts(at=SAMPLE_TIME)
    assert dump() == before


def test_what_says_nothing_that_can_be_read_is_parked(stores: None) -> None:
    for function, queue in (
        ("journey_triggers", "journey-triggers-dead"),
        ("journey_steps", "journey-steps-dead"),
    ):
        assert functions.invoke(function, batch('{"customer": 1}')) == GOOD
        assert waiting(queue) == 1


def test_the_minute_finds_nobody_where_nobody_waits(stores: None) -> None:
    with standing():
        functions.invoke("journey_sweep", {})
    assert waiting("journey-steps") == 0
