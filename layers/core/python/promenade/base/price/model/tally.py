"""What an adjustment comes to: counted over all of its SKUs, with the first refusals in full."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Literal

from promenade.base.price.model.change import Need
from promenade.base.price.model.terms import Terms
from promenade.kit.errors import MOST_FAULTS, Fault
from promenade.kit.values import Document

Result = Literal["in_force", "scheduled", "pending_approval", "unchanged", "rejected"]


class Row(Document, frozen=True):
    """What became of one SKU, or would; `before` is None where nothing was asked for it yet.
    `holds_from` is when its book lets the price begin, once it is agreed to."""

    sku: str
    result: Result
    before: Terms | None = None
    after: Terms | None = None
    change_id: str | None = None
    needs: tuple[Need, ...] = ()
    faults: tuple[Fault, ...] = ()
    holds_from: datetime | None = None

    @property
    def moves(self) -> bool:
        return self.result in ("in_force", "scheduled", "pending_approval")

    @property
    def added_minor(self) -> int:
        """To the sale price of one unit."""
        if self.before is None or self.after is None or not self.moves:
            return 0
        return self.after.sale_minor - self.before.sale_minor


class Refusal(Document, frozen=True):
    sku: str
    faults: tuple[Fault, ...]


class Tally(Document, frozen=True):
    """`raised_minor` and `lowered_minor` are the exposure: sums over one unit of each SKU. Of all
    refusals the first MOST_FAULTS stand here."""

    in_force_count: int = 0
    scheduled_count: int = 0
    pending_approval_count: int = 0
    unchanged_count: int = 0
    rejected_count: int = 0
    beyond_limit_count: int = 0
    below_cost_count: int = 0
    raised_minor: int = 0
    lowered_minor: int = 0
    refusals: tuple[Refusal, ...] = ()

    @property
    def sku_count(self) -> int:
        moving = self.in_force_count + self.scheduled_count + self.pending_approval_count
        return moving + self.unchanged_count + self.rejected_count

    @property
    def more_count(self) -> int:
        """Refusals that do not stand here."""
        return self.rejected_count - len(self.refusals)

    @property
    def unmoved(self) -> "Tally":
        """What of it asks for nothing to be done."""
        return Tally(
            unchanged_count=self.unchanged_count,
            rejected_count=self.rejected_count,
            refusals=self.refusals,
        )

    def plus(self, rows: Sequence[Row]) -> "Tally":
        results = Counter(each.result for each in rows)
        needs = Counter(chain.from_iterable(each.needs for each in rows))
        added = [each.added_minor for each in rows]
        refused = (Refusal(each.sku, each.faults) for each in rows if each.faults)
        return Tally(
            self.in_force_count + results["in_force"],
            self.scheduled_count + results["scheduled"],
            self.pending_approval_count + results["pending_approval"],
            self.unchanged_count + results["unchanged"],
            self.rejected_count + results["rejected"],
            self.beyond_limit_count + needs["beyond_limit"],
            self.below_cost_count + needs["below_cost"],
            self.raised_minor + sum(each for each in added if each > 0),
            self.lowered_minor - sum(each for each in added if each < 0),
            (*self.refusals, *refused)[:MOST_FAULTS],
        )
