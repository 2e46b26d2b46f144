"""What a call that creates made first, kept beside what becomes of it: the same call again answers
with that.

It is the item `REQUEST#<id of the caller's key>`, put by the very write that creates. Where what
was made never changes, or keeps its versions, there is no need of it.
"""

from collections.abc import Mapping, Sequence

from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp


def keep(kind: type[Record], body: str, stamp: Stamp) -> list[Write]:
    """Nothing for a call without a key."""
    if not stamp.request:
        return []
    kept = kind(_key(stamp), "-", body=body, fingerprint=stamp.fingerprint)
    return [Write("Put", kept, Record.pk.does_not_exist())]


def first(kind: type[Record], stamp: Stamp) -> str | None:
    """The document that the call made, None where it made nothing yet.

    Raises Conflict where its key was sent with another request."""
    if not stamp.request:
        return None
    kept = dynamo.find(kind, _key(stamp), "-", consistent=True)
    if kept is None or kept.body is None:
        return None
    if kept.fingerprint != stamp.fingerprint:
        raise Conflict("This Idempotency-Key was used for another request.")
    return kept.body


def admit(kind: type[Record], stamp: Stamp) -> None:
    """Of a call that makes many things, each kept by itself: notes that its key is its own.

    Raises Conflict where it was sent with another request."""
    own = kind(_key(stamp), "-", fingerprint=stamp.fingerprint)
    try:
        dynamo.put(own, Record.pk.does_not_exist())
    except ConditionFailed as lost:
        met = lost.old[0]
        if met is None or met.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.") from None


def each_first(kind: type[Record], stamps: Sequence[Stamp]) -> Mapping[str, str]:
    """The documents that were made before, by the request of their stamps."""
    keys = {_key(each): each.request for each in stamps}
    found = dynamo.find_many(kind, ((pk, "-") for pk in keys), consistent=True)
    return {keys[each.pk]: each.body for each in found}


def add(record: Record, stamp: Stamp, *others: Write) -> str:
    """Stores what must not exist yet, and others with it; the same call again answers the document
    that it stored first. Raises Conflict when another request made it."""
    body = record.body or ""
    own = Write("Put", record, Record.pk.does_not_exist())
    more = [*keep(type(record), body, stamp), *others]
    try:
        dynamo.transact([own, *more]) if more else dynamo.apply(own)
    except ConditionFailed as lost:
        return first(type(record), stamp) or _met(lost.old[0], stamp)
    return body


def _met(met: Record | None, stamp: Stamp) -> str:
    if met is None or met.fingerprint != stamp.fingerprint:
        raise Conflict("This already exists with other content.")
    return met.body or ""


def _key(stamp: Stamp) -> str:
    return f"REQUEST#{stamp.request}"
