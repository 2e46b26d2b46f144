"""No account is given more messages than it takes, by however many containers; who waits for that
loses nothing."""

from collections import Counter

import pytest

from promenade.contracts.messages import Accepted, Outgoing, ProviderBusy
from promenade.outreach.channel.store.pace import book
from promenade.outreach.delivery.service.gate import handle
from tests.support.deliveries import World, request

SECOND_US = 1_000_000
NOW_US = 1_767_600_000 * SECOND_US


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
