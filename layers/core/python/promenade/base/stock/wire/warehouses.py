"""Warehouses, transfers between them, and what they have of many SKUs, on the wire."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.stock.model import Level
from promenade.base.stock.model.transfers import TransferStock
from promenade.base.stock.model.warehouses import Warehouse
from promenade.base.stock.wire import Reason, Spelt, read_codes
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Priority = Annotated[int, Meta(ge=-1_000, le=1_000)]
"""Orders are sent from those with a higher one first."""


class NewWarehouseBody(Strict, frozen=True):
    code: Spelt
    name: Name
    priority: Priority = 0


class WarehouseBody(Strict, frozen=True):
    """One with nothing in it can be closed, and opened again."""

    name: Name
    is_open: bool = True
    priority: Priority = 0


class WarehouseView(View, frozen=True):
    code: str
    name: str
    is_open: bool
    priority: int
    version: int


class WarehouseList(View, frozen=True):
    items: list[WarehouseView]


class TransferBody(Strict, frozen=True):
    """From the warehouse `source` to the warehouse `target`."""

    source: Spelt
    target: Spelt
    count: Annotated[int, Meta(ge=1, le=999_999_999)]
    reason: Reason


class TransferView(View, frozen=True):
    """The balances are what is on hand in either warehouse then."""

    id: str
    sku: str
    source: str
    target: str
    count: int
    reason: str
    source_balance_count: int
    target_balance_count: int
    occurred_at: datetime
    actor: str


class AvailabilityBody(Strict, frozen=True):
    skus: Annotated[list[Spelt], Meta(min_length=1, max_length=100)]


class ThereView(View, frozen=True):
    warehouse: str
    on_hand_count: int
    reserved_count: int
    safety_count: int
    available_count: int


class AvailabilityView(View, frozen=True):
    """`available_count` is the sum over the warehouses that ever had the SKU."""

    sku: str
    available_count: int
    warehouses: list[ThereView]


class AvailabilityList(View, frozen=True):
    items: list[AvailabilityView]


def read_new_warehouse(body: NewWarehouseBody) -> Warehouse:
    (code,) = read_codes({"/code": body.code})
    return Warehouse(code, body.name, priority=body.priority)


def read_warehouse(code: str, body: WarehouseBody) -> Warehouse:
    return Warehouse(code, body.name, body.is_open, priority=body.priority)


def show_warehouses(found: Sequence[Warehouse]) -> WarehouseList:
    return WarehouseList(items=[show(each, WarehouseView) for each in found])


def read_transfer(transfer_id: str, sku: str, body: TransferBody) -> TransferStock:
    spelt = {"/source": body.source, "/target": body.target}
    source, target = read_codes(spelt)
    if source == target:
        raise Invalid([Fault("/target", "same", "A transfer goes to another warehouse.")])
    return TransferStock(transfer_id, sku, source, target, body.count, body.reason)


def read_skus(body: AvailabilityBody) -> list[str]:
    """Each once, in the order of asking."""
    spelt = {f"/skus/{number}": sku for number, sku in enumerate(body.skus)}
    return list(dict.fromkeys(read_codes(spelt)))


def show_availability(found: Mapping[str, Sequence[Level]]) -> AvailabilityList:
    return AvailabilityList(items=[_show(sku, levels) for sku, levels in found.items()])


def _show(sku: str, levels: Sequence[Level]) -> AvailabilityView:
    return AvailabilityView(
        sku=sku,
        available_count=sum(level.available_count for level in levels),
        warehouses=[show(level, ThereView) for level in levels],
    )
