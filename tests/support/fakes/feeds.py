"""Feeds, their runs and their files in memory, for tests of what uses them."""

from collections.abc import Iterable, Mapping, Sequence

from promenade.base.catalogue.model.export_job import ExportJob
from promenade.base.catalogue.model.feed import MAX_FEEDS, Feed, Progress, TooManyFeeds
from promenade.base.catalogue.service.jobs import repeated
from promenade.kit.errors import Stale
from promenade.kit.facts import Fact
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.made import Made
from tests.support.fakes.pages import page


class FakeFeedStore:
    def __init__(self) -> None:
        self._feeds: dict[str, Stored[Feed]] = {}
        self._progress: dict[str, Progress] = {}
        self._made = Made()

    def add_feed(self, feed: Feed, stamp: Stamp) -> Feed:
        first = self._made.first(stamp)
        if isinstance(first, Feed):
            return first
        if len(self.list_feeds()) >= MAX_FEEDS:
            raise TooManyFeeds(f"There are {MAX_FEEDS} feeds, and no more may be.", most=MAX_FEEDS)
        self._made.create(feed, stamp)
        self._feeds[feed.id] = Stored(feed, stamp.fingerprint)
        return feed

    def find_feed(self, feed_id: str) -> Stored[Feed] | None:
        return self._feeds.get(feed_id)

    def list_feeds(self) -> Sequence[Feed]:
        there = [each.value for each in self._feeds.values() if not each.value.is_removed]
        return sorted(there, key=lambda each: each.id)

    def put_feed(self, feed: Feed, _fact: type[Fact], stamp: Stamp) -> None:
        met = self._feeds[feed.id]
        if met == Stored(feed, stamp.fingerprint):
            return
        if met.value.version != feed.version - 1:
            raise Stale("It has been changed since.", version=met.value.version)
        self._feeds[feed.id] = Stored(feed, stamp.fingerprint)

    def progress(self, feed_ids: Iterable[str]) -> Mapping[str, Progress]:
        return {each: self._progress[each] for each in feed_ids if each in self._progress}

    def put_progress(self, progress: Progress) -> None:
        met = self._progress.get(progress.feed, Progress(progress.feed))
        if met.turn != progress.turn - 1:
            raise Stale("It has been changed since.", version=None)
        self._progress[progress.feed] = progress


class FakeExportJobStore:
    def __init__(self) -> None:
        self._jobs: dict[str, ExportJob] = {}

    def add(self, job: ExportJob, stamp: Stamp) -> ExportJob:
        if job.id in self._jobs:
            return repeated(self._jobs[job.id], stamp)
        self._jobs[job.id] = job
        return job

    def find(self, job_id: str) -> Stored[ExportJob] | None:
        found = self._jobs.get(job_id)
        return Stored(found, found.request) if found else None

    def list_newest(self, limit: int, after: Position | None) -> Page[ExportJob]:
        listed = [each for each in self._jobs.values() if not each.feed]
        return page(sorted(listed, key=lambda each: each.requested_at)[::-1], limit, after)

    def put(self, job: ExportJob, _fact: type[Fact], _stamp: Stamp) -> ExportJob:
        if self._jobs[job.id].version != job.version - 1:
            raise Stale("It has been changed since.", version=self._jobs[job.id].version)
        self._jobs[job.id] = job
        return job


class FakeFeedFiles:
    def __init__(self) -> None:
        self.published: dict[str, str] = {}

    def publish(self, feed_id: str, job: ExportJob) -> None:
        self.published[feed_id] = job.id

    def link(self, feed_id: str) -> str:
        return f"https://files.example/{self.published[feed_id]}"

    def remove(self, feed_id: str) -> None:
        self.published.pop(feed_id, None)
