"""Reports: asked for, built, and what a restated day asks for by itself."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from promenade.base.report.model.day import SettledDay
from promenade.base.report.model.facts import Shop
from promenade.base.report.model.job import Format, Language, ReportJob, Scope
from promenade.base.report.model.period import Period, periods
from promenade.base.report.model.report import Report, report_of
from promenade.base.report.service.settling import settle_days, settle_period
from promenade.base.report.service.stores import FactStore, JobStore, Stores
from promenade.kit.clock import Clock
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.ids import keyed_id
from promenade.kit.stamp import Stamp

Render = Callable[[Report, Language], Mapping[Format, bytes]]

_ACTOR = "system:report"
_NIGHTLY_HOUR = 4


def run(
    report_id: str, correlation_id: str, stores: Stores, render: Render, clock: Clock
) -> ReportJob:
    """Builds a report that was asked for, unless it is built already."""
    stored = stores.jobs.get(report_id)
    if stored.value.state == "DONE":
        return stored.value

    def turn(job: ReportJob) -> ReportJob:
        stamp = Stamp(_ACTOR, clock(), correlation_id, stored.fingerprint)
        stores.jobs.put(job, stamp)
        return job

    job = turn(stored.value.to("RUNNING"))
    try:
        stores.files.put(job.id, render(_build(job, stores, clock), job.language))
    except Unavailable:
        raise
    except Exception as error:
        turn(job.to("FAILED", at=clock(), failure=_code(error)))
        raise
    return turn(job.to("DONE", at=clock()))


def close_days(facts: FactStore, jobs: JobStore, clock: Clock) -> list[ReportJob]:
    """Settles whatever was folded, and asks for the reports that are due: of days that were
    restated, and at four in the morning of a store's zone, of its yesterday."""
    asked = []
    for shop, zone in facts.list_shops().items():
        unsettled = facts.list_unsettled(shop, None)
        settlement = settle_days(shop, zone, unsettled, facts, clock)
        asked += _republish(shop, settlement.restated, jobs, clock)
        local = clock().astimezone(ZoneInfo(zone))
        if local.hour == _NIGHTLY_HOUR:
            yesterday = local.date() - timedelta(days=1)
            asked.append(_ask(shop, Period(yesterday, yesterday), "nightly", jobs, clock))
    return asked


def _build(job: ReportJob, stores: Stores, clock: Clock) -> Report:
    days: list[SettledDay] = []
    for shop, zone in stores.facts.list_shops().items():
        if job.scope.covers(shop):
            for period in _apart(job.period, job.compared):
                settlement = settle_period(shop, zone, period, stores.facts, clock)
                _republish(shop, settlement.restated, stores.jobs, clock)
                days += settlement.days
    missing = [
        each
        for each in stores.facts.list_missing()
        if job.scope.covers(Shop(each.currency, each.store))
    ]
    return report_of(job, days, clock(), missing)


def _apart(period: Period, compared: Period) -> list[Period]:
    """No day twice."""
    return periods({*period, *compared})


def _code(error: Exception) -> str:
    return error.code if isinstance(error, DomainError) else "internal_error"


def _republish(
    shop: Shop, restated: Iterable[date], jobs: JobStore, clock: Clock
) -> list[ReportJob]:
    reason = f"restated at {clock().isoformat()}"
    return [_ask(shop, period, reason, jobs, clock) for period in periods(restated)]


def _ask(shop: Shop, period: Period, reason: str, jobs: JobStore, clock: Clock) -> ReportJob:
    """Asking twice for the same reason is asking once."""
    key = f"{shop.currency} {shop.store} {period.first_on} {period.last_on} {reason}"
    job = ReportJob(
        id=keyed_id("report", _ACTOR, key),
        scope=Scope(shop.currency, shop.store),
        period=period,
        language="en",
        requested_at=clock(),
        requested_by=_ACTOR,
    )
    return jobs.add(job, Stamp(_ACTOR, job.requested_at, job.id, key))
