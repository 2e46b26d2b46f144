"""The minute, and what it costs that most of what happens concerns no journey."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from promenade.contracts.behaviour import Act
from promenade.kit.errors import Unavailable
from promenade.outreach.journey.model.traveller import Key
from promenade.outreach.journey.service.sweeping import MOST_TIME, sweep
from promenade.outreach.journey.service.walking import walk
from promenade.outreach.journey.store.records import key_of, mark_name, marks
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from promenade.outreach.journey.wire.views import show_travellers
from tests.support.capacity import capacity
from tests.support.fakes.journey import FakeMarks
from tests.support.journeys import Shop, did, fake_shop, terms
from tests.support.stamps import NOON


def test_who_waits_is_found_in_the_minutes_after_it_is_due(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms())
    shop.happens(did(Act.CART))
    sent: list[str] = []
    shop.later(minutes=60)
    assert sweep(shop.clock, marks, sent.extend) == 0
    shop.later(minutes=2)
    assert sweep(shop.clock, marks, sent.extend) == 1
    assert key_of(sent[0]) == Key("ada", "campaign_1", "cart-1772366400000")
    assert sweep(shop.clock, marks, sent.extend) == 0


def test_what_was_not_sent_is_found_again() -> None:
    found = FakeMarks([(NOON, mark_name(Key("ada", "campaign_1", "1")))])

    def refuse(_names: Sequence[str]) -> None:
        raise Unavailable("The queue is busy.")

    later = NOON + timedelta(minutes=2)
    with pytest.raises(Unavailable):
        sweep(lambda: later, found, refuse)
    sent: list[str] = []
    assert sweep(lambda: later, found, sent.extend) == 1


def test_a_long_minute_is_gone_through_in_several_runs() -> None:
    found = FakeMarks([(NOON, str(number)) for number in range(500)])
    sent: list[str] = []
    now = [NOON + timedelta(minutes=2)]

    def slowly(names: Sequence[str]) -> None:
        sent.extend(names)
        now[0] += MOST_TIME

    counts = [sweep(lambda: now[0], found, slowly) for _ in range(3)]
    assert counts == [200, 200, 100]
    assert len(set(sent)) == len(sent) == 500


def test_one_look_at_the_journeys_serves_all_that_happened_before_it() -> None:
    """What concerns none of them costs nothing else."""
    shop = fake_shop(terms())
    shop.doors = None  # type: ignore[assignment]
    shop.store = None  # type: ignore[assignment]
    shop.later(seconds=1)
    for _ in range(100):
        assert shop.hear(did(Act.VIEW)) == []
    assert shop.journeys.reads == 1
    shop.hear(did(Act.VIEW, shop.now))
    assert shop.journeys.reads == 2
    shop.later(minutes=1)
    shop.hear(did(Act.VIEW))
    assert shop.journeys.reads == 3


def test_counts_are_shown_by_step() -> None:
    shown = show_travellers([], {"started": 3, "ended": 1, "at b": 0, "at a": 2}, None)
    assert (shown.started_count, shown.ended_count) == (3, 1)
    assert [(each.step, each.count) for each in shown.steps] == [("a", 2), ("b", 0)]


def test_what_does_not_take_people_in_costs_no_write(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms())
    shop.happens(did(Act.CART))
    again = did(Act.CART, NOON + timedelta(seconds=1))
    with capacity() as cooling:
        shop.hear(again)
    with capacity() as nobody:
        shop.hear(did(Act.PAY, NOON, "bob"))
    assert (cooling.cost, nobody.cost) == ((1, 1, 0), (2, 1, 1))


def test_a_step_costs_a_look_and_a_transaction(stores: None) -> None:
    shop = Shop(DynamoTravellerStore(), terms())
    with capacity() as entering:
        shop.happens(did(Act.CART))
    shop.later(hours=1)
    with capacity() as stepping:
        walk(Key("ada", "campaign_1", "cart-1772366400000"), shop.clock, shop.doors)
    assert entering.cost == (4, 3.0, 10)
    assert stepping.cost == (5, 3, 10)
