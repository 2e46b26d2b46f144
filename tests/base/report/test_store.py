"""What every store of facts and jobs promises; the fakes and the real ones alike."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from unittest.mock import patch

import pytest

from promenade.base.report.model.contribution import Change, change_of, facts_of, key_of
from promenade.base.report.model.day import Check, SettledDay, absorb, close
from promenade.base.report.model.facts import (
    Cell,
    Measures,
    Shop,
    ShopDay,
    measured,
    total_facts,
)
from promenade.base.report.model.job import ReportJob, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.service.stores import FactStore, JobStore
from promenade.base.report.store import DynamoFactStore, DynamoJobStore, records
from promenade.contracts.orders import OrderDocument
from promenade.kit import dynamo
from promenade.kit.errors import Conflict, NotFound, Stale, Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.facts import DAY, LATER, ON, SHOP, ZONE, order, refunded
from tests.support.fakes.report import FakeFactStore, FakeJobStore

WEEK = Period(ON, date(2026, 1, 11))
JOB = ReportJob("report_1", Scope("CNY", "flagship"), WEEK, "en", LATER, "staff:maria")


@pytest.fixture(params=["fake", "dynamo"])
def facts(request: pytest.FixtureRequest, stores: None) -> FactStore:
    return FakeFactStore() if request.param == "fake" else DynamoFactStore()


@pytest.fixture(params=["fake", "dynamo"])
def jobs(request: pytest.FixtureRequest, stores: None) -> JobStore:
    return FakeJobStore() if request.param == "fake" else DynamoJobStore()


def changes(store: FactStore, *orders: OrderDocument) -> Sequence[Change]:
    folded = store.find_folded(map(key_of, orders))
    found = (change_of(each, folded.get(key_of(each))) for each in orders)
    return [change for change in found if change]


def stamp(fingerprint: str = "f-1") -> Stamp:
    return Stamp("staff:maria", LATER, "c-1", fingerprint)


def test_nothing_is_known_before_anything_is_folded(facts: FactStore) -> None:
    assert facts.find_folded([key_of(order())]) == {}
    assert facts.list_shops() == {}
    assert list(facts.list_unsettled(SHOP, None)) == []
    assert facts.find_settled(DAY) == SettledDay(DAY)
    assert list(facts.list_settled(SHOP, WEEK)) == []
    assert facts.sum_ledger(DAY) == {}


def test_what_is_folded_is_found_in_guard_ledger_and_journal(facts: FactStore) -> None:
    facts.fold(changes(facts, refunded()), LATER)
    known = facts.find_folded([key_of(order()), key_of(order("A-2"))])
    assert {key: (each.version, each.by_day) for key, each in known.items()} == {
        key_of(order()): (2, facts_of(refunded()))
    }
    assert facts.sum_ledger(DAY) == facts_of(refunded())[DAY]
    (segment,) = facts.list_segments(DAY, 10)
    assert (segment.facts, segment.folded_at) == (facts_of(refunded())[DAY], LATER)
    assert list(facts.list_unsettled(SHOP, None)) == [ON, date(2026, 1, 7)]
    assert list(facts.list_unsettled(SHOP, Period(ON, ON))) == [ON]
    assert list(facts.list_unsettled(Shop("CNY", "other"), None)) == []


def test_a_transaction_that_lost_a_guard_moves_nothing(facts: FactStore) -> None:
    stale = changes(facts, order("A-2"), order("A-1"))
    facts.fold(changes(facts, order("A-1", version=2)), LATER)
    with pytest.raises(Stale):
        facts.fold(stale, LATER)
    assert facts.find_folded([key_of(order("A-2"))]) == {}
    assert facts.sum_ledger(DAY) == facts_of(order())[DAY]
    assert len(facts.list_segments(DAY, 10)) == 1


def test_a_newer_version_leaves_the_days_it_no_longer_touches(facts: FactStore) -> None:
    facts.fold(changes(facts, refunded()), LATER)
    moved = refunded(version=3, days=4)
    facts.fold(changes(facts, moved), LATER)
    assert facts.sum_ledger(ShopDay(SHOP, date(2026, 1, 7))) == {}
    assert facts.find_folded([key_of(moved)])[key_of(moved)].by_day == facts_of(moved)


def test_many_orders_of_a_day_make_one_segment_and_rows_of_their_own(facts: FactStore) -> None:
    many = [order(f"A-{n}") for n in range(30)]
    facts.fold(changes(facts, *many), LATER)
    (segment,) = facts.list_segments(DAY, 10)
    assert segment.facts == total_facts(facts_of(each)[DAY] for each in many)
    assert facts.sum_ledger(DAY) == segment.facts


def test_segments_are_listed_from_the_first_on(facts: FactStore) -> None:
    for number in range(3):
        facts.fold(changes(facts, order(f"A-{number}")), LATER + timedelta(number))
    assert [each.folded_at for each in facts.list_segments(DAY, 2)] == [
        LATER,
        LATER + timedelta(1),
    ]


def test_a_settled_day_takes_what_it_absorbed_out_of_the_journal(facts: FactStore) -> None:
    facts.fold(changes(facts, order()), LATER)
    day = absorb(facts.find_settled(DAY), facts.list_segments(DAY, 10), LATER)
    facts.settle(day)
    assert list(facts.list_unsettled(SHOP, None)) == []
    assert facts.find_settled(DAY) == replace(day, absorbed=frozenset())
    closed = close(replace(day, absorbed=frozenset()), facts.sum_ledger(DAY), LATER)
    facts.settle(closed)
    assert list(facts.list_settled(SHOP, WEEK)) == [closed]
    assert closed.check == Check(Measures(7500, 500, 1, 7800, 1, 0, 3), is_balanced=True)


def test_a_day_is_settled_over_the_version_that_was_read_only(facts: FactStore) -> None:
    first = SettledDay(DAY, version=1, facts=facts_of(order())[DAY])
    facts.settle(first)
    for version in (1, 3):
        with pytest.raises(Stale):
            facts.settle(replace(first, version=version, facts={}))
    assert facts.find_settled(DAY) == first


def test_settled_days_are_listed_in_order_within_the_period_only(facts: FactStore) -> None:
    for on in (date(2026, 1, 12), date(2026, 1, 11), date(2026, 1, 4), ON):
        facts.settle(SettledDay(ShopDay(SHOP, on), version=1))
    assert [each.day.on for each in facts.list_settled(SHOP, WEEK)] == [ON, date(2026, 1, 11)]


def test_a_shop_is_remembered_with_its_latest_zone(facts: FactStore) -> None:
    for zone in ("Europe/Berlin", ZONE, ZONE):
        facts.add_shop(SHOP, zone)
    facts.add_shop(Shop("EUR", "#1"), "Europe/Berlin")
    assert facts.list_shops() == {SHOP: ZONE, Shop("EUR", "#1"): "Europe/Berlin"}


def test_a_settlement_that_crashed_before_clearing_is_not_absorbed_twice(stores: None) -> None:
    store = DynamoFactStore()
    store.fold(changes(store, order()), LATER)
    lying = store.list_segments(DAY, 10)
    crash = patch.object(dynamo, "drop", side_effect=Unavailable("The table does not answer."))
    with crash, pytest.raises(Unavailable):
        store.settle(absorb(store.find_settled(DAY), lying, LATER))
    store.fold(changes(store, order("A-2")), LATER)
    again = absorb(store.find_settled(DAY), store.list_segments(DAY, 10), LATER)
    store.settle(again)
    assert again.facts == store.sum_ledger(DAY)
    assert store.list_segments(DAY, 10) == []
    assert store.find_settled(DAY) == replace(again, absorbed=frozenset())


def test_a_day_of_many_cells_is_kept_in_parts(
    stores: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "CELLS_PER_ITEM", 3)
    store = DynamoFactStore()
    store.fold(changes(store, order()), LATER)
    segments = store.list_segments(DAY, 10)
    assert sorted(len(each.facts) for each in segments) == [2, 3, 3]
    for _ in range(2):
        store.settle(absorb(store.find_settled(DAY), store.list_segments(DAY, 10), LATER))
    assert store.find_settled(DAY).facts == facts_of(order())[DAY]


def test_cells_of_the_longest_names_are_kept_in_items_of_less_than_the_table_takes() -> None:
    chance = Random(7)
    names = [chance.randbytes(250).hex() for _ in range(2_000)]
    facts = {Cell("sku", "抖音小店", name[:128], name): Measures(1) for name in names}
    packed = list(records.parts(facts))
    assert max(map(len, packed)) <= records.ITEM_BYTES
    assert len(packed) == 2
    assert records.unpack(packed) == facts


def test_names_with_the_separators_of_keys_in_them_do_not_meet(stores: None) -> None:
    store = DynamoFactStore()
    shops = [Shop("CNY", name) for name in ("a", "a#b", "a#b#2026-01-05", "小猫 #1/2")]
    for shop in shops:
        sold = order("#1#-", store=shop.store, channel="a#b")
        store.add_shop(shop, "Asia/Shanghai")
        store.fold(changes(store, replace(sold, source=f"s{shops.index(shop)}")), LATER)
    assert list(store.list_shops()) == sorted(shops)
    for shop in shops:
        day = ShopDay(shop, DAY.on)
        assert len(store.list_segments(day, 10)) == 1
        assert measured(store.sum_ledger(day)).order_count == 1


def test_a_job_is_asked_for_once_however_often_it_is_asked(jobs: JobStore) -> None:
    assert jobs.add(JOB, stamp()) == JOB
    jobs.put(JOB.to("RUNNING"), stamp())
    assert jobs.add(JOB, stamp()).state == "RUNNING"
    with pytest.raises(Conflict):
        jobs.add(replace(JOB, language="zh"), stamp("f-2"))
    assert jobs.get("report_1").value.language == "en"


def test_a_job_changes_over_the_version_before_it_only(jobs: JobStore) -> None:
    jobs.add(JOB, stamp())
    with pytest.raises(Stale):
        jobs.put(JOB.to("RUNNING").to("DONE"), stamp())
    with pytest.raises(NotFound):
        jobs.get("report_2")


def test_jobs_are_listed_newest_first_page_by_page(jobs: JobStore) -> None:
    for number in (2, 1, 3):
        at: datetime = LATER + timedelta(hours=number)
        jobs.add(replace(JOB, id=f"report_{number}", requested_at=at), stamp())
    first = jobs.list_newest(2, None)
    rest = jobs.list_newest(2, first.next)
    assert [job.id for job in first.items] == ["report_3", "report_2"]
    assert [job.id for job in rest.items] == ["report_1"]
    assert rest.next is None
