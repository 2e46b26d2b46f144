"""Orders handed in by one call, and how far each of them has come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from promenade.customer.order.model.order import Order, Standing
from promenade.kit.values import Value

Progress = Literal["queued", "stored", "superseded", "parked"]


class Submitted(Value, frozen=True):
    source: str
    number: str
    version: int
    fingerprint: str


class Submission(Value, frozen=True):
    """`actor` is `kind:id` of who handed it in."""

    id: str
    actor: str
    submitted_at: datetime
    orders: tuple[Submitted, ...]


class Parking(Value, frozen=True):
    """Why the order at `index` of a submission lies in the dead-letter queue."""

    index: int
    code: str
    reason: str


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
    kept, and replayed by the shop's staff. `superseded`: a newer version is there."""

    source: str
    number: str
    version: int
    progress: Progress
    code: str | None
    reason: str | None


Standings = Mapping[tuple[str, str], Standing]


def submitted(order: Order) -> Submitted:
    document = order.document
    return Submitted(document.source, document.number, document.version, order.fingerprint)


def fates(
    submission: Submission, standings: Standings, parked: Mapping[int, Parking]
) -> tuple[Fate, ...]:
    """What is stored outweighs what was parked once: it may have been replayed since."""
    return tuple(
        _fate(order, standings.get((order.source, order.number)), parked.get(index))
        for index, order in enumerate(submission.orders)
    )


def is_settled(order: Submitted, standing: Standing | None) -> bool:
    """Whether the table alone says what became of it."""
    if standing is None or standing.version < order.version:
        return False
    return standing.version > order.version or standing.fingerprint == order.fingerprint


def _fate(order: Submitted, standing: Standing | None, parking: Parking | None) -> Fate:
    named = (order.source, order.number, order.version)
    if is_settled(order, standing) and standing is not None:
        is_stored = standing.version == order.version
        return Fate(*named, "stored" if is_stored else "superseded", None, None)
    if parking is not None:
        return Fate(*named, "parked", parking.code, parking.reason)
    return Fate(*named, "queued", None, None)
