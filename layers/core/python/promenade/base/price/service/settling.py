"""One call that moves many prices, and what it was told."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from promenade.base.price.model.tally import Row
from promenade.base.price.service.adjusting import Adjuster, Adjustment
from promenade.base.price.service.judging import Ground
from promenade.base.price.service.ports import AdjustmentStore
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, Value


class Settled(Document, frozen=True):
    """What became of all SKUs of a call; `next` goes on with its category."""

    start: datetime
    rows: tuple[Row, ...]
    next: str | None = None


class Plan(Value, frozen=True):
    """The SKUs of a call, and what they are judged by."""

    skus: tuple[str, ...]
    ground: Ground
    next: str | None


class SettledStore(AdjustmentStore, Protocol):
    def settled(self, adjustment_id: str, stamp: Stamp) -> Settled | None:
        """None where it has not come to its end. Raises Conflict for another request."""
        ...

    def settle(self, adjustment_id: str, settled: Settled, stamp: Stamp) -> Settled:
        """Once; what was settled first."""
        ...


def adjust(
    asked: Adjustment, plan: Callable[[], Plan], stamp: Stamp, store: SettledStore
) -> Settled:
    """A repeated request answers as at first, one that broke off does what is missing. Raises
    what `plan` and Adjuster.rows do."""
    done = store.settled(asked.id, stamp)
    if done is not None:
        return done
    settled = settle(asked, plan(), stamp, store)
    return store.settle(asked.id, settled, stamp)


def settle(asked: Adjustment, plan: Plan, stamp: Stamp, store: AdjustmentStore) -> Settled:
    rows = Adjuster(asked, plan.ground, stamp, store).rows(plan.skus)
    return Settled(asked.start, tuple(rows), plan.next)
