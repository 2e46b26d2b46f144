"""Stock on the wire."""

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from promenade.base.stock.model import EntryKind, Movement, MovementKind, MoveStock
from promenade.contracts.stock import MAIN, place
from promenade.kit.codes import NO_CODE, code, is_code
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page, PageQuery

Source = Literal["body", "query"]

Count = Annotated[int, Meta(ge=0, le=999_999_999)]
Difference = Annotated[int, Meta(ge=-999_999_999, le=999_999_999)]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]
Spelt = Annotated[str, Meta(min_length=1, max_length=200)]
"""A code as people type it; `read_codes` has it in its one form."""


class Receipt(Strict, frozen=True, tag="receive", tag_field="kind"):
    """Units that came in."""

    count: Annotated[int, Meta(ge=1, le=999_999_999)]
    reason: Reason
    warehouse: Spelt = MAIN


class Adjustment(Strict, frozen=True, tag="adjust", tag_field="kind"):
    """A signed difference: breakage, loss, a correction."""

    count: Difference
    reason: Reason
    warehouse: Spelt = MAIN


class StockTake(Strict, frozen=True, tag="stock_take", tag_field="kind"):
    """What was counted on the shelf: without units of orders that are paid, sent or not."""

    count: Count
    reason: Reason
    warehouse: Spelt = MAIN


MovementBody = Receipt | Adjustment | StockTake

_KIND_OF: dict[type[Strict], MovementKind] = {
    Receipt: "receive",
    Adjustment: "adjust",
    StockTake: "stock_take",
}


class SafetyBody(Strict, frozen=True):
    safety_count: Count
    warehouse: Spelt = MAIN


class AlertBody(Strict, frozen=True):
    """Tells, once each time, when available units come down to `low_count`; null for never."""

    low_count: Count | None
    warehouse: Spelt = MAIN


class WarehouseQuery(Strict, frozen=True):
    warehouse: Spelt = MAIN


class MovementQuery(PageQuery, frozen=True, kw_only=True):
    warehouse: Spelt = MAIN


class LevelView(View, frozen=True):
    """`on_hand_count` is without units of orders that are paid, sent or not: more may lie on the
    shelf."""

    sku: str
    warehouse: str
    on_hand_count: int
    reserved_count: int
    safety_count: int
    available_count: int
    low_count: int | None
    version: int


class MovementView(View, frozen=True):
    id: str
    sku: str
    warehouse: str
    kind: EntryKind
    delta_count: int
    reason: str
    balance_count: int
    occurred_at: datetime
    actor: str


class MadeMovementView(MovementView, frozen=True):
    """`warnings` are codes: `unknown_sku` where the catalogue has no such SKU by now."""

    warnings: list[Literal["unknown_sku"]]


class MovementPage(View, frozen=True):
    items: list[MovementView]
    next: str | None


def read_codes(spelt: Mapping[str, str], source: Source = "body") -> list[str]:
    """By pointer. Raises Invalid that names each that is none."""
    codes = {pointer: code(text) for pointer, text in spelt.items()}
    wrong = [pointer for pointer, found in codes.items() if not is_code(found)]
    if wrong:
        raise Invalid([Fault(pointer, "malformed", NO_CODE, source) for pointer in wrong])
    return list(codes.values())


def place_in_body(call: Call[Any, Any]) -> str:
    (warehouse,) = read_codes({"/warehouse": call.body.warehouse})
    return place(call.path["sku"], warehouse)


def place_in_query(call: Call[Any, Any]) -> str:
    (warehouse,) = read_codes({"/warehouse": call.query.warehouse}, "query")
    return place(call.path["sku"], warehouse)


def read_movement(movement_id: str, sku: str, body: MovementBody) -> MoveStock:
    if isinstance(body, Adjustment) and body.count == 0:
        raise Invalid([Fault("/count", "zero", "An adjustment changes something.")])
    (warehouse,) = read_codes({"/warehouse": body.warehouse})
    kind = _KIND_OF[type(body)]
    return MoveStock(movement_id, sku, kind, body.count, body.reason, warehouse)


def show_made(movement: Movement, catalogue: Container[str]) -> MadeMovementView:
    plain = msgspec.structs.asdict(show(movement, MovementView))
    known = movement.sku in catalogue
    return MadeMovementView(**plain, warnings=[] if known else ["unknown_sku"])


def show_movements(page: Page[Movement], cursor: str | None) -> MovementPage:
    items = [show(movement, MovementView) for movement in page.items]
    return MovementPage(items=items, next=cursor)
