"""Imports as they run: the file is read as a whole, its parts are taken one after the other, each
counted once.

A step that broke off half-way does what is missing when it comes again, and counts the rest as at
first, because what it wrote bears the job's id: it goes by what a product was before."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from promenade.base.catalogue.model import import_job as lifecycle
from promenade.base.catalogue.model.import_job import ImportJob
from promenade.base.catalogue.model.product import MAX_SKUS, Product
from promenade.base.catalogue.model.row_checks import (
    Known,
    Outcome,
    Products,
    Row,
    row_fault,
)
from promenade.base.catalogue.model.rows import without_repeats
from promenade.base.catalogue.service import jobs
from promenade.base.catalogue.service.import_jobs import FileChanged, ImportFiles, ImportJobStore
from promenade.base.catalogue.service.imports import import_rows, placed_rows
from promenade.base.catalogue.service.jobs import Work
from promenade.base.catalogue.service.ports import ProductStore, Wanted
from promenade.contracts.catalogue import (
    ProductImportAdvanced,
    ProductImportDone,
    ProductImportFailed,
    ProductImportRefused,
)
from promenade.contracts.prices import PriceGate
from promenade.kit.clock import Clock
from promenade.kit.errors import Invalid, fault_of
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace

PART = 300
"""Rows of a part at least, but for the last: those of a product are in one."""

OF_PRODUCT = 1_000
"""Rows of one product that are looked at; it has at most 40 SKUs."""

_TOO_MANY = (row_fault("sku", "too_many", "A product has at most {most} SKUs.", most=MAX_SKUS),)


class Reading(Value, frozen=True):
    """How files are read and told of. `rows` raises Invalid for a file that is refused as a whole;
    `lines` tell what was rejected in a language, below `head`."""

    rows: Callable[[ImportJob, bytes], Products]
    head: Callable[[], bytes]
    lines: Callable[[Sequence[Outcome], str], bytes]


class Sources(Value, frozen=True):
    """What an import is made of. `stores` are the catalogue, for the reason that is given for what
    a file takes off the shelf."""

    jobs: ImportJobStore
    files: ImportFiles
    stores: Callable[[str | None], ProductStore]
    gate: PriceGate
    reading: Reading


def advance(job_id: str, version: int, stamped: tuple[str, Clock], sources: Sources) -> ImportJob:
    """Raises as `jobs.advance`."""
    work = Work(
        lambda job, stamp: _STEPS[job.state](job, stamp, sources),
        lifecycle.failed,
        ProductImportFailed,
    )
    return jobs.advance((job_id, version), stamped, sources.jobs, work)


def _read(job: ImportJob, stamp: Stamp, sources: Sources) -> ImportJob:
    try:
        told = sources.reading.rows(job, sources.files.content(job))
    except (Invalid, FileChanged) as refusal:
        faults = refusal.faults or (fault_of(refusal),)
        after = lifecycle.refused(job, faults, refusal.more_count, stamp.at)
        return sources.jobs.put(after, ProductImportRefused, stamp)
    store = sources.stores(None)
    rows = placed_rows(told.rows, job.terms.fallback_category, store)
    count = 0
    for part in parts(_judged(rows, store)):
        sources.files.put_part(job.id, count, part)
        count += 1
    after = lifecycle.read(job, told, count)
    return sources.jobs.put(after, ProductImportAdvanced, stamp)


def _judged(rows: Sequence[Row], store: ProductStore) -> Iterator[Row]:
    """What is there twice, in whichever parts. Which store a product is of matters only where a
    barcode is."""
    products: dict[str, set[str]] = {}
    for row in rows:
        if barcode := row.barcode_key:
            products.setdefault(barcode, set()).add(row.product_id)
    shared = {product for each in products.values() if len(each) > 1 for product in each}
    return without_repeats(rows, store.known(Wanted(products=shared)) if shared else Known())


def parts(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    """Rows of one product are in one part, wherever in the file they are, but for those that are
    rejected already."""
    together: dict[str | int, list[Row]] = {}
    for row in rows:
        members = together.setdefault(row.line if row.faults else row.product_id, [])
        members.append(replace(row, faults=_TOO_MANY) if len(members) >= OF_PRODUCT else row)
    part: list[Row] = []
    for members in together.values():
        part += members
        if len(part) >= PART:
            yield part
            part = []
    if part:
        yield part


def _take(job: ImportJob, stamp: Stamp, sources: Sources) -> ImportJob:
    """In the name of who asked for it."""
    number = job.done_part_count
    mine = Stamp(job.requested_by, stamp.at, stamp.correlation_id, job.id)
    rows = sources.files.part(job.id, number)
    store = Resumed(sources.stores(job.terms.reason), job.id)
    outcomes = import_rows(rows, mine, store, sources.gate, dry_run=job.terms.is_dry_run)
    if lines := sources.reading.lines(outcomes, job.terms.language):
        sources.files.put_rejected(job.id, number, lines)
    after = lifecycle.taken(job, outcomes, stamp.at)
    fact = ProductImportDone if after.state == "done" else ProductImportAdvanced
    return sources.jobs.put(after, fact, stamp)


def _report(job: ImportJob, stamp: Stamp, sources: Sources) -> ImportJob:
    sources.files.put_report(job.id, sources.reading.head())
    return sources.jobs.put(lifecycle.reported(job, stamp.at), ProductImportDone, stamp)


_STEPS = {"reading": _read, "importing": _take, "reporting": _report}


class Resumed:
    """The catalogue as it was before what this job has done of a part that broke off: the same
    rows come to the same again, and what is written already is not written twice."""

    def __init__(self, store: ProductStore, job_id: str) -> None:
        self._store = store
        self._job_id = job_id
        self.put_product = store.put_product
        self.held_by = store.held_by

    def known(self, wanted: Wanted) -> Known:
        found = self._store.known(wanted)
        before = {id_: self._before(each) for id_, each in found.products.items()}
        there = {id_: each for id_, each in before.items() if each}
        return replace(found, products=there)

    def _before(self, stored: Stored[Product]) -> Stored[Product] | None:
        product = stored.value
        if stored.fingerprint != self._job_id:
            return stored
        if product.version == 1:
            return None
        met = self._store.revision(product.id, product.version - 1)
        return Stored(met.product, "") if met else stored
