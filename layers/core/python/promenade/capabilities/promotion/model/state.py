"""The running amounts of a cart while it is being priced."""

from dataclasses import dataclass

from promenade.capabilities.promotion.model.cart import Line
from promenade.capabilities.promotion.model.matching import Matches


@dataclass(slots=True)
class Granted:
    """Gift units a promotion gave; `in_cart` of them are lines the cart already holds."""

    sku: str
    count: int
    in_cart: int


@dataclass(slots=True)
class State:
    """What the buyer would pay right now. Promotions work on forks, so refusals leave no trace.

    `totals[i]` is line i's amount; `served[i]` its units that a BuyGet has already used.
    """

    totals: list[int]
    served: list[int]
    shipping: int
    gifts: tuple[Granted, ...] = ()

    def fork(self) -> "State":
        return State(self.totals.copy(), self.served, self.shipping, self.gifts)

    @property
    def payable(self) -> int:
        return sum(self.totals) + self.shipping


@dataclass(slots=True)
class Desk:
    """What stays put while a stage is priced: the lines, their unit prices, their floors.

    `floors[i]` is the least that line i as a whole may come to (N10); `matches` knows which lines
    a scope covers, among those the stage is open to.
    """

    lines: tuple[Line, ...]
    quantities: list[int]
    prices: list[int]
    floors: list[int]
    matches: Matches

    def units_left(self, state: State, index: int, count: int) -> int:
        """The running amount of `count` of line `index`'s units."""
        total, quantity = state.totals[index], self.quantities[index]
        return total if count == quantity else total * count // quantity
