"""Segments in DynamoDB, and which of them name which."""

from collections.abc import Mapping, Sequence

import msgspec

from promenade.contracts.segments import SegmentDrafted, SegmentFact
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.segment.model.registry import Registry
from promenade.outreach.segment.model.segment import Segment, Status
from promenade.outreach.segment.store import SegmentRecord, encode, is_as, segment_key

_REGISTRY = ("REGISTRY", "-")
_segment_of = msgspec.json.Decoder(Segment)
_registry_of = msgspec.json.Decoder(Registry)


class DynamoSegmentStore:
    def find(self, segment_id: str) -> Stored[Segment] | None:
        record = dynamo.find(SegmentRecord, *segment_key(segment_id), consistent=True)
        return Stored(_segment_of.decode(record.body), record.fingerprint) if record else None

    def find_many(self, ids: Sequence[str]) -> Mapping[str, Segment]:
        keys = map(segment_key, ids)
        found = dynamo.find_many(SegmentRecord, keys, consistent=True, only=["body"])
        segments = [_segment_of.decode(each.body) for each in found]
        return {each.id: each for each in segments}

    def registry(self) -> Registry:
        record = dynamo.find(SegmentRecord, *_REGISTRY, consistent=True)
        return _registry_of.decode(record.body) if record else Registry()

    def add(self, segment: Segment, registry: Registry | None, stamp: Stamp) -> Segment:
        record = record_of(segment, stamp, SegmentDrafted)
        try:
            body = dynamo_requests.add(record, stamp, *_registered(registry))
        except ConditionFailed:
            raise Contended from None
        return _segment_of.decode(body)

    def save(
        self,
        after: Segment,
        fact: type[SegmentFact],
        stamp: Stamp,
        registry: Registry | None,
        beside: Part | None = None,
    ) -> Segment:
        record = record_of(after, stamp, fact)
        mine = Write("Put", record, Record.version == after.version - 1)
        try:
            dynamo.transact([mine, *_registered(registry), *(beside.writes if beside else ())])
        except ConditionFailed as lost:
            if not lost.failed[0]:
                raise Contended from None
            return _segment_of.decode(dynamo.replayed(lost.old[0], record).body)
        return after

    def list_by_status(self, status: Status, limit: int, after: Position | None) -> Page[Segment]:
        place = Partition(f"SEGMENTS#{status}", index="gsi1", newest_first=True)
        found = dynamo.page(SegmentRecord, place, limit=limit, after=after)
        return Page(tuple(_segment_of.decode(each.body) for each in found.items), found.next)


def record_of(segment: Segment, stamp: Stamp, fact: type[SegmentFact] | None) -> SegmentRecord:
    record = SegmentRecord(*segment_key(segment.id), version=segment.version)
    record.body = _told(segment)
    record.gsi1pk, record.gsi1sk = f"SEGMENTS#{segment.status}", segment.id
    return record.stamped(stamp, fact)


def _told(segment: Segment) -> str:
    """With the name and the version beside the terms, as facts tell them."""
    told = {"name": segment.name, "version": segment.version}
    document = msgspec.to_builtins(segment) | told
    return msgspec.json.encode(document, order="deterministic").decode()


def _registered(registry: Registry | None) -> list[Write]:
    if registry is None:
        return []
    record = SegmentRecord(*_REGISTRY, version=registry.version, body=encode(registry))
    return [Write("Put", record, is_as(registry.version - 1))]
