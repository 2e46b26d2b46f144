"""However orders arrive, the facts are those of their last versions, folded once."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.report.model.contribution import Change, facts_of, key_of
from promenade.base.report.model.day import SettledDay
from promenade.base.report.model.facts import Facts, ShopDay, measured
from promenade.base.report.model.period import Period
from promenade.base.report.service.folding import fold
from promenade.base.report.service.settling import settle_days, settle_period
from promenade.contracts.orders import OrderDocument
from promenade.kit.clock import Clock
from promenade.kit.errors import Stale, Unavailable
from tests.support.facts import (
    DAY,
    LATER,
    ON,
    PLACED,
    SHOP,
    ZONE,
    created,
    folded_once,
    order,
    refunded,
)
from tests.support.fakes.report import FakeFactStore

MONTH = Period(ON - timedelta(days=5), ON + timedelta(days=25))


def ticking(start: datetime = LATER) -> Clock:
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def settled(store: FakeFactStore) -> Sequence[SettledDay]:
    return settle_period(SHOP, ZONE, MONTH, store, ticking(datetime(2026, 3, 1, tzinfo=UTC))).days


def facts_in(store: FakeFactStore) -> dict[ShopDay, Facts]:
    return {each.day: each.facts for each in settled(store) if each.facts}


@st.composite
def histories(draw: st.DrawFn) -> list[OrderDocument]:
    """The versions of a few orders: created, paid, refunded, moved between days and channels."""
    versions: list[OrderDocument] = []
    for number in range(draw(st.integers(1, 4))):
        for version in range(1, draw(st.integers(1, 4)) + 1):
            make = draw(st.sampled_from([created, order, refunded]))
            at = PLACED + timedelta(hours=draw(st.integers(0, 72)))
            versions.append(
                make(
                    f"A-{number}",
                    version,
                    placed_at=at,
                    channel=draw(st.sampled_from(["web", "app"])),
                    customer=draw(st.sampled_from([None, "c-1", "c-2"])),
                    is_test=draw(st.integers(0, 9)) == 0,
                )
            )
    return versions


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[OrderDocument], list[list[OrderDocument]]]:
    """A history, and batches in which each version comes at least once, in any order."""
    history = draw(histories())
    again = draw(st.lists(st.sampled_from(history), max_size=6))
    stream = draw(st.permutations(history + again))
    cuts = sorted(draw(st.lists(st.integers(0, len(stream)), max_size=4)))
    edges = [0, *cuts, len(stream)]
    return history, [stream[a:b] for a, b in pairwise(edges)]


def last_versions(history: list[OrderDocument]) -> Iterator[OrderDocument]:
    return iter({key_of(each): each for each in history}.values())


@given(deliveries())
def test_any_order_of_any_deliveries_gives_the_facts_of_the_last_versions(
    delivered: tuple[list[OrderDocument], list[list[OrderDocument]]],
) -> None:
    history, batches = delivered
    store = FakeFactStore()
    for number, batch in enumerate(batches):
        fold(batch, store, ticking())
        if number % 2:
            settle_days(SHOP, ZONE, store.list_unsettled(SHOP, None), store, ticking())
    assert facts_in(store) == folded_once(last_versions(history))
    assert all(each.is_balanced for each in settled(store))


@given(deliveries())
def test_every_total_is_the_sum_of_its_drill_down(
    delivered: tuple[list[OrderDocument], list[list[OrderDocument]]],
) -> None:
    history, _ = delivered
    for facts in folded_once(last_versions(history)).values():
        whole = measured(facts)
        parts = measured(facts, "category").plus(measured(facts, "other"))
        for name in ("gmv_minor", "discount_minor", "paid_minor", "refunded_minor", "unit_count"):
            assert getattr(parts, name) == getattr(whole, name)
        assert measured(facts, "buyer").paid_order_count == (
            whole.paid_order_count - whole.guest_order_count
        )


class Contended(FakeFactStore):
    """While one worker's transaction is on its way, others fold newer versions."""

    rivals: list[OrderDocument]

    def fold(self, changes: Sequence[Change], at: datetime) -> None:
        if self.rivals:
            rival = self.rivals.pop(0)
            fold([rival], self, ticking())
        super().fold(changes, at)


@pytest.mark.parametrize("mine", [1, 2, 4])
def test_a_rival_that_was_faster_costs_another_read_and_no_exactness(mine: int) -> None:
    store = Contended()
    store.rivals = [refunded(version=2), order(version=3, channel="app")]
    fold([order(version=mine), order("A-2")], store, ticking())
    newest = order(version=mine) if mine == 4 else order(version=3, channel="app")
    assert facts_in(store) == folded_once([newest, order("A-2")])


def test_a_worker_that_keeps_losing_leaves_its_orders_to_the_queue() -> None:
    store = FakeFactStore()
    lost = Stale("Another version of an order was folded meanwhile.")
    with patch.object(store, "fold", side_effect=lost) as tried, pytest.raises(Unavailable):
        fold([order()], store, ticking())
    assert tried.call_count == 3
    assert store.ledger == {}


def test_a_batch_costs_one_transaction_of_thirty_orders() -> None:
    store = FakeFactStore()
    fold([order(f"A-{n}") for n in range(30)], store, ticking())
    assert store.transactions == 1
    assert len(store.journal[DAY]) == 1


def test_a_step_that_changes_no_figure_writes_no_figure() -> None:
    store = FakeFactStore()
    fold([order()], store, ticking())
    fold([order(version=2, state="shipped")], store, ticking())
    assert len(store.journal[DAY]) == 1
    assert store.find_folded([key_of(order())])[key_of(order())].version == 2


def test_test_orders_are_remembered_and_nowhere_counted() -> None:
    store = FakeFactStore()
    fold([order(is_test=True)], store, ticking())
    assert facts_in(store) == {}
    fold([order(version=2)], store, ticking())
    assert facts_in(store) == facts_of(order())
