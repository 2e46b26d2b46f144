"""What every effect answers, and what it works with."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Self

from promenade.base.promotion.model.bounds import Names
from promenade.base.promotion.model.effects.off import PriceAfter
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault
from promenade.kit.values import Kind, Value

# Gives what an effect gives to the lines it covers, and returns how much that is; where a set
# keeps it from giving, it leaves the reason in the state.
Act = Callable[[Desk, State, Sequence[int]], int]
# How an effect asks for lines besides its own: by scope when compiled, by desk when it acts.
LinesOf = Callable[[Desk], Sequence[int]]
Locate = Callable[[Scope], LinesOf]


def no_act(_desk: Desk, _state: State, _lines: Sequence[int]) -> int:
    """Of an effect that sets unit prices alone."""
    return 0


class Remaining(StrEnum):
    """What a clearance goes by: units that are left, or days until goods expire."""

    STOCK = "stock"
    DAYS = "days"


class Standing(Value, frozen=True):
    """Where a SKU stands in a clearance: `left` units or days. The step it has reached holds from
    `at_most` down, the next one from `next_at_most`; None before the first and after the last."""

    sku: str
    by: Remaining
    left: int
    at_most: int | None
    next_at_most: int | None


class Miss(NamedTuple):
    """Why a line has no price, and of how many units at least it would have one."""

    reason: Reason
    least: int | None = None


class UnitPricing(NamedTuple):
    """How the units of a line, by its index, are priced; how it stands, where that is all it goes
    by."""

    price_for: Callable[[Desk, int], PriceAfter | Miss]
    standing: Callable[[Desk, int], Standing | None] | None = None


class EffectKind(Kind, frozen=True, kw_only=True):
    """An effect adds its fields and `compiled(locate) -> Act`, and says otherwise where this is
    not what it means. No `channels` means any, an empty list means none.
    """

    channels: Names | None = None

    @property
    def open_in(self) -> frozenset[str] | None:
        return None if self.channels is None else frozenset(self.channels)

    @property
    def scope(self) -> Scope:
        """The lines it covers of those that its promotion covers."""
        return EVERYTHING

    @property
    def most_minor(self) -> int | None:
        """What it certainly takes off no more than, of whatever cart; None where that grows."""
        return None

    @property
    def face_minor(self) -> int | None:
        """The fixed amount that it takes off where the cart has as much."""
        return None

    def left_of(self, amount_minor: int) -> int:
        """What certainly remains of a cart of so much."""
        return amount_minor

    @property
    def gives_units(self) -> bool:
        """Whether it gives units for nothing."""
        return False

    @property
    def stocked_gifts(self) -> tuple[str, ...]:
        """SKUs that it gives as far as there are any."""
        return ()

    @property
    def goes_by_stock(self) -> bool:
        """Whether it asks how many units are left of its lines."""
        return False

    @property
    def stock_levels(self) -> tuple[int, ...]:
        """Of how many units that are left it does something else."""
        return ()

    def by_stock(self) -> Self:
        """The same, going by what is left if it goes by a date."""
        return self

    def changes(self, _zone: str) -> Iterator[datetime]:
        """When it starts to do something else, by the clock alone."""
        yield from ()

    def unit_pricing(self, _zone: str) -> UnitPricing | None:
        """How it sets prices in the unit stage; days are those of the zone."""
        return None

    def misplaced(self, stage: Stage, at: str) -> Iterator[Fault]:
        """What keeps it from this stage; `at` points to it."""
        if stage is Stage.UNIT:
            yield Fault(f"{at}/kind", "not_in_stage", "The unit stage sets unit prices only.")
        elif stage is Stage.SHIPPING:
            yield Fault(f"{at}/kind", "not_in_stage", "This stage is about shipping only.")

    def faults(self, at: str) -> Iterator[Fault]:
        """What it cannot mean in any stage."""
        yield from self.scope.faults(f"{at}/scope")
