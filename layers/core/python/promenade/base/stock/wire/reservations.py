"""Reservations on the wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.stock.model import ReservationState
from promenade.base.stock.model.holdings import Holding
from promenade.base.stock.model.pools import SPREAD
from promenade.base.stock.wire import Spelt, read_codes
from promenade.contracts.references import NAME, NO_NAME
from promenade.contracts.stock import MAIN, Units, parts_of, place
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid

Holder = Annotated[str, Meta(max_length=128, pattern=NAME, extra={"says": NO_NAME})]
_OURS = "order_"
"""The numbers of orders that are placed here begin with it."""


class LineBody(Strict, frozen=True):
    """Of a warehouse, and of a pool of it, if it is to be of one."""

    sku: Spelt
    count: Annotated[int, Meta(ge=1, le=999_999)]
    warehouse: Spelt = MAIN
    pool: Spelt | None = None


Lines = Annotated[list[LineBody], Meta(min_length=1, max_length=20)]


class ReservationBody(Strict, frozen=True):
    """`holder` is the order that the units are for: it holds once. Units are held for `minutes`."""

    holder: Holder
    lines: Lines
    minutes: Annotated[int, Meta(ge=1, le=1440)] = 15


class ReturnBody(Strict, frozen=True):
    lines: Lines


class LineView(View, frozen=True):
    sku: str
    warehouse: str
    pool: str | None
    count: int
    returned_count: int


class ReservationView(View, frozen=True):
    """After `due_at` anybody may end what is held; until somebody does, it can be committed."""

    holder: str
    state: ReservationState
    due_at: datetime
    lines: list[LineView]
    version: int


def read_holder(body: ReservationBody) -> str:
    """Raises Invalid for the name of an order of ours."""
    if body.holder.startswith(_OURS):
        detail = "Orders that are placed here have such names. Send one of your own."
        raise Invalid([Fault("/holder", "not_yours", detail)])
    return body.holder


def read_units(lines: list[LineBody]) -> Units:
    """By place. Raises Invalid for what is no code, or stands there twice."""
    spelt: dict[str, str] = {}
    for number, line in enumerate(lines):
        spelt[f"/lines/{number}/sku"] = line.sku
        spelt[f"/lines/{number}/warehouse"] = line.warehouse
        spelt[f"/lines/{number}/pool"] = line.pool or SPREAD
    codes = iter(read_codes(spelt))
    triples = zip(codes, codes, codes, strict=True)
    places = [place(sku, where, _own(pool)) for sku, where, pool in triples]
    twice = [number for number, each in enumerate(places) if each in places[:number]]
    if twice:
        told = "Another line before it is of the same units."
        raise Invalid([Fault(f"/lines/{number}", "twice", told) for number in twice])
    return {each: line.count for each, line in zip(places, lines, strict=True)}


def _own(pool: str) -> str:
    """Who wants units of a SKU that is spread wants the SKU."""
    return "" if pool == SPREAD else pool


def show_reservation(holding: Holding) -> ReservationView:
    lines = [_line(where, count, holding.returned) for where, count in holding.units.items()]
    return ReservationView(
        holder=holding.holder,
        state=holding.state,
        due_at=holding.due_at,
        lines=lines,
        version=holding.version,
    )


def _line(where: str, count: int, returned: Mapping[str, int]) -> LineView:
    sku, warehouse, pool = parts_of(where)
    return LineView(
        sku=sku,
        warehouse=warehouse,
        pool=pool or None,
        count=count,
        returned_count=returned.get(where, 0),
    )
