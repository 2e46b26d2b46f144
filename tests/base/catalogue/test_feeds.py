"""Feeds: registered, given addresses, written hour by hour; over the fake and the real store."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.base.catalogue.model.export_job import ExportJob, Terms, failed, joined
from promenade.base.catalogue.model.feed import (
    MAX_FEEDS,
    PATIENCE,
    RUN_KEPT,
    Feed,
    FeedNotWritten,
    Secret,
    TooManyFeeds,
    hour_of,
    new_secret,
    run_id,
)
from promenade.base.catalogue.service import feeds
from promenade.base.catalogue.service.feeds import Doors, settle, wake
from promenade.base.catalogue.store.exports import DynamoExportJobStore
from promenade.base.catalogue.store.feeds import DynamoFeedStore
from promenade.contracts.catalogue import ProductExportDone, ProductExportFailed
from promenade.kit.errors import NotFound, Stale
from promenade.kit.values import replace
from tests.support.fakes.feeds import FakeExportJobStore, FakeFeedFiles, FakeFeedStore
from tests.support.stamps import NOON, stamp

TERMS = Terms("merchant", None, "https://shop.example/p/{product}")
HOUR = timedelta(hours=1)


def feed(id_: str = "product_feed_A", **other: Any) -> Feed:
    fields: dict[str, Any] = {"id": id_, "version": 1, "name": "Google", "terms": TERMS}
    fields |= {"every": "hour", "made_at": NOON, "made_by": "staff:maria"}
    return Feed(**fields | other)


@pytest.fixture(params=["fake", "dynamo"])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    if request.param == "fake":
        return Doors(FakeFeedStore(), FakeExportJobStore(), FakeFeedFiles())
    return Doors(DynamoFeedStore(), DynamoExportJobStore(), FakeFeedFiles())


def add(doors: Doors, id_: str = "product_feed_A", **other: Any) -> Feed:
    call = replace(stamp(f"add {id_}"), request=f"request_{id_}")
    return doors.feeds.add_feed(feed(id_, **other), call)


def last_run(doors: Doors, of: str = "product_feed_A") -> ExportJob:
    noted = doors.feeds.progress([of])[of]
    found = doors.jobs.find(noted.job or "")
    assert found is not None
    return found.value


def finish(doors: Doors, now: datetime, *, code: str | None = None) -> ExportJob:
    """What the run that was begun last comes to, put where its steps put it."""
    run = last_run(doors)
    if code:
        return doors.jobs.put(failed(run, code), ProductExportFailed, stamp("step"))
    return doors.jobs.put(joined(run, 99, now), ProductExportDone, stamp("step"))


def write(doors: Doors, now: datetime, *, code: str | None = None) -> ExportJob:
    assert wake(now, doors) == 1
    run = finish(doors, now, code=code)
    settle(run, now, doors)
    return run


def published(doors: Doors) -> str | None:
    assert isinstance(doors.files, FakeFeedFiles)
    return doors.files.published.get("product_feed_A")


def test_waking_twice_in_an_hour_makes_one_job(doors: Doors) -> None:
    made = add(doors)
    assert wake(NOON, doors) == 1
    run = last_run(doors)
    assert (run.id, run.feed, run.terms) == (run_id(made, NOON), made.id, TERMS)
    assert run.requested_by == "system:catalogue"
    settle(finish(doors, NOON), NOON, doors)
    assert wake(NOON + timedelta(minutes=40), doors) == 0
    assert last_run(doors).id == run.id
    assert wake(NOON + HOUR, doors) == 1
    assert last_run(doors).id != run.id


def test_a_wake_that_died_before_it_noted_what_it_began_begins_the_same_job(doors: Doors) -> None:
    made = add(doors)
    assert wake(NOON, doors) == 1
    run = last_run(doors)
    doors.feeds.put_progress(replace(doors.feeds.progress([made.id])[made.id], job=None, turn=2))
    doors.feeds.put_progress(replace(doors.feeds.progress([made.id])[made.id], hour=None, turn=3))
    assert wake(NOON + timedelta(minutes=5), doors) == 1
    assert last_run(doors) == run


def test_a_run_at_work_is_waited_for_and_not_for_ever(doors: Doors) -> None:
    add(doors)
    wake(NOON, doors)
    stuck = last_run(doors)
    assert wake(NOON + HOUR, doors) == 0
    assert wake(NOON + PATIENCE, doors) == 1
    later = finish(doors, NOON + PATIENCE)
    settle(later, NOON + PATIENCE, doors)
    assert published(doors) == later.id
    settle(replace(stuck, state="done", size_bytes=1), NOON + PATIENCE + HOUR, doors)
    assert published(doors) == later.id


def test_a_days_feed_is_written_once_a_day(doors: Doors) -> None:
    add(doors, every="day")
    write(doors, NOON)
    assert [wake(NOON + n * HOUR, doors) for n in range(1, 25)] == [0] * 23 + [1]


def test_a_days_feed_that_failed_is_tried_again_the_next_hour(doors: Doors) -> None:
    add(doors, every="day")
    write(doors, NOON, code="internal_error")
    write(doors, NOON + HOUR)
    assert wake(NOON + 2 * HOUR, doors) == 0


def test_the_file_of_the_last_good_run_stays_when_a_run_fails(doors: Doors) -> None:
    made = add(doors)
    good = write(doors, NOON)
    secret = address(doors)
    write(doors, NOON + HOUR, code="export_too_large")
    noted = doors.feeds.progress([made.id])[made.id]
    assert (noted.file and noted.file.as_of, published(doors)) == (NOON, good.id)
    assert noted.failure is not None
    assert (noted.failure.as_of, noted.failure.code) == (NOON + HOUR, "export_too_large")
    assert feeds.link(made.id, secret, doors.feeds, doors.files).endswith(good.id)
    write(doors, NOON + 2 * HOUR)
    assert doors.feeds.progress([made.id])[made.id].failure is None


def test_what_was_written_is_put_in_place_by_the_next_hour_if_its_worker_died(doors: Doors) -> None:
    add(doors)
    wake(NOON, doors)
    run = finish(doors, NOON)
    assert published(doors) is None
    assert wake(NOON + HOUR, doors) == 1
    assert published(doors) == run.id


def test_a_run_whose_file_the_bucket_may_have_dropped_is_told_as_failed(doors: Doors) -> None:
    made = add(doors)
    wake(NOON, doors)
    finish(doors, NOON)
    late = NOON + RUN_KEPT
    assert wake(late, doors) == 1
    failure = doors.feeds.progress([made.id])[made.id].failure
    assert (published(doors), failure and failure.code) == (None, "run_expired")
    assert last_run(doors).requested_at == late


def test_settling_again_changes_nothing(doors: Doors) -> None:
    made = add(doors)
    run = write(doors, NOON)
    before = doors.feeds.progress([made.id])
    settle(run, NOON + HOUR, doors)
    assert doors.feeds.progress([made.id]) == before


def test_the_run_of_a_removed_feed_comes_to_nothing(doors: Doors) -> None:
    made = add(doors)
    wake(NOON, doors)
    feeds.remove((made.id, 1), stamp("remove"), doors.feeds, doors.files)
    settle(finish(doors, NOON), NOON, doors)
    assert published(doors) is None
    assert wake(NOON + HOUR, doors) == 0


def address(doors: Doors, request: str = "address") -> Secret:
    secret = new_secret()
    version = feeds.get("product_feed_A", doors.feeds).value.version
    of = ("product_feed_A", version)
    feeds.make_address(of, secret, replace(stamp(request), at=NOON), doors.feeds)
    return secret


def test_an_address_opens_the_file_until_it_is_replaced_or_revoked(doors: Doors) -> None:
    made = add(doors)
    first = address(doors)
    with pytest.raises(FeedNotWritten):
        feeds.link(made.id, first, doors.feeds, doors.files)
    write(doors, NOON)
    assert feeds.link(made.id, first, doors.feeds, doors.files)
    second = address(doors, "another")
    assert feeds.link(made.id, second, doors.feeds, doors.files)
    feeds.revoke_address((made.id, 3), stamp("revoke"), doors.feeds)
    for secret in (first, second, Secret("")):
        with pytest.raises(NotFound) as refused:
            feeds.link(made.id, secret, doors.feeds, doors.files)
        assert refused.value.code == "not_found"


def test_only_the_digest_of_an_address_is_kept_and_no_text_shows_it(doors: Doors) -> None:
    add(doors)
    secret = address(doors)
    kept = repr(feeds.get("product_feed_A", doors.feeds).value)
    assert secret.digest in kept
    assert secret.text not in kept + repr(secret)


def test_a_repeated_call_for_an_address_is_refused(doors: Doors) -> None:
    made = add(doors)
    address(doors)
    with pytest.raises(Stale):
        feeds.make_address((made.id, 1), new_secret(), stamp("address"), doors.feeds)


def test_revoking_and_removing_may_be_repeated(doors: Doors) -> None:
    made = add(doors)
    address(doors)
    for _ in range(2):
        assert feeds.revoke_address((made.id, 2), stamp("revoke"), doors.feeds).version == 3
    for _ in range(2):
        feeds.remove((made.id, 3), stamp("remove"), doors.feeds, doors.files)
    with pytest.raises(NotFound):
        feeds.get(made.id, doors.feeds)
    with pytest.raises(NotFound):
        feeds.remove((made.id, 3), stamp("other"), doors.feeds, doors.files)


def test_a_repeated_registration_answers_as_at_first(doors: Doors) -> None:
    made = add(doors)
    address(doors)
    assert add(doors) == made
    assert [each.version for each in doors.feeds.list_feeds()] == [2]


def test_there_are_so_many_feeds_and_no_more_until_one_goes(doors: Doors) -> None:
    for number in range(MAX_FEEDS):
        add(doors, f"product_feed_{number:02}")
    with pytest.raises(TooManyFeeds):
        add(doors, "product_feed_X")
    feeds.remove(("product_feed_00", 1), stamp("remove"), doors.feeds, doors.files)
    add(doors, "product_feed_X")
    assert len(doors.feeds.list_feeds()) == MAX_FEEDS


def test_runs_of_feeds_are_in_no_listing_of_exports(doors: Doors) -> None:
    add(doors)
    wake(NOON, doors)
    assert not doors.jobs.list_newest(9, None).items


def test_an_hour_is_named_by_its_beginning() -> None:
    assert hour_of(NOON + timedelta(minutes=59, seconds=9)) == NOON
