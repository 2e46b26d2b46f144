"""An order's use of a promotion, and how often its buyer has it.

| item | pk | sk |
|---|---|---|
| use | `CLAIM#<holder>` | `USE#<promotion>` |
| what it takes of an allotment | `CLAIM#<holder>` | `<promotion>#total`, `#budget`, `#sku:<SKU>` |
| tally of a buyer | `BUYER#<buyer>` | `<promotion>`, `<promotion>#<day>`, `<promotion>#sku:<SKU>` |
| of units of all SKUs | `BUYER#<buyer>` | `<promotion>#units` |
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial, reduce
from operator import and_
from typing import Any

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.counted import day_of, sku_of
from promenade.base.promotion.store.records import LimitRecord
from promenade.contracts.promotions import LimitReached, UseConflict
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_claims import ClaimState
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document, replace

_BEFORE: Mapping[ClaimState, ClaimState] = {
    "committed": "held",
    "released": "held",
    "expired": "held",
    "returned": "committed",
}


_OF_ALL_UNITS = "units_per_buyer"


class Tally(Document, frozen=True):
    """One that the use counts in, and its limit: `day` is empty for that of all days, `sku` for
    that of orders and of all units."""

    limit: str
    most: int
    day: str = ""
    sku: str = ""
    amount: int = 1

    @property
    def is_of_units(self) -> bool:
        return bool(self.sku) or self.limit == _OF_ALL_UNITS

    @property
    def name(self) -> str:
        """Among those of a buyer and promotion."""
        if self.sku:
            return f"#sku:{self.sku}"
        if self.limit == _OF_ALL_UNITS:
            return "#units"
        return f"#{self.day}" if self.day else ""


class Held(Document, frozen=True):
    """What a use of the promotion has taken: amounts by key of an allotment, and a place in the
    buyer's tallies."""

    promotion_id: str
    amounts: dict[str, int]
    buyer: str | None = None
    tallies: tuple[Tally, ...] = ()


def tallies_of(promotion: Promotion, units: Mapping[str, int], at: datetime) -> tuple[Tally, ...]:
    """That a use counts in, of so many units by SKU."""
    limits, of_orders = promotion.limits, list[Tally]()
    if limits.per_buyer is not None:
        of_orders.append(Tally("per_buyer", limits.per_buyer))
    if limits.per_buyer_day is not None:
        of_orders.append(Tally("per_buyer_day", limits.per_buyer_day, day_of(promotion, at)))
    of_units = [
        Tally("sku_per_buyer", each.per_buyer, sku=each.sku, amount=units[each.sku])
        for each in limits.by_sku
        if each.per_buyer is not None and units.get(each.sku)
    ]
    if limits.units_per_buyer is not None and units:
        of_units.append(Tally(_OF_ALL_UNITS, limits.units_per_buyer, amount=sum(units.values())))
    return (*of_orders, *of_units)


def tally_key(buyer: str, promotion_id: str, tally: Tally) -> tuple[str, str]:
    return f"BUYER#{buyer}", f"{promotion_id}{tally.name}"


def take(holder: str, held: Held, until: datetime, stamp: Stamp) -> Part:
    record = _use(holder, held.promotion_id, stamp)
    record.state, record.due_at = "held", until
    record.body = msgspec.json.encode(held).decode()
    first = Write("Put", record, LimitRecord.pk.does_not_exist())
    counted = tuple(_count(held, tally, tally.amount) for tally in held.tallies)
    return Part((first, *counted), partial(_not_taken, holder, held))


def find(holder: str, promotion_ids: Iterable[str]) -> dict[str, LimitRecord]:
    """By id of the promotion."""
    keys = [(f"CLAIM#{holder}", f"USE#{id_}") for id_ in promotion_ids]
    found = dynamo.find_many(LimitRecord, keys, consistent=True)
    return {record.sk.removeprefix("USE#"): record for record in found}


def held_by(record: LimitRecord) -> Held:
    return msgspec.json.decode(record.body, type=Held)


def turn(
    record: LimitRecord, state: ClaimState, stamp: Stamp, conditions: Iterable[Condition] = ()
) -> Part:
    """On from what was found; who gives it up is counted no longer."""
    held, holder = held_by(record), record.pk.removeprefix("CLAIM#")
    turned = _use(holder, held.promotion_id, stamp)
    turned.state = state
    is_before = reduce(and_, conditions, LimitRecord.state == _BEFORE[state])
    first = Write("Update", turned, is_before, turned.changes())
    given_up = held.tallies if state != "committed" else ()
    counted = tuple(_count(held, tally, -tally.amount) for tally in given_up)
    return Part((first, *counted), partial(_not_turned, holder, held.promotion_id))


def returning(record: LimitRecord, units: Mapping[str, int], stamp: Stamp) -> Part:
    """A committed use goes on with so many units fewer of each SKU."""
    held, holder = held_by(record), record.pk.removeprefix("CLAIM#")
    less = {tally: _units_of(tally, units) for tally in held.tallies}
    tallies = [replace(tally, amount=tally.amount - n) for tally, n in less.items()]
    left = {key: n - units.get(_sku_in(key), 0) for key, n in held.amounts.items()}
    turned = _use(holder, held.promotion_id, stamp)
    turned.body = msgspec.json.encode(
        replace(
            held,
            amounts={key: n for key, n in left.items() if n},
            tallies=tuple(tally for tally in tallies if tally.amount),
        )
    ).decode()
    is_same = (LimitRecord.state == "committed") & (LimitRecord.body == record.body)
    first = Write("Update", turned, is_same, turned.changes())
    counted = tuple(_count(held, tally, -n) for tally, n in less.items() if n)
    return Part((first, *counted), partial(_not_turned, holder, held.promotion_id))


def counts(held: Held, units: Mapping[str, int]) -> bool:
    """Whether any limit of units has counted these."""
    return bool(units_in(held, units)) or any(_units_of(each, units) for each in held.tallies)


def units_in(held: Held, units: Mapping[str, int]) -> dict[str, int]:
    """What of these units it has taken of allotments, by key."""
    taken = {key: units.get(_sku_in(key), 0) for key in held.amounts}
    return {key: count for key, count in taken.items() if count}


def _sku_in(key: str) -> str:
    """Of a quota; empty for other allotments."""
    return sku_of(key.partition("#")[2]) or ""


def _units_of(tally: Tally, units: Mapping[str, int]) -> int:
    """That it counts of them, none where it counts orders."""
    return units.get(tally.sku, 0) if tally.sku else sum(units.values()) * tally.is_of_units


def conflict(holder: str, promotion_id: str, state: str | None) -> UseConflict:
    told = f"{promotion_id} is {worded(state or 'not used')} for {holder}."
    return UseConflict(told, promotion_id=promotion_id, state=state, holder=holder)


def reached(promotion_id: str, tally: Tally) -> LimitReached:
    told = "One buyer may have no more of the promotion."
    sku = {"sku": tally.sku} if tally.sku else {}
    return LimitReached(told, promotion_id=promotion_id, limit=tally.limit, **sku)


def quota_reached(promotion_id: str, sku: str, asked: int, left: int) -> LimitReached:
    told = f"The promotion has {left} units of {sku} left, {asked} are asked for."
    of_sku: dict[str, str | int] = {"sku": sku, "asked_count": asked, "left_count": left}
    return LimitReached(told, promotion_id=promotion_id, limit="sku_quota", **of_sku)


def too_many_units(promotion_id: str) -> LimitReached:
    told = "One order may have fewer units of the promotion."
    return LimitReached(told, promotion_id=promotion_id, limit="units_per_order")


def used_up(promotion_id: str, limit: str) -> LimitReached:
    told = "The promotion has been used as often as it may."
    return LimitReached(told, promotion_id=promotion_id, limit=limit)


def _use(holder: str, promotion_id: str, stamp: Stamp) -> LimitRecord:
    return LimitRecord(f"CLAIM#{holder}", f"USE#{promotion_id}").stamped(stamp)


def _count(held: Held, tally: Tally, delta: int) -> Write:
    item = LimitRecord(*tally_key(f"{held.buyer}", held.promotion_id, tally))
    is_below = LimitRecord.used <= tally.most - tally.amount
    is_below |= LimitRecord.used.does_not_exist()
    return Write("Update", item, is_below if delta > 0 else None, [LimitRecord.used.add(delta)])


def _not_taken(holder: str, held: Held, lost: ConditionFailed) -> DomainError:
    met: Any = lost.old[0]
    if lost.failed[0]:
        return conflict(holder, held.promotion_id, met.state if met else None)
    return reached(held.promotion_id, held.tallies[lost.failed.index(True) - 1])


def _not_turned(holder: str, promotion_id: str, lost: ConditionFailed) -> DomainError:
    met: Any = lost.old[0]
    return conflict(holder, promotion_id, met.state if met else None)
