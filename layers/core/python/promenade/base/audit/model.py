"""The lines of the audit trail, each of which holds the hash of the one before: what was changed,
removed, inserted or moved afterwards is found by who reads a chain from its start."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Literal
from zlib import crc32

import msgspec
from msgspec import Raw

from promenade.kit.values import Document, Value, replace

CHAINS = 16
"""Side by side, so that records wait for few others; it never changes."""


Kind = Literal["changed", "removed", "moved", "parted", "rewritten"]
"""Of a break: the line is not what was hashed; lines are missing; the line stands behind one that
follows it, or twice; it follows another line than it names; it was another line once."""


class AuditRecord(Document, frozen=True):
    """What one staff member did to one thing. `subject` is `capability:key` of the thing,
    `version` the one that this change made; `before` (null on creation) and `after` are the
    thing's own JSON documents. Who only looked left an `occasion`, and both as null.

    A field that is added has a default: older digests are of records without it."""

    event_id: str
    subject: str
    version: int
    fact: str
    actor: str
    occurred_at: datetime
    correlation_id: str
    before: Raw
    after: Raw
    occasion: str = ""


class Link(Value, frozen=True):
    """Where a record stands: its `place` in a chain, from 1, and the `previous` line's hash.
    `digest` is of the record with a `salt`, so that nobody finds by trying what it is of (N33);
    who sees a record masked is not told the salt."""

    chain: int
    place: int
    previous: str
    salt: str | None
    digest: str
    hash: str


class Line(Value, frozen=True):
    record: AuditRecord
    link: Link


class End(Value, frozen=True):
    """The place and hash of a chain's last line."""

    place: int = 0
    hash: str = ""


class Wanted(Value, frozen=True):
    """Which lines are listed: of one thing, of one member of staff, or of one chain."""

    subject: str | None = None
    actor: str | None = None
    chain: int | None = None


class Break(Value, frozen=True):
    """Where a chain does not hold, from `first` to `last`."""

    chain: int
    first: int
    last: int
    kind: Kind


def chain_of(record: AuditRecord) -> int:
    """Any of them: what is done to one thing does not wait for itself."""
    named = f"{record.subject}@{record.version}#{record.occasion}"
    return crc32(named.encode()) % CHAINS


def chained(record: AuditRecord, end: End, salt: str) -> Line:
    """The line that follows `end`."""
    link = Link(chain_of(record), end.place + 1, end.hash, salt, _digest(record, salt), "")
    return Line(record, replace(link, hash=_hash(link)))


def ends_of(lines: Iterable[Line]) -> dict[int, End]:
    """Where each chain ends."""
    return {line.link.chain: End(line.link.place, line.link.hash) for line in lines}


def breaks(lines: Iterable[Line], earlier: Mapping[int, End]) -> Iterator[Break]:
    """Of whole chains, each from its start. `earlier` is where they once ended: only by it is found
    what was taken from an end, or written anew from somewhere on."""
    ends = dict[int, End]()
    for line in lines:
        link, end = line.link, ends.get(line.link.chain, End())
        yield from _breaks_of(line, end)
        if link.place > end.place:
            ends[link.chain] = End(link.place, link.hash)
        once = earlier.get(link.chain, End())
        if link.place == once.place and link.hash != once.hash:
            yield _at(link, "rewritten")
    for chain, once in earlier.items():
        place = ends.get(chain, End()).place
        if place < once.place:
            yield Break(chain, place + 1, once.place, "removed")


def _breaks_of(line: Line, end: End) -> Iterator[Break]:
    link = line.link
    if link.place <= end.place:
        yield _at(link, "moved")
    elif link.place > end.place + 1:
        yield Break(link.chain, end.place + 1, link.place - 1, "removed")
    elif link.previous != end.hash:
        yield _at(link, "parted")
    if not _holds(line):
        yield _at(link, "changed")


def _holds(line: Line) -> bool:
    link = line.link
    told = link.salt is None or link.digest == _digest(line.record, link.salt)
    return told and link.hash == _hash(link)


def _at(link: Link, kind: Kind) -> Break:
    return Break(link.chain, link.place, link.place, kind)


def _digest(record: AuditRecord, salt: str) -> str:
    return sha256(f"{salt}\n".encode() + msgspec.json.encode(record)).hexdigest()


def _hash(link: Link) -> str:
    told = f"{link.chain}/{link.place}\n{link.previous}\n{link.digest}"
    return sha256(told.encode()).hexdigest()
