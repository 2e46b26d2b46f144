"""The running amounts of a cart while it is being priced."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from promenade.base.promotion.model.cart import Line
from promenade.base.promotion.model.matching import Coverage
from promenade.base.promotion.model.reasons import Reason
from promenade.kit.values import Value


class GiftLine(Value, frozen=True):
    """So many units of a line of the cart are a gift, and free."""

    line_id: str
    units: int


class GrantedGift(Value, frozen=True):
    """`units` that a promotion gave; `units_in_cart` of them are on `lines` of the cart already.
    `instead_of` is the SKU that is out of stock."""

    sku: str
    units: int
    units_in_cart: int
    lines: tuple[GiftLine, ...] = ()
    instead_of: str | None = None


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
    `hindrance` says why an act gave nothing; when it `is_barred`, nothing else gives either.
    """

    totals: list[int]
    shipping: int
    gifts: tuple[GrantedGift, ...] = ()
    claims: Mapping[int, Claim] = {}
    hindrance: Reason | None = None
    is_barred: bool = False


class Desk(Value, frozen=True, gc=False):
    """What stays put while a stage is priced: the lines, their unit prices, their floors.

    `floors[i]` is the least that line i as a whole may come to (N10); `coverage` knows which
    lines a scope covers, among those the stage is open to, `present` among all but gifts. `stock`
    are available units by SKU, as far as they are known.
    """

    lines: tuple[Line, ...]
    quantities: list[int]
    prices: list[int]
    floors: list[int]
    has_floors: bool
    has_activities: bool
    coverage: Coverage
    present: Coverage
    stock: Mapping[str, int]
    at: datetime
