"""What segments tell others: who is in them, and who came and went."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from promenade.contracts.channels import Channel
from promenade.contracts.consents import ConsentState
from promenade.contracts.profiles import ContactKind
from promenade.kit.facts import Fact
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

SegmentState = Literal["draft", "computing", "ready", "stale", "followed"]
"""`followed`: nobody computed it by its present terms, and who is in it is known at any time."""

PAGE = 100
"""People of a page of a snapshot at most: what one request to send is for. A few pages, one for
each part of all people, have fewer."""


class Segment(Value, frozen=True):
    """`size` is how many people were in it when it was last computed, at `computed_at`. Of one that
    `is_followed`, it is told who comes and goes."""

    id: str
    name: str
    version: int
    state: SegmentState
    size: int | None = None
    computed_at: datetime | None = None
    is_followed: bool = False


class Snapshot(Value, frozen=True):
    """Who was in a segment at an instant, in pages numbered from 0: it never changes. Not
    `taken_at` yet: it is being made. A person is on one of its pages, once."""

    id: str
    segment_id: str
    segment_version: int
    count: int = 0
    page_count: int = 0
    taken_at: datetime | None = None


class Segments(Protocol):
    def find(self, segment_id: str) -> Segment | None: ...

    def terms_versions(self, segment_ids: Iterable[str]) -> Mapping[str, int]:
        """Of these and of all that their definitions name, those that there are (consistent). An
        edit of anything but a name makes it another one, for good."""
        ...

    def snapshot(self, snapshot_id: str) -> Snapshot | None: ...

    def page(self, snapshot_id: str, number: int) -> Sequence[str]:
        """The customers on it, in one round trip."""
        ...

    def has_taken(self, snapshot_id: str, customer: str) -> bool | None:
        """Whether the customer is on one of its pages; None of one that is not taken yet."""
        ...

    def holds(self, segment_id: str, customer: str) -> bool:
        """Whether the customer is in it now, by what is known of them (consistent)."""
        ...


class Snapshots(Protocol):
    def ask(self, snapshot_id: str, segment_id: str, stamp: Stamp) -> Part:
        """For the transaction of who wants one: it is taken soon, once for each id, and told as
        SegmentSnapshotTaken. Refused where there is no such segment, or a static one keeps nobody
        yet."""
        ...


class Known(Value, frozen=True):
    """A person, as far as segments know. `consents` are by channel and purpose (`email marketing`);
    by the channels of `suppressed` no marketing goes to the person."""

    customer: str
    language: str | None = None
    channels: tuple[ContactKind, ...] = ()
    consents: Mapping[str, ConsentState] = {}
    suppressed: tuple[Channel, ...] = ()


class Audience(Value, frozen=True):
    """Those who are in a segment among the people of a share of all places, in no order that has to
    do with them; all of them where the share is 1."""

    people: Sequence[Known]
    share: float


class Audiences(Protocol):
    def of(self, segment_id: str) -> Audience | None:
        """Who would be sent to now; None where there is no such segment. Within 5 seconds."""
        ...


class SegmentFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.segment"

    id: str
    version: int
    name: str


class SegmentDrafted(SegmentFact, frozen=True):
    """It exists."""


class SegmentEdited(SegmentFact, frozen=True):
    """Its definition, name or way of keeping is another."""


class SegmentArchived(SegmentFact, frozen=True):
    """It is put away."""


class SegmentComputing(SegmentFact, frozen=True):
    """All people are being judged by its definition."""


class SegmentComputed(SegmentFact, frozen=True):
    """All people were judged by its definition: `size` fulfil it, `before_size` the time before."""

    size: int
    before_size: int | None = None


class SegmentRunAsked(Fact, frozen=True):
    """People shall be judged: by one segment's definition, or by those of all that are followed."""

    publisher: ClassVar[str] = "promenade.segment"

    id: str
    segment_id: str = ""


class SegmentSnapshotTaken(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.segment"

    id: str
    segment_id: str
    segment_version: int
    count: int
    page_count: int


class SegmentMemberFact(Fact, frozen=True):
    """Of a dynamic segment that is followed. `entries` is how often the customer came in so far."""

    publisher: ClassVar[str] = "promenade.segment"

    segment_id: str
    customer: str
    entries: int


class SegmentEntered(SegmentMemberFact, frozen=True):
    """The definition holds of the customer, and did not before."""


class SegmentLeft(SegmentMemberFact, frozen=True):
    """It holds no longer."""
