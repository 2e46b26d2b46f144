"""Jobs as they run, page by page; over the fakes and the real stores alike."""

from collections.abc import Callable
from unittest.mock import patch

import pytest

from promenade.base.price.model.adjustment import AddAmount
from promenade.base.price.model.job import Asked, FileRows, Job, ProductSkus
from promenade.base.price.service import books, job_pages, jobs
from promenade.base.price.service.job_pages import ACTOR, Sources, advance
from promenade.base.price.service.jobs import FileRow, Shop, Step
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.jobs import DynamoJobStore
from promenade.kit.errors import NotFound, Unavailable
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.evidence import FakeEvidenceStore
from tests.support.fakes.price_jobs import FakeJobStore
from tests.support.fakes.price_store import FakeBookStore, FakePriceStore
from tests.support.jobs_of_prices import MOVE, asked
from tests.support.managed_promotions import facts
from tests.support.prices import book, hour
from tests.support.stamps import NOON, stamp

BOOKS = (book(), book("LATER", start=hour(5)))
SKUS = {f"S-{n}": facts(f"S-{n}", 1_000) for n in range(7)}
CLOCK: tuple[str, Callable[[], object]] = ("cause", lambda: NOON)


@pytest.fixture(params=["fake", "dynamo"])
def sources(request: pytest.FixtureRequest, stores: None) -> Sources:
    catalogue, evidence = FakeCatalogueReader(SKUS), FakeEvidenceStore()
    if request.param == "fake":
        opened = FakeBookStore()
        for each in BOOKS:
            books.open_book(each, stamp(f"open {each.id}"), opened)
        return Sources(FakeJobStore(), FakePriceStore(opened), catalogue, evidence, 3_000)
    for each in BOOKS:
        books.open_book(each, stamp(f"open {each.id}"), DynamoBookStore())
    return Sources(DynamoJobStore(), DynamoPriceStore(), catalogue, evidence, 3_000)


def ask(sources: Sources, one: Asked, *rows: FileRow) -> Job:
    known = FakeBookStore()
    for each in BOOKS:
        books.open_book(each, stamp(f"open {each.id}"), known)
    if rows:
        return jobs.request_by_file(one, rows, stamp("ask"), sources.jobs, known)
    return jobs.request(one, stamp("ask"), Shop(sources.jobs, known, sources.catalogue))


def run(sources: Sources, at: Job, hours: float = 0) -> Job:
    """Until it is not at work any more, each message twice."""
    with patch.object(job_pages, "PAGE", 3), patch.object(job_pages, "_PRODUCTS", 1):
        while at.is_at_work:
            version = at.version
            at = advance(at.id, version, ("cause", lambda: hour(hours)), sources)
            assert advance(at.id, version, ("cause", lambda: hour(hours)), sources) == at
    return at


def submit(sources: Sources, found: Job) -> Job:
    return jobs.submit(Step(found.id, found.version, stamp("submit")), sources.jobs)


def test_every_sku_is_rehearsed_and_then_moved_once(sources: Sources) -> None:
    seen = run(sources, ask(sources, asked()))
    assert (seen.state, seen.page_count, seen.preview.scheduled_count) == ("rehearsed", 3, 7)
    assert sources.prices.sheets([("S-0", "-")])[0].prices.entries == ()
    done = run(sources, submit(sources, seen))
    told = replace(seen.preview, scheduled_count=0, in_force_count=7)
    assert (done.state, done.outcome) == ("done", told)
    for sku in SKUS:
        (entry,) = sources.prices.sheets([(sku, "-")])[0].prices.entries
        assert (entry.terms.sale_minor, entry.start) == (900, NOON)


def test_a_start_that_is_to_come_is_that_of_every_sku(sources: Sources) -> None:
    seen = run(sources, ask(sources, asked(start=hour(5))))
    done = run(sources, submit(sources, seen), hours=1)
    assert (done.outcome.scheduled_count, done.outcome.in_force_count) == (7, 0)
    for sku in SKUS:
        (entry,) = sources.prices.sheets([(sku, "-")])[0].prices.entries
        assert entry.start == hour(5)


@pytest.mark.parametrize(("hours", "scheduled", "holding"), [(4, 7, 0), (5, 0, 7)])
def test_what_stands_in_a_book_that_has_not_begun_is_scheduled(
    sources: Sources, hours: float, scheduled: int, holding: int
) -> None:
    seen = run(sources, ask(sources, asked(book_id="LATER")))
    done = run(sources, submit(sources, seen), hours=hours)
    told = replace(seen.preview, scheduled_count=scheduled, in_force_count=holding)
    assert (done.state, done.outcome) == ("done", told)
    for sku in SKUS:
        (entry,) = sources.prices.sheets([(sku, "-")])[0].prices.entries
        assert (entry.terms.sale_minor, entry.start) == (900, hour(hours))


def test_a_page_that_broke_off_half_way_does_what_is_missing(sources: Sources) -> None:
    begun = submit(sources, run(sources, ask(sources, asked())))
    broken = replace(sources, prices=_Breaking(sources.prices))
    with patch.object(job_pages, "PAGE", 3), pytest.raises(Unavailable):
        advance(begun.id, begun.version, ("cause", lambda: NOON), broken)
    done = run(sources, begun, hours=1)
    starts = [sources.prices.sheets([(sku, "-")])[0].prices.entries[0].start for sku in SKUS]
    assert (done.outcome.in_force_count, sorted(starts)) == (7, [NOON] * 1 + [hour(1)] * 6)


class _Breaking:
    """Saves one change, then is not there."""

    def __init__(self, store: object) -> None:
        self._store = store
        self._saved = 0

    def __getattr__(self, name: str) -> object:
        if name == "save":
            self._saved += 1
            if self._saved > 1:
                raise Unavailable("The table is busy.")
        return getattr(self._store, name)


def test_whatever_else_breaks_it_off_it_has_failed_and_goes_on_when_it_is_told_to(
    sources: Sources,
) -> None:
    made = ask(sources, asked())
    lost = replace(sources, catalogue=_Lost())
    with pytest.raises(ZeroDivisionError):
        advance(made.id, 1, ("cause", lambda: NOON), lost)
    failed = jobs.get(made.id, sources.jobs)
    assert (failed.state, failed.failure) == ("failed", "internal_error")
    again = jobs.retry(Step(made.id, failed.version, stamp("retry")), sources.jobs)
    assert run(sources, again).preview.sku_count == 7


class _Lost(FakeCatalogueReader):
    def __init__(self) -> None:
        super().__init__({})

    def listed(self, *_: object) -> object:  # type: ignore[override]
        raise ZeroDivisionError


def test_products_are_looked_up_some_at_a_time(sources: Sources) -> None:
    products = tuple(dict.fromkeys(each.product_id for each in SKUS.values()))
    seen = run(sources, ask(sources, asked(selection=ProductSkus((*products, "NONE")))))
    assert (seen.state, seen.preview.scheduled_count) == ("rehearsed", 7)


def test_a_files_rows_are_moved_each_by_its_own(sources: Sources) -> None:
    rows = [FileRow(sku, -n) for n, sku in enumerate(SKUS)]
    by_file = asked(selection=FileRows(7), move=replace(MOVE, by=AddAmount(0)))
    seen = run(sources, ask(sources, by_file, *rows))
    assert (seen.preview.unchanged_count, seen.preview.lowered_minor) == (1, 21)
    run(sources, submit(sources, seen))
    (entry,) = sources.prices.sheets([("S-6", "-")])[0].prices.entries
    assert entry.terms.sale_minor == 994


def test_one_that_nobody_asked_for_is_refused(sources: Sources) -> None:
    before = dump()
    with pytest.raises(NotFound):
        advance("none", 1, ("cause", lambda: NOON), sources)
    assert dump() == before


def test_what_is_made_is_of_who_asked_and_of_this_job(sources: Sources) -> None:
    made = ask(sources, asked())
    run(sources, submit(sources, run(sources, made)))
    (entry,) = sources.prices.sheets([("S-0", "-")])[0].prices.entries
    (sheet,) = sources.prices.sheets([("S-0", entry.id)])
    assert sheet.change is not None
    change = sheet.change.value
    assert (change.source, change.created_by) == (made.id, made.requested_by)
    assert change.created_by != ACTOR
