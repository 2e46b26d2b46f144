"""A segment: its terms, and what it came to when it was last computed."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.contracts.coupons import Name
from promenade.contracts.segments import SegmentState
from promenade.kit.errors import Conflict
from promenade.kit.values import Document, Value, replace
from promenade.outreach.segment.model.definition import Condition

Keeping = Literal["dynamic", "static"]
Status = Literal["open", "archived"]


class SegmentArchivedBefore(Conflict):
    """It is put away: nothing is computed by it, and it is not edited."""


class SegmentNotComputed(Conflict):
    """It is static, and nobody has computed it yet."""


class SegmentInUse(Conflict):
    """Other segments name it, or campaigns that are not over: `segments` or `campaigns` are their
    ids."""


class Terms(Document, frozen=True):
    """`is_followed` tells who comes and goes, as it happens and at least every hour; of a dynamic
    one alone. A static one keeps who was in it when it was computed."""

    name: Name
    definition: Condition
    zone: Annotated[str, Meta(min_length=1, max_length=64)]
    keeping: Keeping = "dynamic"
    is_followed: bool = False


class Segment(Document, frozen=True):
    """`computed_version` is the version whose terms were computed; `run_id` is the run that goes on
    now, `snapshot_id` the newest one that ended. A followed one that is not `is_settled` waits for
    all people to be judged before anybody comes or goes."""

    id: str
    terms: Terms
    version: int = 1
    terms_version: int = 1
    status: Status = "open"
    run_id: str | None = None
    snapshot_id: str | None = None
    computed_version: int | None = None
    computed_at: datetime | None = None
    size: int | None = None
    before_size: int | None = None
    is_settled: bool = False

    @property
    def name(self) -> str:
        return self.terms.name

    @property
    def state(self) -> SegmentState:
        is_settling = self.terms.is_followed and not self.is_settled
        if self.run_id is not None or is_settling:
            return "computing"
        if self.computed_version == self.terms_version:
            return "ready"
        if self.terms.is_followed:
            return "followed"
        return "draft" if self.computed_version is None else "stale"


class Computed(Value, frozen=True):
    """What a run found."""

    run_id: str
    terms_version: int
    size: int
    at: datetime


def edited(segment: Segment, terms: Terms) -> Segment:
    """Raises SegmentArchivedBefore."""
    refuse_archived(segment)
    version = segment.version + 1
    is_same = replace(terms, name=segment.terms.name) == segment.terms
    terms_version = segment.terms_version if is_same else version
    after = replace(segment, terms=terms, version=version, terms_version=terms_version)
    return replace(after, is_settled=segment.is_settled and is_same)


def refuse_archived(segment: Segment) -> None:
    if segment.status == "archived":
        raise SegmentArchivedBefore("The segment is put away.")


def archived(segment: Segment) -> Segment:
    """Raises SegmentArchivedBefore."""
    refuse_archived(segment)
    terms = replace(segment.terms, is_followed=False)
    return replace(segment, version=segment.version + 1, status="archived", terms=terms)


def begun(segment: Segment, run_id: str) -> Segment:
    """Raises SegmentArchivedBefore."""
    refuse_archived(segment)
    return replace(segment, version=segment.version + 1, run_id=run_id)


def computed(segment: Segment, found: Computed) -> Segment:
    """By the run that was asked for last: what one came to that it overtook is older."""
    return replace(
        segment,
        version=segment.version + 1,
        run_id=None,
        snapshot_id=found.run_id,
        computed_version=found.terms_version,
        computed_at=found.at,
        size=found.size,
        before_size=segment.size,
    )
