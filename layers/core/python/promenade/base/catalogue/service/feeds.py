"""Use cases of feeds: registered, given an address, written hour by hour, fetched by others.

A run is an export job. What it came to is noted behind it by whoever did its last step, or by the
next hour; the file that others get is put in place first, so that what is noted is there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from promenade.base.catalogue.model import feed as lifecycle
from promenade.base.catalogue.model.export_job import Asked, ExportJob, made
from promenade.base.catalogue.model.feed import Feed, FeedNotWritten, Progress, Secret
from promenade.base.catalogue.service.export_jobs import ExportJobStore
from promenade.base.catalogue.service.jobs import ACTOR
from promenade.base.catalogue.service.ports import ProductStore
from promenade.base.catalogue.service.products import path_of_category
from promenade.contracts.catalogue import (
    ProductFeedAddressMade,
    ProductFeedAddressRevoked,
    ProductFeedRemoved,
)
from promenade.kit.errors import NotFound, Stale
from promenade.kit.facts import Fact
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class FeedStore(Protocol):
    def add_feed(self, feed: Feed, stamp: Stamp) -> Feed:
        """A repeated request answers as at first. Raises Conflict, TooManyFeeds."""
        ...

    def find_feed(self, feed_id: str) -> Stored[Feed] | None:
        """Also one that is removed; nothing lags."""
        ...

    def list_feeds(self) -> Sequence[Feed]:
        """All that there are, by their ids."""
        ...

    def put_feed(self, feed: Feed, fact: type[Fact], stamp: Stamp) -> None:
        """Over the version before; one that is removed is listed and counted no more. Raises
        Stale."""
        ...

    def progress(self, feed_ids: Iterable[str]) -> Mapping[str, Progress]:
        """Of those of which anything was noted; nothing lags."""
        ...

    def put_progress(self, progress: Progress) -> None:
        """The next turn of it. Raises Stale where that was made."""
        ...


class FeedFiles(Protocol):
    """All of it raises Unavailable."""

    def publish(self, feed_id: str, job: ExportJob) -> None:
        """From now on it is the feed's file."""
        ...

    def link(self, feed_id: str) -> str:
        """Whoever has it can read the file, for a minute."""
        ...

    def remove(self, feed_id: str) -> None: ...


class Doors(Value, frozen=True):
    """What a feed's files are made through."""

    feeds: FeedStore
    jobs: ExportJobStore
    files: FeedFiles


def register(feed: Feed, stamp: Stamp, store: FeedStore, products: ProductStore) -> Feed:
    """Raises Invalid for an unknown category, Conflict, TooManyFeeds."""
    if feed.terms.category:
        path_of_category(feed.terms.category, products, "body")
    return store.add_feed(feed, stamp)


def get(feed_id: str, store: FeedStore) -> Stored[Feed]:
    """Raises NotFound."""
    found = store.find_feed(feed_id)
    if found is None or found.value.is_removed:
        raise missing()
    return found


def make_address(of: tuple[str, int], secret: Secret, stamp: Stamp, store: FeedStore) -> Feed:
    """`of` is (feed, the version that was looked at). A repeated call is refused: nothing can tell
    the secret twice. Raises NotFound, Stale."""
    feed_id, expected = of
    before = get(feed_id, store).value
    if before.version != expected:
        raise Stale("It has been changed since.", version=before.version)
    after = lifecycle.with_address(before, secret, stamp.at)
    store.put_feed(after, ProductFeedAddressMade, stamp)
    return after


def revoke_address(of: tuple[str, int], stamp: Stamp, store: FeedStore) -> Feed:
    """One that has none stays as it is. Raises NotFound, Stale."""
    feed_id, expected = of
    before = get(feed_id, store)
    if before.is_done(expected, stamp):
        return before.value
    if before.value.digest is None:
        return before.value
    after = lifecycle.without_address(before.value)
    store.put_feed(after, ProductFeedAddressRevoked, stamp)
    return after


def remove(of: tuple[str, int], stamp: Stamp, store: FeedStore, files: FeedFiles) -> None:
    """Its file goes too: a repeated call sees to that. Raises NotFound, Stale."""
    feed_id, expected = of
    before = store.find_feed(feed_id)
    if before is None or (before.value.is_removed and before.fingerprint != stamp.fingerprint):
        raise missing()
    if not before.is_done(expected, stamp):
        store.put_feed(lifecycle.removed(before.value), ProductFeedRemoved, stamp)
    files.remove(feed_id)


def link(feed_id: str, secret: Secret, store: FeedStore, files: FeedFiles) -> str:
    """Raises NotFound for whatever is no address, FeedNotWritten."""
    found = store.find_feed(feed_id)
    if found is None or not found.value.is_opened_by(secret):
        raise missing()
    noted = store.progress([feed_id]).get(feed_id)
    if noted is None or noted.file is None:
        raise FeedNotWritten("The first file of this feed is yet to be written. Come again later.")
    return files.link(feed_id)


def wake(now: datetime, doors: Doors) -> int:
    """Begins what is due, once an hour at most; the number of what was begun. Raises
    Unavailable."""
    feeds = doors.feeds.list_feeds()
    noted = doors.feeds.progress(each.id for each in feeds)
    return sum(_wake(each, noted.get(each.id, Progress(each.id)), now, doors) for each in feeds)


def settle(job: ExportJob, now: datetime, doors: Doors) -> None:
    """What a feed's run came to, once it has ended; a file that is older than the one there
    changes nothing. Raises Unavailable, Stale."""
    if job.feed is None or job.is_at_work:
        return
    found = doors.feeds.find_feed(job.feed)
    if found and not found.value.is_removed:
        noted = doors.feeds.progress([job.feed]).get(job.feed, Progress(job.feed))
        _settle(noted, job, now, doors)


def missing() -> NotFound:
    return NotFound("There is no such feed.")


def _wake(feed: Feed, noted: Progress, now: datetime, doors: Doors) -> bool:
    """Of two that wake it at once, one notes what was begun."""
    last = doors.jobs.find(noted.job) if noted.job else None
    try:
        if last and last.value.is_at_work and now - last.value.requested_at < lifecycle.PATIENCE:
            return False
        if last and not last.value.is_at_work:
            noted = _settle(noted, last.value, now, doors)
        return _begin(feed, noted, now, doors)
    except Stale:
        return False


def _begin(feed: Feed, noted: Progress, now: datetime, doors: Doors) -> bool:
    hour = lifecycle.hour_of(now)
    if not lifecycle.is_due(feed, noted, hour):
        return False
    id_ = lifecycle.run_id(feed, hour)
    stamp = Stamp(ACTOR, now, id_, id_)
    job = doors.jobs.add(made(Asked(id_, feed.terms, feed.id), stamp), stamp)
    doors.feeds.put_progress(lifecycle.begun(noted, job, hour))
    return True


def _settle(noted: Progress, job: ExportJob, now: datetime, doors: Doors) -> Progress:
    after = lifecycle.ended(noted, job, now)
    if after is None:
        return noted
    if lifecycle.is_good(job, now):
        doors.files.publish(noted.feed, job)
    doors.feeds.put_progress(after)
    return after
