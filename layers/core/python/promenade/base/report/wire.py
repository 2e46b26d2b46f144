"""Reports on the wire: requests and answers, and the messages that wake the workers."""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from promenade.base.report.model.job import (
    ComparedPeriod,
    Format,
    Language,
    ReportJob,
    Scope,
    State,
)
from promenade.base.report.model.period import Period, newest_day
from promenade.contracts.orders import OrderDocument, OrderRecorded
from promenade.contracts.references import Reference
from promenade.contracts.reports import ReportRequested
from promenade.kit import facts
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.digests import Digests
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.paging import Page
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

_MOST_DAYS = 366
_FIRST_YEAR = 2000


class ReportBody(Strict, frozen=True):
    """Of one store or all, one channel or all; both days are included, in each store's zone, and
    have begun. A `store` is one that orders name: of another there is nothing to report."""

    currency: Currency
    first_on: date = msgspec.field(name="from")
    last_on: date = msgspec.field(name="to")
    store: Reference | None = None
    channel: Reference | None = None
    lang: Language = "en"
    compare: ComparedPeriod = "previous_period"


class Links(View, frozen=True):
    """Paths of this API, which lead on to the files."""

    html: str
    json: str
    csv: str
    xlsx: str


class ReportView(View, frozen=True):
    id: str
    state: State
    currency: str
    store: str | None
    channel: str | None
    first_on: date = msgspec.field(name="from")
    last_on: date = msgspec.field(name="to")
    lang: Language
    compare: ComparedPeriod
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    failure: str | None
    links: Links | None = None


class ReportPage(View, frozen=True):
    items: list[ReportView]
    next: str | None


def read_request(report_id: str, body: ReportBody, stamp: Stamp) -> ReportJob:
    """Raises Invalid."""
    period = Period(body.first_on, body.last_on)
    if faults := list(_faults(period, stamp.at)):
        raise Invalid(faults)
    scope = Scope(body.currency, body.store, body.channel)
    job = ReportJob(report_id, scope, period, body.lang, stamp.at, stamp.actor)
    return replace(job, compare=body.compare)


def _faults(period: Period, at: datetime) -> Iterator[Fault]:
    for name, on in (("from", period.first_on), ("to", period.last_on)):
        if not _FIRST_YEAR <= on.year < _FIRST_YEAR + 1000:
            detail, facts = "Reports start in the year {year}.", {"year": _FIRST_YEAR}
            yield Fault(f"/{name}", "out_of_range", detail, facts=facts)
    if period.day_count < 1:
        yield Fault("/to", "before_from", "A period does not end before it starts.")
    if period.day_count > _MOST_DAYS:
        detail = "A period has at most {most} days."
        yield Fault("/to", "too_long", detail, facts={"most": _MOST_DAYS})
    elif period.last_on > newest_day(at):
        yield Fault("/to", "in_future", "A period ends with a day that has begun.")


def show_job(job: ReportJob) -> ReportView:
    """With links, once it is DONE."""
    return ReportView(
        id=job.id,
        state=job.state,
        currency=job.scope.currency,
        store=job.scope.store,
        channel=job.scope.channel,
        first_on=job.period.first_on,
        last_on=job.period.last_on,
        lang=job.language,
        compare=job.compare,
        requested_at=job.requested_at,
        requested_by=job.requested_by,
        finished_at=job.finished_at,
        failure=job.failure,
        links=_links(job.id) if job.state == "DONE" else None,
    )


def _links(report_id: str) -> Links:
    at = f"/reports/{report_id}/files"
    return Links(html=f"{at}/html", json=f"{at}/json", csv=f"{at}/csv", xlsx=f"{at}/xlsx")


def file_of(job: ReportJob, name: str) -> Format:
    """Raises NotFound for a file that is not there yet."""
    if job.state != "DONE":
        raise NotFound("The report is not built yet.")
    found: Format = msgspec.convert(name, Format)
    return found


def show_jobs(page: Page[ReportJob], cursor: str | None) -> ReportPage:
    return ReportPage(items=[show_job(job) for job in page.items], next=cursor)


def read_order(message: bytes, digests: Digests) -> OrderDocument:
    """The order of an OrderRecorded, its customer under a pseudonym.
    Raises Invalid or UnknownSchema."""
    order = facts.read(message, OrderRecorded).data
    if order.customer is None:
        return order
    return replace(order, customer=digests.pseudonym(order.customer))


def read_asked(message: bytes) -> tuple[str, str]:
    """(report id, correlation id) of a ReportRequested. Raises Invalid or UnknownSchema."""
    event = facts.read(message, ReportRequested)
    return event.data.id, event.correlation_id
