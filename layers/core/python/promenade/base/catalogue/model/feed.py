"""Feeds: files of what is on sale that others fetch at an address which stays, written anew again
and again.

Who has the address has the file: its secret is 256 bits of chance, and its plain digest, which
alone is kept, tells nothing of it. How its files fare is told apart from what a feed is: an hour
that passes is no change of the feed."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Literal

from promenade.base.catalogue.model.export_job import ExportJob, Terms
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.ids import keyed_id
from promenade.kit.values import Document, Value, replace

MAX_FEEDS = 50
PATIENCE = timedelta(hours=6)
"""A job at work for longer keeps no other from being begun."""

RUN_KEPT = timedelta(days=2)
"""So long the bucket keeps what a run wrote."""

Every = Literal["hour", "day"]

_DAY = timedelta(days=1)
_SECRET_BYTES = 32


class TooManyFeeds(Conflict):
    """A shop has so many feeds as may be."""


class FeedNotWritten(NotFound):
    """The address is right, and the first file is yet to come."""


class Secret(Value, frozen=True):
    """What an address ends in; its repr shows nothing."""

    text: str

    def __repr__(self) -> str:
        return "Secret(***)"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


class Feed(Document, frozen=True):
    """`digest` is that of its address's secret: None where it has no address."""

    id: str
    version: int
    name: str
    terms: Terms
    every: Every
    made_at: datetime
    made_by: str
    digest: str | None = None
    address_made_at: datetime | None = None
    is_removed: bool = False

    def is_opened_by(self, secret: Secret) -> bool:
        return self.digest is not None and hmac.compare_digest(self.digest, secret.digest)


class Written(Document, frozen=True):
    """The file that is there: what was on sale `as_of` then. The counts are of what was read."""

    as_of: datetime
    written_at: datetime
    product_count: int
    sku_count: int
    size_bytes: int


class Failure(Document, frozen=True):
    """Why the run of what was on sale `as_of` then came to no file."""

    as_of: datetime
    failed_at: datetime
    code: str


class Progress(Document, frozen=True):
    """How the files of a `feed` fare. `turn` counts what was noted; `job` was begun last, for the
    hour that began at `hour`. `failure` is there while no later file is."""

    feed: str
    turn: int = 0
    job: str | None = None
    hour: datetime | None = None
    file: Written | None = None
    failure: Failure | None = None


def new_secret() -> Secret:
    return Secret(secrets.token_urlsafe(_SECRET_BYTES))


def with_address(feed: Feed, secret: Secret, now: datetime) -> Feed:
    """The one before leads nowhere any more."""
    return replace(feed, version=feed.version + 1, digest=secret.digest, address_made_at=now)


def without_address(feed: Feed) -> Feed:
    return replace(feed, version=feed.version + 1, digest=None, address_made_at=None)


def removed(feed: Feed) -> Feed:
    return replace(without_address(feed), is_removed=True)


def hour_of(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def run_id(feed: Feed, hour: datetime) -> str:
    """Of the job that writes it in this hour, however often it is begun."""
    return keyed_id("product_export", f"feed:{feed.id}", hour.isoformat())


def is_due(feed: Feed, progress: Progress, hour: datetime) -> bool:
    """A day's that failed is tried again every hour."""
    if progress.hour is None:
        return True
    is_slow = feed.every == "day" and progress.failure is None
    return progress.hour <= hour - _DAY if is_slow else progress.hour < hour


def begun(progress: Progress, job: ExportJob, hour: datetime) -> Progress:
    return replace(progress, turn=progress.turn + 1, job=job.id, hour=hour)


def ended(progress: Progress, job: ExportJob, now: datetime) -> Progress | None:
    """With what a job came to that has ended; None where that, or something later, is known."""
    known = [each.as_of for each in (progress.file, progress.failure) if each]
    if any(job.requested_at <= each for each in known):
        return None
    following = replace(progress, turn=progress.turn + 1)
    if is_good(job, now):
        return replace(following, file=_written(job, now), failure=None)
    code = "run_expired" if job.state == "done" else job.failure or "internal_error"
    return replace(following, failure=Failure(job.requested_at, now, code))


def is_good(job: ExportJob, now: datetime) -> bool:
    """Whether its file is there to be taken."""
    return job.state == "done" and now - job.requested_at < RUN_KEPT


def _written(job: ExportJob, now: datetime) -> Written:
    return Written(
        as_of=job.requested_at,
        written_at=job.finished_at or now,
        product_count=job.product_count,
        sku_count=job.sku_count,
        size_bytes=job.size_bytes or 0,
    )
