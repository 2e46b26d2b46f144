"""The running amounts of a cart while it is being priced."""

from collections.abc import Sequence

from promenade.base.promotion.model.cart import Line
from promenade.base.promotion.model.matching import Coverage
from promenade.kit.values import Value


class GrantedGift(Value, frozen=True):
    """`units` that a promotion gave; `units_in_cart` of them are lines of the cart already, and
    free there."""

    sku: str
    units: int
    units_in_cart: int


class State:
    """What the buyer would pay right now.

    Promotions work on forks, so a refusal leaves no trace and a settled state never changes.
    `totals[i]` is line i's amount; `served[i]` its units that have already served in a set.
    """

    __slots__ = ("gifts", "served", "shipping", "totals")

    def __init__(
        self,
        totals: list[int],
        served: Sequence[int],
        shipping: int,
        gifts: tuple[GrantedGift, ...] = (),
    ) -> None:
        self.totals = totals
        self.served = served
        self.shipping = shipping
        self.gifts = gifts

    def fork(self) -> "State":
        return State(self.totals.copy(), self.served, self.shipping, self.gifts)


class Desk(Value, frozen=True):
    """What stays put while a stage is priced: the lines, their unit prices, their floors.

    `floors[i]` is the least that line i as a whole may come to (N10); `coverage` knows which
    lines a scope covers, among those the stage is open to.
    """

    lines: tuple[Line, ...]
    quantities: list[int]
    prices: list[int]
    floors: list[int]
    has_floors: bool
    has_activities: bool
    coverage: Coverage

    def remaining(self, state: State, index: int, count: int) -> int:
        """The running amount of `count` of line `index`'s units."""
        total, quantity = state.totals[index], self.quantities[index]
        return total if count == quantity else total * count // quantity
