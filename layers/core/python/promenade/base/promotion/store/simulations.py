"""Simulations in DynamoDB.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| simulation | `SIMULATION#<id>` | `-` | `SIMULATIONS#<promotion>` | `<requested at>#<id>` |
| the book it goes by | `SIMULATION#<id>` | `BOOK#<part>` | | |
| a page's detail | `SIMULATION#<id>` | `PAGE#<six digits>#<part>` | | |
| one of those that run at once | `SIMULATIONS` | `SLOT#<number>` | | |

A page's detail, where it goes on and what asks for the next page are one write. Pages and books
are cleaned up after a month; a slot is free again after two hours, whatever became of who had it.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.simulation import Simulation, SimulationsBusy, State
from promenade.base.promotion.model.tally import Detail, Shift, SoldSku
from promenade.base.promotion.service.simulating import Pin, repeated
from promenade.base.promotion.store.items import VERSION, managed_of
from promenade.base.promotion.store.records import PromotionRecord
from promenade.contracts.promotion_facts import (
    SimulationAdvanced,
    SimulationCancelled,
    SimulationDone,
    SimulationFact,
    SimulationFailed,
    SimulationRequested,
)
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import Write
from promenade.kit.errors import NotFound, Stale
from promenade.kit.packs import packs
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

SLOTS = 5
"""So many run at once: the others are asked for again."""

_SLOT_LASTS = timedelta(hours=2)
_PAGES_LAST = timedelta(days=30)
_PART_BYTES = 300_000
_ENTRY_BYTES = 48
_BOOK, _PAGE, _AFTER = "BOOK#", "PAGE#", "~"
_simulation_of = msgspec.json.Decoder(Simulation)
_detail_of = msgspec.json.Decoder(Detail)
_pins_of = msgspec.json.Decoder(list[Pin])
_FACT_OF: dict[State, type[SimulationFact]] = {
    "QUEUED": SimulationRequested,
    "RUNNING": SimulationAdvanced,
    "DONE": SimulationDone,
    "FAILED": SimulationFailed,
    "CANCELLED": SimulationCancelled,
}


class DynamoSimulationStore:
    def add(self, simulation: Simulation, stamp: Stamp) -> Simulation:
        for slot in range(SLOTS):
            placed = replace(simulation, slot=slot)
            first = Write("Put", _item(placed, stamp), PromotionRecord.pk.does_not_exist())
            try:
                dynamo.transact([first, _take(placed, stamp)])
            except dynamo.ConditionFailed as lost:
                if met := lost.old[0]:
                    return repeated(_simulation_of.decode(met.body), stamp)
            else:
                return placed
        told = f"{SLOTS} simulations run at once: wait for one to end, or cancel it."
        raise SimulationsBusy(told, retry_after_s=60, most_count=SLOTS)

    def find(self, simulation_id: str) -> Simulation | None:
        record = dynamo.find(PromotionRecord, _key(simulation_id), "-", consistent=True)
        return _simulation_of.decode(record.body) if record else None

    def list_newest(
        self, promotion_id: str, limit: int, after: Position | None
    ) -> Page[Simulation]:
        place = Partition(f"SIMULATIONS#{promotion_id}", index="gsi1", newest_first=True)
        found = dynamo.page(PromotionRecord, place, limit=limit, after=after)
        return Page(tuple(_simulation_of.decode(each.body) for each in found.items), found.next)

    def put(
        self, simulation: Simulation, stamp: Stamp, *, pins: Sequence[Pin] = (), page: Detail | None
    ) -> None:
        record = _item(simulation, stamp)
        head = Write("Put", record, PromotionRecord.version == simulation.version - 1)
        beside = [*_book_items(simulation, pins, stamp)]
        if page is not None:
            beside += _page_items(simulation, page, stamp)
        try:
            dynamo.transact([head, *beside])
        except dynamo.ConditionFailed as lost:
            _refuse_others(lost.old[0], record)

    def pins(self, simulation_id: str) -> Sequence[Pin]:
        return [pin for body in _bodies(simulation_id, _BOOK) for pin in _pins_of.decode(body)]

    def pages(self, simulation: Simulation) -> Iterator[Detail]:
        return map(_detail_of.decode, _bodies(simulation.id, _PAGE))

    def terms_at(self, pins: Sequence[Pin]) -> Sequence[ManagedPromotion]:
        keys = [(f"PROMOTION#{id_}", f"{VERSION}{version:09}") for id_, version in pins]
        kept = dynamo.find_many(PromotionRecord, keys, consistent=True, only=["body"])
        every = [managed_of(record.body) for record in kept]
        found = {(managed.id, managed.version): managed for managed in every}
        missing = [pin for pin in pins if pin not in found]
        if missing:
            raise NotFound("A version is not there any more.", promotion_id=missing[0][0])
        return [found[pin] for pin in pins]

    def release(self, simulation: Simulation) -> None:
        slot = PromotionRecord("SIMULATIONS", _slot(simulation.slot))
        with suppress(dynamo.ConditionFailed):
            dynamo.apply(Write("Delete", slot, PromotionRecord.body == simulation.id))


def _item(simulation: Simulation, stamp: Stamp) -> PromotionRecord:
    return PromotionRecord(
        _key(simulation.id),
        "-",
        gsi1pk=f"SIMULATIONS#{simulation.promotion_id}",
        gsi1sk=f"{clock.to_wire(simulation.requested_at)}#{simulation.id}",
        version=simulation.version,
        body=msgspec.json.encode(simulation).decode(),
    ).stamped(stamp, _FACT_OF[simulation.state])


def _refuse_others(met: Record | None, record: PromotionRecord) -> None:
    """What was met may be this very page, counted before. Raises Stale."""
    if met is None or met.body != record.body:
        raise Stale("It has gone on since.", version=met.version if met else None)


def _take(simulation: Simulation, stamp: Stamp) -> Write:
    """A slot that nobody has, or has no longer."""
    record = PromotionRecord("SIMULATIONS", _slot(simulation.slot), body=simulation.id)
    record.expires_at = math.ceil((stamp.at + _SLOT_LASTS).timestamp())
    now = int(stamp.at.timestamp())
    is_free: Condition = PromotionRecord.pk.does_not_exist() | (PromotionRecord.expires_at <= now)
    return Write("Put", record, is_free)


def _book_items(simulation: Simulation, pins: Sequence[Pin], stamp: Stamp) -> Iterator[Write]:
    for part, pack in enumerate(packs(pins, _size_of_pin, most=len(pins), room=_PART_BYTES)):
        body = msgspec.json.encode(pack)
        yield _beside(simulation, f"{_BOOK}{part:03}", body, stamp)


def _page_items(simulation: Simulation, page: Detail, stamp: Stamp) -> Iterator[Write]:
    entries: list[tuple[str, SoldSku | Shift]] = [*page.skus.items(), *page.shifts.items()]
    parts = packs(entries, _size_of_entry, most=len(entries), room=_PART_BYTES)
    for part, pack in enumerate(parts):
        detail = Detail(
            {name: each for name, each in pack if isinstance(each, SoldSku)},
            {name: each for name, each in pack if isinstance(each, Shift)},
        )
        sk = f"{_PAGE}{simulation.page_count:06}#{part:03}"
        yield _beside(simulation, sk, msgspec.json.encode(detail), stamp)


def _beside(simulation: Simulation, sk: str, body: bytes, stamp: Stamp) -> Write:
    record = PromotionRecord(_key(simulation.id), sk, body=body.decode())
    record.expires_at = math.ceil((stamp.at + _PAGES_LAST).timestamp())
    return Write("Put", record)


def _bodies(simulation_id: str, kind: str) -> Iterator[str]:
    found = dynamo.all_between(
        PromotionRecord, _key(simulation_id), kind, f"{kind}{_AFTER}", consistent=True
    )
    return (record.body for record in found)


def _size_of_pin(pin: Pin) -> int:
    return len(pin[0]) + _ENTRY_BYTES


def _size_of_entry(entry: tuple[str, SoldSku | Shift]) -> int:
    return len(entry[0].encode()) + _ENTRY_BYTES


def _slot(number: int) -> str:
    return f"SLOT#{number}"


def _key(simulation_id: str) -> str:
    return f"SIMULATION#{simulation_id}"
