"""What an order proves of prices, and how it is kept: exactly once, whatever the queue does."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.price.model.paid import PaidPrice, paid_prices
from promenade.base.price.service.folding import PART, Guard, fold, steps
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.contracts.orders import OrderDocument, OrderLine, Refund, RefundLine
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.facts import ON, PLACED, created, order, refunded
from tests.support.fakes.evidence import FakeEvidenceStore

Store = FakeEvidenceStore | DynamoEvidenceStore


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> Store:
    return FakeEvidenceStore() if request.param == "fake" else DynamoEvidenceStore()


def paid(sku: str, unit_minor: int, **other: Any) -> PaidPrice:
    given: dict[str, Any] = {
        "sku": sku,
        "currency": "CNY",
        "on": ON,
        "unit_minor": unit_minor,
        "source": "storefront",
        "number": "A-1",
        "paid_at": order().paid_at,
    }
    return PaidPrice(**given | other)


def line(number: int, sku: str, unit_minor: int, quantity: int = 1) -> OrderLine:
    return OrderLine(
        line=number,
        sku=sku,
        title=sku,
        quantity=quantity,
        unit_price_minor=unit_minor,
        paid_minor=quantity * unit_minor,
    )


def test_an_order_proves_the_lowest_unit_price_of_each_sku() -> None:
    assert paid_prices(order()) == (paid("CUP", 1_500), paid("TEA", 2_750))
    uneven = replace(line(1, "TEA", 1_000, 3), paid_minor=2_000, discount_minor=1_000)
    assert paid_prices(order(lines=(uneven, line(2, "tea", 700)))) == (paid("TEA", 666),)


@pytest.mark.parametrize(
    "other",
    [
        {"is_test": True},
        {"state": "cancelled"},
        {"state": "refunded"},
        {"kind": "return"},
        {"kind": "adjustment"},
    ],
)
def test_tests_returns_and_cancelled_orders_prove_nothing(other: dict[str, Any]) -> None:
    assert paid_prices(order(**other)) == ()
    assert paid_prices(created()) == ()


def test_what_was_given_back_or_given_away_proves_nothing() -> None:
    back = RefundLine(line=1, quantity=2, amount_minor=5_500)
    refund = Refund(id="R", refunded_at=PLACED, amount_minor=5_500, lines=(back,))
    assert [each.sku for each in paid_prices(order(refunds=(refund,)))] == ["CUP"]
    assert [each.sku for each in paid_prices(refunded())] == ["CUP", "TEA"]
    assert paid_prices(order(lines=(line(1, "GIFT", 0),))) == ()


def test_a_day_is_that_of_the_orders_store() -> None:
    late = order(paid_at=PLACED.replace(hour=16, minute=1))
    assert {each.on for each in paid_prices(late)} == {date(2026, 1, 6)}


def lowest(store: Store, sku: str = "TEA", on: date = ON) -> int | None:
    found = store.lowest_paid(sku, "CNY", on)
    return found.unit_minor if found else None


def test_a_day_has_its_lowest_price_and_no_other_currency_counts(store: Store) -> None:
    fold([order(), order("A-2", lines=(line(1, "TEA", 2_600),))], store)
    fold([order("A-3", lines=(line(1, "TEA", 100),), currency="EUR")], store)
    fold([order("A-4", lines=(line(1, "TEA", 10_000),))], store)
    assert (lowest(store), lowest(store, on=date(2026, 1, 4)), lowest(store, "NONE")) == (
        2_600,
        None,
        None,
    )


def test_what_was_paid_last_is_that_of_the_last_day_before(store: Store) -> None:
    early, late = PLACED.replace(hour=1), PLACED.replace(hour=5)
    fold([order("A-1", paid_at=early, lines=(line(1, "TEA", 500),))], store)
    fold([order("A-2", paid_at=late, lines=(line(1, "TEA", 900),))], store)
    found = store.last_paid("TEA", "CNY", date(2026, 1, 6))
    assert found is not None
    assert (found.unit_minor, found.number) == (900, "A-2")
    assert store.last_paid("TEA", "CNY", ON) is None


def test_a_newer_version_takes_back_what_it_no_longer_proves(store: Store) -> None:
    fold([order("A-1", 1)], store)
    assert lowest(store) == 2_750
    fold([order("A-1", 2, state="cancelled")], store)
    assert (lowest(store), lowest(store, "CUP")) == (None, None)
    fold([order("A-1", 3, lines=(line(1, "TEA", 2_000),))], store)
    assert (lowest(store), lowest(store, "CUP")) == (2_000, None)


def test_a_newer_version_may_tell_another_time_of_the_same_price(store: Store) -> None:
    fold([order("A-1", 1)], store)
    later = PLACED + timedelta(hours=1)
    fold([order("A-1", 2, paid_at=later)], store)
    found = store.lowest_paid("TEA", "CNY", ON)
    assert found is not None
    assert (found.unit_minor, found.paid_at) == (2_750, later)


def test_versions_come_twice_late_and_in_any_order(store: Store) -> None:
    sent: Sequence[OrderDocument] = (
        order("A-1", 3, state="cancelled"),
        order("A-1", 1),
        order("A-2"),
    )
    fold(sent, store)
    once = dump()
    fold(sent[::-1], store)
    for each in sent:
        fold([each], store)
    assert dump() == once
    found = store.lowest_paid("TEA", "CNY", ON)
    assert found is not None
    assert found.number == "A-2"


def test_an_order_of_many_skus_takes_several_writes_and_is_whole(store: Store) -> None:
    many = tuple(line(n, f"S-{n:03}", 100 + n) for n in range(1, 251))
    asked = order(lines=many)
    counts = [len(each.come) for each in steps(("s", "n"), Guard(), asked)]
    assert counts == [PART, PART, 52]
    fold([asked], store)
    assert [lowest(store, f"S-{n:03}") for n in (1, 100, 250)] == [101, 200, 350]
    fold([order("A-1", 2, state="cancelled")], store)
    assert [lowest(store, f"S-{n:03}") for n in (1, 100, 250)] == [None, None, None]


VERSIONS = st.lists(
    st.tuples(
        st.sampled_from(["A-1", "A-2"]),
        st.sampled_from(["paid", "cancelled", "shipped"]),
        st.lists(
            st.tuples(st.sampled_from(["TEA", "CUP"]), st.integers(1, 9)), min_size=1, max_size=3
        ),
    ),
    max_size=8,
)


@given(VERSIONS, st.randoms(use_true_random=False))
def test_whatever_comes_in_whatever_order_the_newest_versions_alone_count(
    versions: list[tuple[str, Any, list[tuple[str, int]]]], chance: Any
) -> None:
    sent = [
        order(
            number,
            place,
            state=state,
            lines=tuple(line(n, sku, minor) for n, (sku, minor) in enumerate(sold, 1)),
        )
        for place, (number, state, sold) in enumerate(versions, 1)
    ]
    store, shuffled = FakeEvidenceStore(), [*sent, *sent[:2]]
    chance.shuffle(shuffled)
    for each in shuffled:
        fold([each], store)
    newest = {each.number: each for each in sent}
    assert store.paid == {price for each in newest.values() for price in paid_prices(each)}
