"""What becomes of each order of a soak, as its seed and number tell: whoever is killed is followed
by one who does the same again, and all that is there in the end is known beforehand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

SKUS = ("MUG-S", "MUG-L")
AMPLE = "MUG-S"
"""Of this there are as many units as all orders together may ask for."""

MOST_UNITS = 3


@dataclass(frozen=True)
class Life:
    """A payment is told of `told_count` times, another one of the same order perhaps too, and
    before them perhaps one of another amount than is due."""

    name: str
    sku: str
    quantity: int
    wants_coupon: bool
    told_count: int
    pays_again: bool
    gives_up: bool
    mispays: bool

    @property
    def end(self) -> str:
        """What is paid cannot be given up by its buyer; what is neither is timed out."""
        if self.told_count or self.pays_again:
            return "paid"
        return "user" if self.gives_up else "timeout"

    @property
    def payout_count(self) -> int:
        return self.mispays + (bool(self.told_count) and self.pays_again)


def life(seed: int, number: int) -> Life:
    rng = Random(f"{seed} {number}")
    return Life(
        f"{seed:04d}-{number:06d}",
        rng.choice(SKUS),
        rng.randint(1, MOST_UNITS),
        rng.random() < 0.8,
        rng.choice((1, 1, 2)) if rng.random() < 0.6 else 0,
        rng.random() < 0.1,
        rng.random() < 0.4,
        rng.random() < 0.1,
    )


def expected(lives: Iterable[Life]) -> dict[str, Any]:
    """Of an order each, after recovery: as `soaking` tells it."""
    known = list(lives)
    return {
        "orders": len(known),
        "ends": dict(Counter(each.end for each in known)),
        "payouts": sum(each.payout_count for each in known),
        "unsent": 0,
        "differences": [],
    }
