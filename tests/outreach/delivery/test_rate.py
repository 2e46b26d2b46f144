"""No account is given more messages than it takes, by however many containers; who waits for that
loses nothing."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from promenade.contracts.consents import Verdict
from promenade.contracts.messages import Accepted, Outgoing, ProviderBusy
from promenade.outreach.channel.model.sending import refusal_for
from promenade.outreach.channel.store.pace import book
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.service.gate import handle
from tests.support.deliveries import World, accept, request, terms
from tests.support.fakes.delivery import FakeGateStore

SECOND_US = 1_000_000
NOW_US = 1_767_600_000 * SECOND_US
NIGHT = datetime(2026, 3, 2, 15, tzinfo=UTC)
"""In Shanghai."""


def one_by_one(act: Callable[[object], object], cases: Iterable[object]) -> list[object]:
    return [act(each) for each in cases]


def why(progress: Progress) -> dict[str, str]:
    found = {each.customer: each for each in progress.decisions()}
    return {who: f"{e.outcome}: {e.said}" if e.said else e.outcome for who, e in found.items()}


def test_who_has_no_turn_yet_is_sent_it_soon_after_and_no_try_is_lost() -> None:
    world, people = World(), [f"c{number}" for number in range(100)]
    world.turns = 10
    told = handle(request(*people), world.doors)
    assert told
    assert (told.sent_count, told.is_whole, told.busy) == (10, False, {})
    ((_, after_s),) = world.put_back
    assert 1 <= after_s <= 5
    for _ in range(9):
        world.turns = 10
        told = handle(request(*people), world.doors)
    assert told
    assert (told.sent_count, told.is_whole, told.skipped) == (100, True, {})
    assert len({each.key for each in world.outbox}) == len(world.outbox) == 100
    assert world.dead == []


def test_a_try_is_lost_by_who_was_asked_for_alone() -> None:
    world, people = World(), [f"c{number}" for number in range(20)]
    accepts, asked = world.say, []

    def throttle(message: Outgoing) -> Accepted:
        asked.append(message.key)
        if len(asked) % 3 == 0:
            raise ProviderBusy("Too many.")
        return accepts(message)

    world.say = throttle
    for _ in range(30):
        world.turns = 3
        told = handle(request(*people), world.doors)
        if told and told.is_whole:
            break
    assert told
    assert (told.sent_count, told.is_whole, told.skipped, world.dead) == (20, True, {}, [])
    taken = Counter(asked)
    assert len(taken) == 20
    assert max(taken.values()) <= 5


def test_who_says_no_while_they_wait_for_their_turn_is_sent_nothing() -> None:
    world = World()

    def meanwhile(_message: Outgoing) -> Accepted:
        world.refused["bob"] = Verdict("withdrawn")
        world.now += timedelta(seconds=0.5)
        return accept(_message)

    world.say = meanwhile
    with patch("promenade.outreach.delivery.service.gate.side_by_side", one_by_one):
        told = handle(request("ada", "bob", "eve"), world.doors)
    assert told
    assert why(told) == {"ada": "sent", "bob": "withdrawn: withdrawn", "eve": "sent"}
    assert world.reached == ["ada@example.com", "eve@example.com"]


@pytest.mark.parametrize(
    ("state", "left"), [("cancelled", {"bob": "campaign_ended"}), ("paused", {})]
)
def test_who_waits_for_their_turn_is_sent_nothing_once_the_campaign_is_stopped(
    state: str, left: dict[str, str]
) -> None:
    world = World()

    def meanwhile(_message: Outgoing) -> Accepted:
        world.campaign = terms(state=state)
        world.now += timedelta(seconds=0.5)
        return accept(_message)

    world.say = meanwhile
    with patch("promenade.outreach.delivery.service.gate.side_by_side", one_by_one):
        told = handle(request("ada", "bob"), world.doors)
    assert told
    assert why(told) == {"ada": "sent"} | left
    assert world.reached == ["ada@example.com"]


def test_what_was_begun_before_a_pause_is_looked_at_a_minute_later() -> None:
    world = World(turns=1)
    handle(request("ada", "bob", id="spring-1.0.0", is_asked_again=True), world.doors)
    world.campaign = terms(state="paused")
    asked = request("ada", "bob", id="spring-1.0.0", is_asked_again=True)
    assert handle(asked, world.doors) is None
    assert isinstance(world.store, FakeGateStore)
    assert world.store.waiting == {asked.id: (world.now + timedelta(minutes=1), asked)}


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        ("sender", "verify this sender at the provider"),
        ("account", "look at its secret, its rights and its balance"),
    ],
)
def test_whom_a_fault_of_ours_keeps_it_from_is_sent_it_once_that_is_mended(
    reason: Any, advice: str
) -> None:
    world = World()
    accepts = world.say

    def refuse(_message: Outgoing) -> Accepted:
        raise refusal_for(reason, "Not so.")

    world.say = refuse
    told = handle(request("ada"), world.doors)
    assert told
    assert why(told) == {"ada": f"busy: {reason}: {advice}"}
    assert not told.is_whole
    world.say = accepts
    told = handle(request("ada"), world.doors)
    assert told
    assert why(told) == {"ada": "sent"}


def test_whom_others_reached_while_the_account_was_busy_falls_to_the_cap() -> None:
    world = World()
    accepts = world.say

    def busy(_message: Outgoing) -> Accepted:
        raise ProviderBusy("Too many.")

    world.say = busy
    handle(request("ada"), world.doors)
    world.say, world.campaign = accepts, terms(frequency_cap=20)
    for number in (2, 3):
        handle(request("ada", id=f"summer#{number}", step=f"s{number}"), world.doors)
    world.campaign = terms(frequency_cap=2)
    told = handle(request("ada"), world.doors)
    assert told
    assert why(told) == {"ada": "frequency: 2 of 2 in 7 days"}
    assert len(world.outbox) == 3


def test_who_waits_for_the_morning_waits_once_though_their_page_is_asked_for_again() -> None:
    world = World(now=NIGHT)
    first = handle(request("ada", id="spring-1.0.0", is_asked_again=True), world.doors)
    again = [
        handle(request("ada", id=f"spring-1.0.{number}", is_asked_again=True), world.doors)
        for number in (1, 2)
    ]
    assert first
    assert (first.waiting_count, [each.waiting_count for each in again if each]) == (1, [0, 0])
    assert [each.double_count for each in again if each] == [0, 0]


@pytest.mark.usefixtures("stores")
def test_stretches_of_an_accounts_time_follow_each_other_as_far_as_one_waits() -> None:
    booked = [book("sms-1", NOW_US, SECOND_US, 3 * SECOND_US) for _ in range(5)]
    assert booked == [*(NOW_US + second * SECOND_US for second in range(4)), None]
    assert book("sms-1", NOW_US, SECOND_US, 10 * SECOND_US) == NOW_US + 4 * SECOND_US
    assert book("sms-2", NOW_US, SECOND_US, 0) == NOW_US


@pytest.mark.usefixtures("stores")
def test_time_that_nobody_booked_is_gone() -> None:
    assert book("sms-1", NOW_US, SECOND_US, 0) == NOW_US
    later_us = NOW_US + 60 * SECOND_US
    assert book("sms-1", later_us, SECOND_US, 0) == later_us
