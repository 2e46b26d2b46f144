"""The running amounts of a cart while it is being priced."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from promenade.base.promotion.model.cart import Line
from promenade.base.promotion.model.matching import Coverage
from promenade.base.promotion.model.reasons import Reason
from promenade.kit.values import Value


class GrantedGift(Value, frozen=True):
    """`units` that a promotion gave; `units_in_cart` of them are lines of the cart already, and
    free there."""

    sku: str
    units: int
    units_in_cart: int


class Claim(NamedTuple):
    """Units of a line that serve in sets. The others came to `free_minor` of the line's
    `total_minor` then, and come to the same share of whatever is left of it later."""

    units: int
    free_minor: int
    total_minor: int

    def free_of(self, total: int) -> int:
        return self.free_minor * total // self.total_minor if self.total_minor else 0


class State(msgspec.Struct, gc=False):
    """What the buyer would pay right now.

    Promotions work on forks, so a refusal leaves no trace and a settled state never changes.
    `totals[i]` is line i's amount, `claims[i]` what serves of it in sets of this stage (N27);
    `hindrance` says why an act gave nothing.
    """

    totals: list[int]
    shipping: int
    gifts: tuple[GrantedGift, ...] = ()
    claims: Mapping[int, Claim] = {}
    hindrance: Reason | None = None

    def fork(self) -> "State":
        return State(self.totals.copy(), self.shipping, self.gifts, self.claims)


class Desk(Value, frozen=True, gc=False):
    """What stays put while a stage is priced: the lines, their unit prices, their floors.

    `floors[i]` is the least that line i as a whole may come to (N10); `coverage` knows which
    lines a scope covers, among those the stage is open to, `present` among all but gifts.
    """

    lines: tuple[Line, ...]
    quantities: list[int]
    prices: list[int]
    floors: list[int]
    has_floors: bool
    has_activities: bool
    coverage: Coverage
    present: Coverage
