"""Reports from asking to files, days from open to closed to restated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest

from promenade.base.report.model.facts import Measures, ShopDay
from promenade.base.report.model.job import ComparedPeriod, Format, Language, ReportJob, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.model.report import Report
from promenade.base.report.service import settling
from promenade.base.report.service.building import close_days, run
from promenade.base.report.service.folding import fold
from promenade.base.report.service.settling import settle
from promenade.base.report.service.stores import Stores
from promenade.contracts.orders import OrderDocument
from promenade.kit.errors import NotFound, Unavailable
from promenade.kit.stamp import Stamp
from tests.support.facts import DAY, ON, PLACED, SHOP, ZONE, order, refunded
from tests.support.fakes.report import FakeFactStore, FakeFileStore, FakeJobStore

MIDNIGHT = datetime(2026, 1, 5, 16, tzinfo=UTC)
"""24:00 of 5 January in the store."""


@dataclass
class House:
    """The stores, a clock that is set by hand, and the report that was rendered last."""

    now: datetime = PLACED
    facts: FakeFactStore = field(default_factory=FakeFactStore)
    jobs: FakeJobStore = field(default_factory=FakeJobStore)
    files: FakeFileStore = field(default_factory=FakeFileStore)
    rendered: list[Report] = field(default_factory=list)

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def fold(self, *orders: OrderDocument) -> None:
        fold(orders, self.facts, self.clock)

    def close(self, at: datetime) -> list[ReportJob]:
        self.now = at
        return close_days(self.facts, self.jobs, self.clock)

    def ask(
        self, period: Period, compare: ComparedPeriod = "previous_period", **scope: str
    ) -> ReportJob:
        job = ReportJob(
            f"report_{period.first_on}_{period.last_on}_{scope}",
            Scope("CNY", **scope),
            period,
            "en",
            self.now,
            "staff:maria",
            compare=compare,
        )
        return self.jobs.add(job, Stamp("staff:maria", self.now, "c-1", "f-1"))

    def run(self, job: ReportJob) -> ReportJob:
        stores = Stores(self.facts, self.jobs, self.files)
        return run(job.id, "c-1", stores, self._render, self.clock)

    def report(self, period: Period, **scope: str) -> Report:
        self.run(self.ask(period, **scope))
        return self.rendered[-1]

    def _render(self, report: Report, language: Language) -> Mapping[Format, bytes]:
        self.rendered.append(report)
        return {"json": language.encode()}


@pytest.fixture
def house() -> House:
    return House()


def test_a_report_goes_from_queued_over_running_to_done_with_its_files(house: House) -> None:
    job = house.ask(Period(ON, ON))
    assert (job.state, job.version) == ("QUEUED", 1)
    done = house.run(job)
    assert (done.state, done.version) == ("DONE", 3)
    assert done.finished_at is not None
    assert done.finished_at > job.requested_at
    assert house.files.files == {job.id: {"json": b"en"}}
    assert house.jobs.get(job.id).fingerprint == "f-1"


def test_a_message_that_comes_again_builds_nothing_again(house: House) -> None:
    job = house.ask(Period(ON, ON))
    first = house.run(job)
    assert house.run(job) == first
    assert len(house.rendered) == 1


def test_a_report_nobody_asked_for_is_not_found(house: House) -> None:
    house.ask(Period(ON, ON))
    with pytest.raises(NotFound):
        house.run(ReportJob("report_x", Scope("CNY"), Period(ON, ON), "en", PLACED, "staff:x"))
    assert house.files.files == {}


def test_a_bug_fails_the_report_and_another_try_may_heal_it(house: House) -> None:
    job = house.ask(Period(ON, ON))
    broken = patch.object(house.files, "put", side_effect=ZeroDivisionError)
    with broken, pytest.raises(ZeroDivisionError):
        house.run(job)
    failed = house.jobs.get(job.id).value
    assert (failed.state, failed.failure) == ("FAILED", "internal_error")
    assert house.run(job).state == "DONE"


def test_a_store_that_does_not_answer_leaves_the_report_running_for_another_try(
    house: House,
) -> None:
    job = house.ask(Period(ON, ON))
    down = patch.object(house.files, "put", side_effect=Unavailable("The file store is busy."))
    with down, pytest.raises(Unavailable):
        house.run(job)
    assert house.jobs.get(job.id).value.state == "RUNNING"
    assert house.run(job).state == "DONE"


def test_a_report_holds_what_was_folded_until_this_moment(house: House) -> None:
    house.fold(order("A-1"))
    assert house.report(Period(ON, ON)).headline["net_minor"].value == 7800
    house.fold(order("A-2"))
    assert house.report(Period(ON, ON), store="flagship").headline["net_minor"].value == 15600


def test_a_report_is_of_its_currency_store_and_channel_only(house: House) -> None:
    house.fold(
        order("A-1"),
        order("A-2", currency="EUR"),
        order("A-3", store="outlet"),
        order("A-4", channel="app"),
    )
    period = Period(ON, ON)
    assert house.report(period).headline["net_minor"].value == 3 * 7800
    assert house.report(period, store="outlet").headline["net_minor"].value == 7800
    assert house.report(period, channel="app").headline["paid_order_count"].value == 1
    assert house.report(period, store="nowhere").headline["net_minor"].value == 0


def test_a_day_is_open_until_midnight_of_its_store_and_closed_from_then_on(house: House) -> None:
    house.fold(order())
    house.close(MIDNIGHT - timedelta(seconds=1))
    assert house.facts.find_settled(DAY).check is None
    house.report(Period(ON, ON))
    house.now = MIDNIGHT
    reconciled = house.report(Period(ON, date(2026, 1, 6))).reconciliation
    assert (reconciled.is_balanced, reconciled.closed_day_count) == (True, 1)
    assert reconciled.ledger == reconciled.facts
    assert reconciled.facts.net_minor == 7800


def test_a_late_event_opens_a_closed_day_again_and_marks_it_restated(house: House) -> None:
    house.fold(order())
    house.close(MIDNIGHT + timedelta(hours=1))
    closed = house.facts.find_settled(DAY)
    assert (closed.is_balanced, closed.restated_at) == (True, None)
    house.fold(order("A-2", customer="c-2"))
    (asked,) = house.close(MIDNIGHT + timedelta(hours=2))
    restated = house.facts.find_settled(DAY)
    assert (asked.period, asked.requested_by) == (Period(ON, ON), "system:report")
    assert restated.restated_at is not None
    assert restated.closed_at == closed.closed_at
    report = house.report(Period(ON, ON))
    assert [(day.is_restated, day.is_closed) for day in report.days] == [(True, True)]
    assert house.close(MIDNIGHT + timedelta(hours=3)) == []


def test_a_report_that_finds_a_restated_day_asks_for_that_day_too(house: House) -> None:
    house.fold(order())
    house.close(MIDNIGHT + timedelta(hours=1))
    house.fold(order("A-2"))
    house.report(Period(ON, date(2026, 1, 8)))
    asked = [job for job in house.jobs.list_newest(10, None).items if job.state == "QUEUED"]
    assert [(job.period, job.requested_by) for job in asked] == [(Period(ON, ON), "system:report")]


def test_at_four_in_the_morning_of_the_store_its_yesterday_is_asked_for_once(house: House) -> None:
    house.fold(order(), order("B-1", store="berlin", zone="Europe/Berlin"))
    asked = [
        (job.scope.store, job.period.first_on)
        for hour in range(24)
        for job in house.close(datetime(2026, 1, 5, 16, 5, tzinfo=UTC) + timedelta(hours=hour))
    ]
    assert asked == [("flagship", ON), ("berlin", ON)]
    again = house.close(datetime(2026, 1, 5, 20, 40, tzinfo=UTC))
    assert [job.id for job in again] == [
        job.id for job in house.close(datetime(2026, 1, 5, 20, 50, tzinfo=UTC))
    ]


def test_facts_that_differ_from_their_orders_are_said_to(house: House) -> None:
    house.fold(order(), refunded("A-2"))
    lost = house.facts.journal[DAY]
    lost.pop(next(iter(lost)))
    house.fold(order("A-3"))
    house.now = MIDNIGHT
    reconciled = house.report(Period(ON, ON)).reconciliation
    assert reconciled.is_balanced is False
    assert (reconciled.ledger.paid_minor, reconciled.facts.paid_minor) == (23400, 7800)


def test_a_day_in_which_orders_keep_arriving_is_left_open_and_not_called_wrong(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.fold(order())
    summed = house.facts.sum_ledger
    numbers = iter(range(100))

    def arriving(day: ShopDay) -> dict[object, Measures]:
        house.fold(order(f"B-{next(numbers)}"))
        return summed(day)  # type: ignore[return-value]

    monkeypatch.setattr(house.facts, "sum_ledger", arriving)
    house.now = MIDNIGHT
    assert settle(DAY, ZONE, house.facts, house.clock).check is None
    monkeypatch.undo()
    assert settle(DAY, ZONE, house.facts, house.clock).is_balanced


def test_a_day_of_more_segments_than_are_absorbed_at_once_is_absorbed_in_turns(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "_SEGMENTS", 2)
    for number in range(5):
        house.fold(order(f"A-{number}"))
    day = settle(DAY, ZONE, house.facts, house.clock)
    assert day.version == 3
    assert day.facts == house.facts.sum_ledger(DAY)
    assert list(house.facts.list_unsettled(SHOP, None)) == []


def test_a_report_is_compared_with_the_year_before_if_asked(house: House) -> None:
    house.fold(order("A-1"))
    on = ON.replace(year=ON.year + 1)
    house.run(house.ask(Period(on, on), compare="year_before"))
    found = house.rendered[-1]
    assert (found.previous, found.headline["net_minor"].previous) == (Period(ON, ON), 7800)
