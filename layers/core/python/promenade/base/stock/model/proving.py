"""What has to be true of a level, its ledger and its pools at any time, and what contradicts it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from promenade.base.stock.model import Movement
from promenade.kit.values import Value

FaultKind = Literal["available", "reserved", "entry", "ledger", "pools", "shards", "reservations"]


class Counts(Value, frozen=True):
    """All that is stored of one level. `turns` and `version` tell it from any other state."""

    version: int
    turns: int
    on_hand_count: int
    safety_count: int
    reserved_count: int
    available_count: int
    lent_count: int


class Proof(Value, frozen=True):
    """The ledger was summed up to this version, and came to this."""

    version: int = 0
    on_hand_count: int = 0


class StockFault(Value, frozen=True):
    """`expected_count` is what the books come to, `found_count` what is stored; `about` is the
    movement or the pool, if it is one of them."""

    kind: FaultKind
    expected_count: int
    found_count: int
    about: str = ""


class Faults(Value, frozen=True):
    """Of one place; none where they were put right."""

    sku: str
    warehouse: str
    found: tuple[StockFault, ...]


def level_faults(counts: Counts) -> list[StockFault]:
    free = counts.on_hand_count - counts.safety_count - counts.reserved_count
    faults = []
    if counts.available_count != free or free < 0:
        faults.append(StockFault("available", max(free, 0), counts.available_count))
    if not 0 <= counts.lent_count <= counts.reserved_count:
        faults.append(StockFault("reserved", counts.lent_count, counts.reserved_count))
    return faults


def summed(since: Proof, entries: Sequence[Movement]) -> tuple[Proof, list[StockFault]]:
    """On from there, as far as the entries go or one says another balance than they come to."""
    for entry in entries:
        on_hand = since.on_hand_count + entry.delta_count
        if entry.balance_count != on_hand:
            return since, [StockFault("entry", on_hand, entry.balance_count, entry.id)]
        since = Proof(entry.level_version, on_hand)
    return since, []


def ledger_faults(counts: Counts, proof: Proof) -> list[StockFault]:
    """Of a ledger that was summed to its end."""
    if proof.on_hand_count == counts.on_hand_count:
        return []
    return [StockFault("ledger", proof.on_hand_count, counts.on_hand_count)]


def pool_faults(counts: Counts, totals: Mapping[str, int]) -> list[StockFault]:
    """`totals` by pool: what each was lent and did not give back."""
    lent = sum(totals.values())
    return [] if lent == counts.lent_count else [StockFault("pools", lent, counts.lent_count)]


def drift_of(counts: Counts, totals: Mapping[str, int], held_count: int) -> int:
    """How many more are reserved than reservations hold and pools were lent."""
    return counts.reserved_count - sum(totals.values()) - held_count


def drift_faults(counts: Counts, drift: int) -> list[StockFault]:
    reserved = counts.reserved_count
    return [StockFault("reservations", reserved - drift, reserved)] if drift else []


def shard_faults(pool: str, total: int, found: int) -> list[StockFault]:
    return [] if total == found else [StockFault("shards", total, found, pool)]
