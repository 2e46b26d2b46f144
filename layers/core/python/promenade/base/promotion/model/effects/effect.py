"""What every effect answers, and what it works with."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from promenade.base.promotion.model.bounds import Names
from promenade.base.promotion.model.effects.off import PriceAfter
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault
from promenade.kit.values import Kind

# Gives what an effect gives to the lines it covers, and returns how much that is; where a set
# keeps it from giving, it leaves the reason in the state.
Act = Callable[[Desk, State, Sequence[int]], int]
# How an effect asks for lines besides its own: by scope when compiled, by desk when it acts.
LinesOf = Callable[[Desk], Sequence[int]]
Locate = Callable[[Scope], LinesOf]


def no_act(_desk: Desk, _state: State, _lines: Sequence[int]) -> int:
    """Of an effect that sets unit prices alone."""
    return 0


class UnitPricing(NamedTuple):
    """How the units of a line are priced that has so many of them: at least `least`, or not at
    all."""

    price_for: Callable[[int], PriceAfter | None]
    least: int = 1


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

    def left_of(self, amount_minor: int) -> int:
        """What certainly remains of a cart of so much."""
        return amount_minor

    def unit_pricing(self) -> UnitPricing | None:
        """How it sets prices in the unit stage."""
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
