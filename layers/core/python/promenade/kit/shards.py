"""Allotments: an amount (units of stock, minor units of money, places) from which so many take at
once that it is split over shards, each an item with a partition key of its own.

Over an allotment's shards, Σ (left + held + spent) = its total at any time. What is left is in
open shards alone: as it falls they close, and what one has left goes to another, until a single
one decides about the last unit. What is held or spent stays where it was taken from.
`kit.dynamo_shards` stores shards, `kit.dynamo_claims` what is taken of them.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Literal

from promenade.kit.errors import DomainError
from promenade.kit.values import Value

MOST_SHARDS = 64
"""As many as one transaction fills, beside what it fills them from."""

MOST_DRAWS = 16
_USUAL_CLAIMS = 4
"""A shard that is filled has room for so many."""

Place = Literal["left", "held", "spent"]


class Exhausted(DomainError):
    """Less is left than is asked for."""


class Shard(Value, frozen=True):
    """`rises` counts the writes that left more than was left before."""

    number: int
    left: int = 0
    held: int = 0
    spent: int = 0
    rises: int = 0
    is_open: bool = True


class Balance(Value, frozen=True):
    left: int = 0
    held: int = 0
    spent: int = 0

    @property
    def total(self) -> int:
        return self.left + self.held + self.spent


class Allotment(Value, frozen=True):
    """`usual` is the most that one claim usually takes. Shards from `open_count` on are closed,
    those from `probed_count` on are closing or closed, so that nobody looks there first."""

    key: str
    total: int
    usual: int
    probed_count: int
    open_count: int
    made_count: int
    version: int


class Draw(Value, frozen=True):
    """What a claim takes from one shard."""

    shard: int
    amount: int


def shards_for(rate_per_s: float, hold_s: float = 0.005) -> int:
    """For so many transactions a second, each at its shard for `hold_s`: a power of two. From the
    simulation in tests/bench, where 20 times their product leaves retries rare."""
    return _power_of_two_from(min(ceil(20 * rate_per_s * hold_s), MOST_SHARDS))


def count_for(left: int, usual: int, wanted: int) -> int:
    """How many shards of at most `wanted` what is left is enough for: a power of two."""
    return _power_of_two_to(min(wanted, left // (_USUAL_CLAIMS * usual)))


def open_for(left: int, usual: int, wanted: int) -> int:
    """How many of `wanted` shards stay open: so that the fullest has room for a usual claim."""
    return _power_of_two_to(min(wanted, left // usual))


def widened(before: Allotment, new: Allotment) -> Allotment:
    """With the total of a new one added, over as many shards as either has open."""
    count = max(before.open_count, new.open_count)
    return Allotment(
        key=before.key,
        total=before.total + new.total,
        usual=new.usual,
        probed_count=count,
        open_count=count,
        made_count=max(before.made_count, count),
        version=before.version + 1,
    )


def start_of(holder: str, count: int) -> int:
    """Where this holder looks first, on any machine and however often it comes."""
    digest = hashlib.sha256(holder.encode()).digest()
    return int.from_bytes(digest[:8]) % count


def share(amount: int, count: int) -> list[int]:
    """In equal parts, the first ones larger by one."""
    each, more = divmod(amount, count)
    return [each + (number < more) for number in range(count)]


def plan(shards: Sequence[Shard], amount: int, start: int) -> tuple[Draw, ...]:
    """From one shard, in the order of who starts at `start`, or from the fullest ones; nothing
    where MOST_DRAWS of them have too little."""
    order = sorted(shards, key=lambda shard: (shard.number - start) % len(shards))
    for shard in order:
        if shard.left >= amount:
            return (Draw(shard.number, amount),)
    draws: list[Draw] = []
    for shard in sorted(order, key=lambda shard: -shard.left)[:MOST_DRAWS]:
        draws.append(Draw(shard.number, min(shard.left, amount)))
        amount -= draws[-1].amount
        if not amount:
            return tuple(draws)
    return ()


def whole(shards: Iterable[Shard], place: Place = "left") -> tuple[Draw, ...]:
    """All that is in this place."""
    found = [(shard.number, getattr(shard, place)) for shard in shards]
    return tuple(Draw(number, amount) for number, amount in found if amount)


def portion(draws: Iterable[Draw], skipped: int, amount: int) -> tuple[Draw, ...]:
    """So much of what was drawn, after what was skipped."""
    found: list[Draw] = []
    for draw in draws:
        taken = min(max(draw.amount - skipped, 0), amount)
        skipped = max(skipped - draw.amount, 0)
        amount -= taken
        found += [Draw(draw.shard, taken)] if taken else []
    return tuple(found)


def balance(shards: Iterable[Shard]) -> Balance:
    found = Balance()
    for shard in shards:
        found = Balance(found.left + shard.left, found.held + shard.held, found.spent + shard.spent)
    return found


def faults(allotment: Allotment, shards: Sequence[Shard]) -> list[str]:
    """What contradicts the promise above, of an allotment and all of its shards as they were at
    one instant; nothing, ever."""
    found, wrong = balance(shards), []
    if found.total != allotment.total:
        told = f"{found.left} left, {found.held} held and {found.spent} spent"
        wrong.append(f"{told} are not {allotment.total}")
    for shard in shards:
        if min(shard.left, shard.held, shard.spent) < 0:
            wrong.append(f"shard {shard.number} is below zero")
        if shard.number >= allotment.open_count and shard.is_open:
            wrong.append(f"shard {shard.number} is open")
    return wrong


def has_risen(before: Mapping[int, Shard], after: Mapping[int, Shard]) -> bool:
    """Whether between two looks at the same shards anything may have been there that neither saw.
    If not, no more was left at the end of the first look than it saw in all."""
    return {n: each.rises for n, each in before.items()} != {
        n: each.rises for n, each in after.items()
    }


def _power_of_two_to(count: int) -> int:
    return 1 << max(count.bit_length() - 1, 0)


def _power_of_two_from(count: int) -> int:
    return 1 << max(count - 1, 0).bit_length()
