"""Snapshots in transactions of who sends to them: contracts.segments.Snapshots."""

from collections.abc import Mapping

from promenade.kit.errors import DomainError, NotFound
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.outreach.segment.model.run import Run
from promenade.outreach.segment.model.segment import Segment, SegmentNotComputed
from promenade.outreach.segment.store.runs import ask
from promenade.outreach.segment.store.segments import DynamoSegmentStore

ACTIONS: Mapping[str, frozenset[str]] = {
    "ask": frozenset({"dynamodb:GetItem", "dynamodb:PutItem"}),
}
"""What a function that joins them needs to do with the table of segments."""


class DynamoSnapshots:
    def __init__(self) -> None:
        self._segments = DynamoSegmentStore()

    def ask(self, snapshot_id: str, segment_id: str, stamp: Stamp) -> Part:
        stored = self._segments.find(segment_id)
        if stored is None or stored.value.status == "archived":
            unknown = NotFound("There is no such segment.", segment_id=segment_id)
            return Part((), _asked_before, unknown)
        if stored.value.terms.keeping == "static" and stored.value.snapshot_id is None:
            empty = SegmentNotComputed("The segment keeps nobody yet: compute it first.")
            return Part((), _asked_before, empty)
        return Part((ask(_run(snapshot_id, stored.value, stamp), stamp),), _asked_before)


def _run(snapshot_id: str, segment: Segment, stamp: Stamp) -> Run:
    kept = segment.snapshot_id if segment.terms.keeping == "static" else None
    return Run(
        id=snapshot_id,
        segment_id=segment.id,
        asked_at=stamp.at,
        terms=segment.terms,
        terms_version=segment.terms_version,
        is_own=False,
        kept_run_id=kept,
    )


def _asked_before(_lost: object) -> DomainError | None:
    return None
