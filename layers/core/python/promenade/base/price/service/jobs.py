"""Jobs that move many prices, as staff see them: asked for, submitted, decided about, stopped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from promenade.base.price.model import job as lifecycle
from promenade.base.price.model.book import require_open
from promenade.base.price.model.job import (
    Agreed,
    Asked,
    CategorySkus,
    Job,
    ProductSkus,
    Selection,
    made,
)
from promenade.base.price.service.adjusting import book_faults
from promenade.base.price.service.ports import BookStore
from promenade.contracts.catalogue import CatalogueReader, Named
from promenade.contracts.prices import (
    PriceJobAdvanced,
    PriceJobApproved,
    PriceJobCancelled,
    PriceJobFact,
    PriceJobSubmitted,
)
from promenade.kit.codes import code
from promenade.kit.errors import Conflict, Fault, Invalid, NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Document, Value


class FileRow(Document, frozen=True, array_like=True):
    """`add_minor` is what the file adds to the sale price of the SKU."""

    sku: str
    add_minor: int


class JobStore(Protocol):
    def add(self, job: Job, rows: Sequence[FileRow], stamp: Stamp) -> Job:
        """With the rows of its file, if any. A repeated request answers as at first. Raises
        Conflict for another one."""
        ...

    def find(self, job_id: str) -> Stored[Job] | None: ...

    def list_newest(self, limit: int, after: Position | None) -> Page[Job]: ...

    def put(
        self,
        job: Job,
        fact: type[PriceJobFact],
        stamp: Stamp,
        agreed: Sequence[Agreed] | None = None,
    ) -> Job:
        """Over the version before, with the page that was rehearsed last, if any was. A repeated
        request answers what it stored. Raises Stale."""
        ...

    def file_rows(self, job_id: str, start: int, count: int) -> Sequence[FileRow]: ...

    def page(self, job_id: str, number: int) -> Sequence[Agreed]:
        """What was rehearsed in this page, from 0."""
        ...


class Step(Value, frozen=True):
    """One step of the version of a job that the caller has seen."""

    job_id: str
    expected_version: int
    stamp: Stamp


class Shop(Value, frozen=True):
    """What a job is asked of."""

    jobs: JobStore
    books: BookStore
    catalogue: CatalogueReader


def request(asked: Asked, stamp: Stamp, shop: Shop) -> Job:
    """Raises Invalid, BookOver, Conflict."""
    if met := shop.jobs.find(asked.id):
        return repeated(met.value, stamp)
    _refuse_faults(asked, stamp, shop.books, _unknown(asked.selection, shop.catalogue))
    return shop.jobs.add(made(asked, stamp), (), stamp)


def request_by_file(
    asked: Asked, rows: Sequence[FileRow], stamp: Stamp, jobs: JobStore, books: BookStore
) -> Job:
    """Raises Invalid, BookOver, Conflict."""
    if met := jobs.find(asked.id):
        return repeated(met.value, stamp)
    _refuse_faults(asked, stamp, books)
    return jobs.add(made(asked, stamp), rows, stamp)


def _refuse_faults(
    asked: Asked, stamp: Stamp, books: BookStore, others: Iterable[Fault] = ()
) -> None:
    book = books.books().get(asked.book_id)
    if found := [*book_faults(asked.move.currency, book), *others]:
        raise Invalid(found)
    if book is not None:
        require_open(book, max(asked.start or stamp.at, stamp.at))


def _unknown(selection: Selection, catalogue: CatalogueReader) -> Iterator[Fault]:
    """What it names that the catalogue does not have."""
    if isinstance(selection, CategorySkus):
        category: Named = ("category", selection.category)
        if catalogue.unknown([category]):
            facts = {"category": selection.category}
            detail = "There is no category “{category}”."
            yield Fault("/selection/category", "unknown_category", detail, facts=facts)
    elif isinstance(selection, ProductSkus):
        named: list[Named] = [("product", code(each)) for each in selection.products]
        unknown = catalogue.unknown(named)
        for index, each in enumerate(named):
            if each in unknown:
                pointer = f"/selection/products/{index}"
                yield Fault(pointer, "unknown_product", "The catalogue has no such product.")


def repeated(met: Job, stamp: Stamp) -> Job:
    """Raises Conflict unless this very request made it."""
    if met.request != stamp.fingerprint:
        raise Conflict("This Idempotency-Key was used for another request.")
    return met.as_requested()


def get(job_id: str, jobs: JobStore) -> Job:
    """Raises NotFound."""
    return _find(job_id, jobs).value


def submit(step: Step, jobs: JobStore) -> Job:
    """Raises NotFound, Stale, StatusForbids."""

    def revise(job: Job) -> tuple[Job, type[PriceJobFact]]:
        after = lifecycle.submitted(job)
        return after, PriceJobApproved if after.state == "applying" else PriceJobSubmitted

    return _step(step, jobs, revise)


def approve(step: Step, jobs: JobStore) -> Job:
    """Raises NotFound, Stale, StatusForbids, SelfApproval."""
    return _step(step, jobs, lambda job: (lifecycle.approved(job, step.stamp), PriceJobApproved))


def reject(step: Step, jobs: JobStore) -> Job:
    """Raises NotFound, Stale, StatusForbids, SelfApproval."""
    return _step(step, jobs, lambda job: (lifecycle.rejected(job, step.stamp), PriceJobCancelled))


def retry(step: Step, jobs: JobStore) -> Job:
    """Raises NotFound, Stale, StatusForbids."""
    return _step(step, jobs, lambda job: (lifecycle.resumed(job), PriceJobAdvanced))


def cancel(job_id: str, stamp: Stamp, jobs: JobStore) -> Job:
    """Whatever its version; once. Raises NotFound, StatusForbids."""

    def attempt() -> Job:
        found = get(job_id, jobs)
        if found.state == "cancelled":
            return found
        return jobs.put(lifecycle.cancelled(found, stamp), PriceJobCancelled, stamp)

    return patiently(attempt, Stale)


def _step(
    step: Step, jobs: JobStore, revise: Callable[[Job], tuple[Job, type[PriceJobFact]]]
) -> Job:
    found = _find(step.job_id, jobs)
    if found.is_done(step.expected_version, step.stamp):
        return found.value
    return jobs.put(*revise(found.value), step.stamp)


def _find(job_id: str, jobs: JobStore) -> Stored[Job]:
    found = jobs.find(job_id)
    if found is None:
        raise NotFound("There is no such job.")
    return found
