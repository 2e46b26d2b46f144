"""Exports of any number of products, on the wire."""

from datetime import datetime

from promenade.base.catalogue.model.export_job import Asked, ExportJob, Format, State
from promenade.base.catalogue.wire.exports import ExportQuery, read_terms
from promenade.contracts.catalogue import ProductExportFact
from promenade.kit import facts
from promenade.kit.decoding import View
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page


class ExportJobBody(ExportQuery, frozen=True):
    """A file of up to 250,000 SKUs, of all products or of those below a category. `product_link`
    is the address of a product's page in the storefront, with `{product}` and, if it has one,
    `{sku}`; only `format` merchant has one, and needs it."""


class ExportJobView(View, frozen=True):
    """The counts are of what was read by now; a feed tells those of them that are on sale.
    `size_bytes` is that of the file, packed by gzip, `failure` why there is none."""

    id: str
    state: State
    format: Format
    category: str | None
    product_link: str | None
    store: str | None
    product_count: int
    sku_count: int
    size_bytes: int | None
    failure: str | None
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    version: int


class ExportJobPage(View, frozen=True):
    items: list[ExportJobView]
    next: str | None


def read_asked(call: Call[ExportJobBody, None]) -> Asked:
    """Raises Invalid."""
    return Asked(call.new_id("product_export"), read_terms(call.body, "body"))


def read_due(message: bytes) -> tuple[tuple[str, int], str]:
    """((job, version), correlation id) of a fact that asks for a step. Raises Invalid or
    UnknownSchema."""
    event = facts.read(message, ProductExportFact)
    return (event.data.id, event.data.version), event.correlation_id


def path_of(job: ExportJob) -> str:
    return f"/product-export-jobs/{job.id}"


def show_job(job: ExportJob) -> ExportJobView:
    terms = job.terms
    return ExportJobView(
        id=job.id,
        state=job.state,
        format=terms.format,
        category=terms.category,
        product_link=terms.product_link,
        store=terms.store,
        product_count=job.product_count,
        sku_count=job.sku_count,
        size_bytes=job.size_bytes,
        failure=job.failure,
        requested_at=job.requested_at,
        requested_by=job.requested_by,
        finished_at=job.finished_at,
        version=job.version,
    )


def show_jobs(page: Page[ExportJob], cursor: str | None) -> ExportJobPage:
    return ExportJobPage(items=[show_job(each) for each in page.items], next=cursor)
