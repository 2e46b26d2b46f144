"""What every store of jobs that move prices promises; the fake and the real one alike."""

from datetime import timedelta

import pytest

from promenade.base.price.model.job import Agreed, Place
from promenade.base.price.service.jobs import FileRow, JobStore
from promenade.base.price.store.jobs import PART, DynamoJobStore
from promenade.contracts.prices import PriceJobAdvanced
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.values import replace
from tests.support.cloud import dump
from tests.support.fakes.price_jobs import FakeJobStore
from tests.support.jobs_of_prices import job
from tests.support.prices import terms
from tests.support.stamps import stamp

STAMP = stamp("ask job-1")
AGREED = [Agreed("MUG", terms(1_000), terms(900))]


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> JobStore:
    return FakeJobStore() if request.param == "fake" else DynamoJobStore()


def test_what_was_asked_for_is_found(store: JobStore) -> None:
    assert store.find("job-1") is None
    assert store.add(job(), (), STAMP) == job()
    found = store.find("job-1")
    assert found
    assert (found.value, found.fingerprint) == (job(), STAMP.fingerprint)


def test_asking_again_answers_as_at_first_and_another_request_is_refused(store: JobStore) -> None:
    store.add(job(), (), STAMP)
    store.put(job(version=2, page_count=1), PriceJobAdvanced, STAMP)
    before = dump()
    assert store.add(job(), (), STAMP) == job()
    with pytest.raises(Conflict):
        store.add(job(request="other"), (), stamp("other"))
    assert dump() == before


def test_a_page_and_where_it_goes_on_are_one_write(store: JobStore) -> None:
    store.add(job(), (), STAMP)
    after = job(version=2, page_count=1, place=Place({"pk": "x"}))
    assert store.put(after, PriceJobAdvanced, STAMP, AGREED) == after
    assert store.page("job-1", 0) == AGREED
    assert [*store.page("job-1", 1)] == []


def test_a_version_is_written_once(store: JobStore) -> None:
    store.add(job(), (), STAMP)
    after = job(version=2, page_count=1)
    store.put(after, PriceJobAdvanced, STAMP, AGREED)
    before = dump()
    assert store.put(after, PriceJobAdvanced, STAMP, AGREED) == after
    with pytest.raises(Stale):
        store.put(replace(after, page_count=2), PriceJobAdvanced, stamp("late"), AGREED)
    assert dump() == before


def test_what_is_not_there_goes_on_nowhere(store: JobStore) -> None:
    with pytest.raises(NotFound):
        store.put(job(version=2), PriceJobAdvanced, STAMP)


def test_rows_of_a_file_are_read_page_by_page(store: JobStore) -> None:
    rows = [FileRow(f"S-{n}", n) for n in range(PART + 10)]
    store.add(job(), rows, STAMP)
    assert [*store.file_rows("job-1", 100, 3)] == rows[100:103]
    assert [*store.file_rows("job-1", PART, 100)] == rows[PART:]


def test_the_newest_are_listed_first_and_a_position_goes_on(store: JobStore) -> None:
    for number in range(3):
        one = job(f"job-{number}")
        one = replace(one, requested_at=one.requested_at + timedelta(hours=number))
        store.add(one, (), stamp(f"ask job-{number}"))
    first = store.list_newest(2, None)
    rest = store.list_newest(2, first.next)
    assert [each.id for each in (*first.items, *rest.items)] == ["job-2", "job-1", "job-0"]
    assert rest.next is None
