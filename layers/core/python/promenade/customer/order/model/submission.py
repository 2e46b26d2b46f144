"""Orders handed in by one call, and how far each of them has come."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Literal

from promenade.customer.order.model.order import Order, Standing
from promenade.kit.errors import MOST_FAULTS, Fault
from promenade.kit.values import Value, replace

Progress = Literal["queued", "stored", "superseded", "parked", "refused"]


class Submitted(Value, frozen=True):
    source: str
    number: str
    version: int
    fingerprint: str


class Refusal(Value, frozen=True):
    """What is wrong with the order at `index` of a call, `more_count` beside those told. Its names
    are what could be read of them."""

    index: int
    source: str | None
    number: str | None
    version: int | None
    faults: tuple[Fault, ...]
    more_count: int = 0


class Submission(Value, frozen=True):
    """`actor` is `kind:id` of who handed it in; `orders` are those that were taken."""

    id: str
    actor: str
    submitted_at: datetime
    orders: tuple[Submitted, ...]
    refused: tuple[Refusal, ...] = ()

    @property
    def placed(self) -> Iterator[tuple[int, Submitted]]:
        """The orders that were taken, each with its index in the call."""
        refused = {each.index for each in self.refused}
        return zip((index for index in count() if index not in refused), self.orders, strict=False)


class Parking(Value, frozen=True):
    """Why the order at `index` of a submission lies in the dead-letter queue; `said` is the reason
    by language."""

    index: int
    code: str
    reason: str
    said: Mapping[str, str] = {}


class Arrival(Value, frozen=True):
    """One order out of the queue, not yet read. An import has no submission."""

    submission_id: str | None
    index: int
    actor: str
    correlation_id: str
    order: bytes
    sealed: bytes | None
    fingerprint: str


class Fate(Value, frozen=True):
    """One submitted order as it stands. `queued`: not decided yet. `parked`: refused for `reason`,
    kept, and replayed by the shop's staff. `superseded`: a newer version is there. `refused`:
    never taken, for its `faults`."""

    index: int
    source: str | None
    number: str | None
    version: int | None
    progress: Progress
    code: str | None = None
    reason: str | None = None
    faults: tuple[Fault, ...] = ()
    more_count: int = 0
    said: Mapping[str, str] = {}


Standings = Mapping[tuple[str, str], Standing]


def submitted(order: Order) -> Submitted:
    document = order.document
    return Submitted(document.source, document.number, document.version, order.fingerprint)


def fates(
    submission: Submission, standings: Standings, parked: Mapping[int, Parking]
) -> tuple[Fate, ...]:
    """What is stored outweighs what was parked once: it may have been replayed since."""
    taken = (
        _fate(index, order, standings.get((order.source, order.number)), parked.get(index))
        for index, order in submission.placed
    )
    found = (*taken, *map(_refused, submission.refused))
    return tuple(sorted(found, key=lambda fate: fate.index))


def told_in_part(refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    """Each with its share of MOST_FAULTS faults; the others are counted."""
    share = max(1, MOST_FAULTS // max(1, len(refusals)))
    return tuple(
        replace(
            each,
            faults=each.faults[:share],
            more_count=each.more_count + len(each.faults[share:]),
        )
        for each in refusals
    )


def is_settled(order: Submitted, standing: Standing | None) -> bool:
    """Whether the table alone says what became of it."""
    if standing is None or standing.version < order.version:
        return False
    return standing.version > order.version or standing.fingerprint == order.fingerprint


def _fate(index: int, order: Submitted, standing: Standing | None, parking: Parking | None) -> Fate:
    named = (index, order.source, order.number, order.version)
    if is_settled(order, standing) and standing is not None:
        is_stored = standing.version == order.version
        return Fate(*named, "stored" if is_stored else "superseded")
    if parking is not None:
        return Fate(*named, "parked", parking.code, parking.reason, said=parking.said)
    return Fate(*named, "queued")


def _refused(refusal: Refusal) -> Fate:
    return Fate(
        refusal.index,
        refusal.source,
        refusal.number,
        refusal.version,
        "refused",
        code="invalid",
        faults=refusal.faults,
        more_count=refusal.more_count,
    )
