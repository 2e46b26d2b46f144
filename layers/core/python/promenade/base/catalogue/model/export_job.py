"""A file of any number of products: written part by part, then put together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, Value, replace

MAX_SKUS = 250_000
MAX_BYTES = 1_000_000_000
"""Before they are packed."""

State = Literal["exporting", "joining", "done", "failed"]
Format = Literal["csv", "jsonl", "merchant"]


class Terms(Document, frozen=True):
    """`product_link` is where a product is sold, for a feed; without a `store` it is those of
    all."""

    format: Format = "csv"
    category: str | None = None
    product_link: str | None = None
    store: str | None = None


class Asked(Value, frozen=True):
    """`feed` is the feed that it is a run of, if any."""

    id: str
    terms: Terms
    feed: str | None = None


class Part(Value, frozen=True):
    """Some pages of products in a file; the next part goes on at `next`, if there is one."""

    content: bytes
    product_count: int
    sku_count: int
    next: Mapping[str, str] | None


class ExportJob(Document, frozen=True):
    """`version` names the step to come. `parts` are the digests of those that are written, the last
    of which ends at `after`. What is on sale is judged as of `requested_at`, throughout."""

    id: str
    version: int
    terms: Terms
    requested_at: datetime
    requested_by: str
    request: str
    state: State = "exporting"
    parts: tuple[str, ...] = ()
    after: Mapping[str, str] | None = None
    product_count: int = 0
    sku_count: int = 0
    byte_count: int = 0
    size_bytes: int | None = None
    failure: str | None = None
    finished_at: datetime | None = None
    feed: str | None = None

    @property
    def is_at_work(self) -> bool:
        return self.state in ("exporting", "joining")

    @property
    def has_room(self) -> bool:
        return self.sku_count <= MAX_SKUS and self.byte_count <= MAX_BYTES

    def as_requested(self) -> "ExportJob":
        stamp = Stamp(self.requested_by, self.requested_at, "", self.request)
        return made(Asked(self.id, self.terms, self.feed), stamp)


def made(asked: Asked, stamp: Stamp) -> ExportJob:
    job = ExportJob(asked.id, 1, asked.terms, stamp.at, stamp.actor, stamp.fingerprint)
    return replace(job, feed=asked.feed)


def written(job: ExportJob, part: Part, digest: str) -> ExportJob:
    """One part more; after the last, they are put together."""
    return replace(
        _next(job, "exporting" if part.next else "joining"),
        parts=(*job.parts, digest),
        after=part.next,
        product_count=job.product_count + part.product_count,
        sku_count=job.sku_count + part.sku_count,
        byte_count=job.byte_count + len(part.content),
    )


def joined(job: ExportJob, size_bytes: int, now: datetime) -> ExportJob:
    return replace(_next(job, "done"), size_bytes=size_bytes, finished_at=now)


def failed(job: ExportJob, code: str) -> ExportJob:
    return replace(_next(job, "failed"), failure=code)


def _next(job: ExportJob, state: State) -> ExportJob:
    return replace(job, version=job.version + 1, state=state)
