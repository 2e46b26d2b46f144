"""Orders as what their customers did."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.orders import OrderLine
from promenade.customer.profile.model.merging import anonymised
from promenade.customer.profile.service.acting import tell
from promenade.customer.profile.service.counting import count
from promenade.customer.profile.service.people import moved
from promenade.customer.profile.store.people import DynamoProfileStore
from tests.support.fakes.tracking import FakeActs
from tests.support.profiles import PAID_AT, order
from tests.support.stamps import stamp

NOW = PAID_AT + timedelta(days=1)


def told(acts: FakeActs, now: datetime = NOW, **other: Any) -> dict[str, tuple[str, datetime]]:
    """Who did what when, by the order that is told of."""
    tell(order(**other), now, acts, DynamoProfileStore())
    return {each.act.value: (each.customer, each.at) for each in acts.kept.values()}


def line(number: int, sku: str, category: str | None) -> OrderLine:
    return OrderLine(
        line=number,
        sku=sku,
        title=sku,
        category=category,
        quantity=1,
        unit_price_minor=100,
        paid_minor=100,
    )


def test_an_order_was_placed_and_paid_when_it_says(stores: None) -> None:
    placed_at = PAID_AT - timedelta(minutes=5)
    found = told(FakeActs(), placed_at=placed_at)
    assert found == {"order": ("ada", placed_at), "pay": ("ada", PAID_AT)}


def test_an_order_that_is_not_paid_was_placed(stores: None) -> None:
    assert [*told(FakeActs(), paid_at=None, state="created")] == ["order"]


def test_whatever_becomes_of_it_it_was_done_once(stores: None) -> None:
    acts = FakeActs()
    first = told(acts)
    assert told(acts, version=2, state="cancelled", cancelled_at=NOW) == first


def test_it_is_of_each_sku_and_category_once(stores: None) -> None:
    acts = FakeActs()
    lines = (line(1, "TEA", "tea"), line(2, "MUG", None), line(3, "TEA", "tea"))
    told(acts, lines=lines)
    (placed, _) = acts.kept.values()
    assert (placed.skus, placed.categories) == (("TEA", "MUG"), ("tea",))
    assert (placed.order, placed.act) == ("A-1", Act.ORDER)


def test_of_a_long_order_the_first_sixty_skus_are_told(stores: None) -> None:
    acts = FakeActs()
    told(acts, lines=tuple(line(n, f"SKU-{n}", f"kind-{n}") for n in range(1, 71)))
    (placed, _) = acts.kept.values()
    assert (len(placed.skus), placed.skus[-1], len(placed.categories)) == (60, "SKU-60", 60)


@pytest.mark.parametrize("other", [{"customer": None}, {"is_test": True}, {"kind": "return"}])
def test_of_guests_tests_and_returns_nothing_is_told(stores: None, other: dict[str, Any]) -> None:
    assert told(FakeActs(), **other) == {}


def test_what_no_segment_can_ask_for_is_not_told(stores: None) -> None:
    assert told(FakeActs(), PAID_AT + timedelta(days=400)) == {}


def test_of_who_is_anonymous_nothing_is_kept(stores: None) -> None:
    store, acts = DynamoProfileStore(), FakeActs()
    count(order(), stamp(), store)
    met = store.find("ada")
    assert met
    store.change([moved(met, anonymised(met.profile), stamp("erase"))], stamp("erase"))
    assert told(acts, version=2) == {}
