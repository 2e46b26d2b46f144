"""Imports of files of any size, on the wire."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.catalogue.model.import_job import (
    MAX_BYTES,
    MAX_ROWS,
    Asked,
    Format,
    ImportJob,
    State,
    Terms,
)
from promenade.base.catalogue.model.row_checks import Outcome, Products
from promenade.base.catalogue.service.import_jobs import Step
from promenade.base.catalogue.wire.fields import Reason, Slug, reason_in
from promenade.base.catalogue.wire.files import ProductFileQuery, read_file
from promenade.contracts.catalogue import ProductImportFact
from promenade.kit import facts
from promenade.kit.clock import Clock
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault
from promenade.kit.http.routes import Call
from promenade.kit.imports import CSV, JSON_LINES, FaultView, File, Room
from promenade.kit.paging import Page
from promenade.kit.sheets import inert
from promenade.kit.uploads import Upload, UploadView
from promenade.kit.written_amounts import Mark

_MEDIA_TYPES: Mapping[Format, str] = {"csv": CSV, "jsonl": JSON_LINES}
_REPORT_COLUMNS = ("line", "product", "sku", "column", "code", "detail")
_WAITS = "It waits until somebody else has approved it; nothing is sold by it until then."
_BOM = b"\xef\xbb\xbf"

Charset = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_.:-]+(?!\n)$")]


class ImportJobBody(Strict, frozen=True):
    """A file of up to 250,000 rows and 128 MiB, of ours or as Shopify, WooCommerce or Magento
    export it; the last three are of their exports, which do not say them. `charset` is told where
    the file is neither UTF-8 nor has a byte order mark. A dry run tells what the file would do, and
    does nothing. `reason` is kept, and needed for rows that take off the shelf what something that
    is live depends on."""

    size_bytes: Annotated[int, Meta(ge=1, le=MAX_BYTES)]
    format: Format = "csv"
    charset: Charset | None = None
    dry_run: bool = False
    reason: Reason | None = None
    currency: Currency | None = None
    decimal_mark: Mark | None = None
    fallback_category: Slug | None = None


class ImportJobView(View, frozen=True):
    """`upload` is told of one that is asked for by itself, while its file is awaited. Of
    `row_count` rows that are SKUs, the four counts are what became of those that it has come to;
    of `pending_approval_count` of these something waits for somebody else's approval.
    `errors` are why the file as a whole is refused, of which `more_count` are only counted,
    `failure` why it broke off."""

    id: str
    state: State
    dry_run: bool
    format: Format
    size_bytes: int
    upload: UploadView | None
    system: str | None
    left_out: list[str]
    row_count: int
    created_count: int
    updated_count: int
    unchanged_count: int
    rejected_count: int
    pending_approval_count: int
    errors: list[FaultView]
    more_count: int
    failure: str | None
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    version: int


class ImportJobPage(View, frozen=True):
    items: list[ImportJobView]
    next: str | None


def read_asked(call: Call[ImportJobBody, None]) -> Asked:
    body = call.body
    terms = Terms(
        format=body.format,
        size_bytes=body.size_bytes,
        language=call.language,
        charset=body.charset or "",
        is_dry_run=body.dry_run,
        currency=body.currency,
        decimal_mark=body.decimal_mark,
        fallback_category=body.fallback_category,
        reason=reason_in(body.reason),
    )
    return Asked(call.new_id("product_import"), terms)


def read_step(call: Call[None, None], clock: Clock) -> Step:
    return Step(call.path["job_id"], call.if_match, call.stamp(clock))


def read_due(message: bytes) -> tuple[str, int, str]:
    """(job, version, correlation id) of a fact that asks for a step. Raises Invalid or
    UnknownSchema."""
    event = facts.read(message, ProductImportFact)
    return event.data.id, event.data.version, event.correlation_id


def read_upload(job: ImportJob, content: bytes) -> Products:
    """Raises Invalid."""
    terms = job.terms
    said = ProductFileQuery(
        currency=terms.currency,
        decimal_mark=terms.decimal_mark,
        fallback_category=terms.fallback_category,
    )
    return read_file(File(_MEDIA_TYPES[terms.format], content, terms.charset), said, MAX_ROWS)


def path_of(job: ImportJob) -> str:
    return f"/product-import-jobs/{job.id}"


def show_job(job: ImportJob, language: str, upload: Upload | None = None) -> ImportJobView:
    tally = job.tally
    return ImportJobView(
        id=job.id,
        state=job.state,
        dry_run=job.terms.is_dry_run,
        format=job.terms.format,
        size_bytes=job.terms.size_bytes,
        upload=show(upload, UploadView) if upload else None,
        system=job.system,
        left_out=list(job.left_out),
        row_count=job.row_count,
        created_count=tally.created_count,
        updated_count=tally.updated_count,
        unchanged_count=tally.unchanged_count,
        rejected_count=tally.rejected_count,
        pending_approval_count=tally.pending_approval_count,
        errors=Room(language).show(job.faults, 0),
        more_count=job.more_count,
        failure=job.failure,
        requested_at=job.requested_at,
        requested_by=job.requested_by,
        finished_at=job.finished_at,
        version=job.version,
    )


def show_jobs(page: Page[ImportJob], cursor: str | None, language: str) -> ImportJobPage:
    return ImportJobPage(items=[show_job(each, language) for each in page.items], next=cursor)


def report_head() -> bytes:
    return _BOM + _lines([_REPORT_COLUMNS])


def report_lines(outcomes: Iterable[Outcome], language: str) -> bytes:
    """A line for each fault of a row that is rejected, for each note, and for each row that waits
    for approval; empty where none is."""
    return _lines(
        (
            str(each.row.line),
            each.row.product_id,
            each.row.sku,
            fault.pointer.removeprefix("/"),
            fault.code,
            fault.said(language),
        )
        for each in outcomes
        for fault in _told(each)
    )


def _told(outcome: Outcome) -> Iterator[Fault]:
    if outcome.result == "rejected":
        yield from outcome.faults
    if outcome.waits:
        yield Fault("", "pending_approval", _WAITS)
    yield from outcome.row.notes


def _lines(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(inert, line) for line in lines)
    return text.getvalue().encode()
