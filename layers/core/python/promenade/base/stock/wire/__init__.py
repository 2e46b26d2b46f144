"""Stock on the wire."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.stock.model import EntryKind, Movement, MovementKind, MoveStock
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.paging import Page

Count = Annotated[int, Meta(ge=0, le=999_999_999)]
Difference = Annotated[int, Meta(ge=-999_999_999, le=999_999_999)]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]


class Receipt(Strict, frozen=True, tag="receive", tag_field="kind"):
    """Units that came in."""

    count: Annotated[int, Meta(ge=1, le=999_999_999)]
    reason: Reason


class Adjustment(Strict, frozen=True, tag="adjust", tag_field="kind"):
    """A signed difference: breakage, loss, a correction."""

    count: Difference
    reason: Reason


class StockTake(Strict, frozen=True, tag="stock_take", tag_field="kind"):
    """What was counted on the shelf."""

    count: Count
    reason: Reason


MovementBody = Receipt | Adjustment | StockTake

_KIND_OF: dict[type[Strict], MovementKind] = {
    Receipt: "receive",
    Adjustment: "adjust",
    StockTake: "stock_take",
}


class SafetyBody(Strict, frozen=True):
    safety_count: Count


class LevelView(View, frozen=True):
    sku: str
    on_hand_count: int
    reserved_count: int
    safety_count: int
    available_count: int
    version: int


class MovementView(View, frozen=True):
    id: str
    sku: str
    kind: EntryKind
    delta_count: int
    reason: str
    balance_count: int
    occurred_at: datetime
    actor: str


class MovementPage(View, frozen=True):
    items: list[MovementView]
    next: str | None


def read_movement(movement_id: str, sku: str, body: MovementBody) -> MoveStock:
    if isinstance(body, Adjustment) and body.count == 0:
        raise Invalid([Fault("/count", "zero", "An adjustment changes something.")])
    return MoveStock(movement_id, sku, _KIND_OF[type(body)], body.count, body.reason)


def show_movements(page: Page[Movement], cursor: str | None) -> MovementPage:
    items = [show(movement, MovementView) for movement in page.items]
    return MovementPage(items=items, next=cursor)
