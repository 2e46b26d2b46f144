"""Feeds in the catalogue's table, each beside how its files fare, and their files in the bucket of
what everybody may see who is told where."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.catalogue.model.export_job import ExportJob
from promenade.base.catalogue.model.feed import MAX_FEEDS, Feed, Progress, TooManyFeeds
from promenade.base.catalogue.store.exports import GZIP, file_key
from promenade.base.catalogue.store.records import CatalogueRecord, Key, encode, stale
from promenade.contracts.catalogue import ProductFeedRegistered
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.config import setting
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict
from promenade.kit.facts import Fact
from promenade.kit.files import Files
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace

FEEDS = "FEEDS"
_USE: Key = (FEEDS, "#USE")
_feed_of = msgspec.json.Decoder(Feed)
_progress_of = msgspec.json.Decoder(Progress)


class DynamoFeedStore:
    def add_feed(self, feed: Feed, stamp: Stamp) -> Feed:
        count = CatalogueRecord.use_count
        has_room = count.does_not_exist() | (count < MAX_FEEDS)
        writes = [
            Write("Put", _record(feed).stamped(stamp, ProductFeedRegistered), _is_new()),
            Write("Put", CatalogueRecord(FEEDS, feed.id)),
            Write("Update", CatalogueRecord(*_USE), has_room, [count.add(1)]),
            *dynamo_requests.keep(CatalogueRecord, encode(feed), stamp),
        ]
        try:
            dynamo.transact(writes)
        except ConditionFailed as lost:
            first = dynamo_requests.first(CatalogueRecord, stamp)
            if first is not None:
                return _feed_of.decode(first)
            raise _refused(lost) from None
        return feed

    def find_feed(self, feed_id: str) -> Stored[Feed] | None:
        record = dynamo.find(CatalogueRecord, *_key(feed_id), consistent=True)
        return Stored(_feed_in(record), record.fingerprint) if record else None

    def list_feeds(self) -> Sequence[Feed]:
        places = dynamo.all_between(CatalogueRecord, FEEDS, "A", "~", consistent=True)
        keys = [_key(each.sk) for each in places]
        found = dynamo.find_many(CatalogueRecord, keys, consistent=True) if keys else []
        feeds = [each for each in map(_feed_in, found) if not each.is_removed]
        return sorted(feeds, key=lambda each: each.id)

    def put_feed(self, feed: Feed, fact: type[Fact], stamp: Stamp) -> None:
        record = _record(feed).stamped(stamp, fact)
        own = Write("Put", record, Record.version == feed.version - 1)
        try:
            dynamo.transact([own, *_gone(feed)])
        except ConditionFailed as lost:
            if not dynamo.is_replay(lost.old[0], record):
                raise stale(lost.old[0]) from None

    def progress(self, feed_ids: Iterable[str]) -> Mapping[str, Progress]:
        keys = [_progress_key(each) for each in feed_ids]
        found = dynamo.find_many(CatalogueRecord, keys, consistent=True) if keys else []
        noted = [_progress_of.decode(each.body) for each in found]
        return {each.feed: each for each in noted}

    def put_progress(self, progress: Progress) -> None:
        record = CatalogueRecord(*_progress_key(progress.feed), body=encode(progress))
        record.turns = progress.turn
        is_next = CatalogueRecord.turns == progress.turn - 1
        try:
            dynamo.put(record, is_next if progress.turn > 1 else _is_new())
        except ConditionFailed as lost:
            raise stale(lost.old[0]) from None


class S3FeedFiles:
    def __init__(self) -> None:
        self._bucket = setting("MEDIA_BUCKET")
        self._runs, self._files = Files(setting("REPORT_BUCKET")), Files(self._bucket)

    def publish(self, feed_id: str, job: ExportJob) -> None:
        self._runs.copy(file_key(job), (self._bucket, _file_key(feed_id)), GZIP)

    def link(self, feed_id: str) -> str:
        return self._files.link(_file_key(feed_id), "products.xml.gz")

    def remove(self, feed_id: str) -> None:
        self._files.remove(_file_key(feed_id))


def _record(feed: Feed) -> CatalogueRecord:
    """The audit trail is not told the digest."""
    body = encode(replace(feed, digest=None))
    return CatalogueRecord(*_key(feed.id), version=feed.version, body=body, digest=feed.digest)


def _feed_in(record: CatalogueRecord) -> Feed:
    return replace(_feed_of.decode(record.body), digest=record.digest)


def _is_new() -> Condition:
    absent: Condition = Record.pk.does_not_exist()
    return absent


def _gone(feed: Feed) -> list[Write]:
    if not feed.is_removed:
        return []
    count = CatalogueRecord.use_count
    left = Write("Update", CatalogueRecord(*_USE), None, [count.add(-1)])
    return [Write("Delete", CatalogueRecord(FEEDS, feed.id)), left]


def _refused(lost: ConditionFailed) -> Conflict:
    if lost.failed[0]:
        return Conflict("This already exists with other content.")
    return TooManyFeeds(f"There are {MAX_FEEDS} feeds, and no more may be.", most=MAX_FEEDS)


def _key(feed_id: str) -> Key:
    return f"FEED#{feed_id}", "-"


def _progress_key(feed_id: str) -> Key:
    return f"FEED#{feed_id}", "PROGRESS"


def _file_key(feed_id: str) -> str:
    return f"feeds/{feed_id}.xml.gz"
