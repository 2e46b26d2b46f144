"""How many of a template's coupons are gone, and what was told of it."""

from typing import Literal

from promenade.kit.values import Document, replace

Level = Literal["free", "nearly", "all"]
NEARLY_BP = 8_000
_ALL_BP = 10_000
RANKS: dict[Level, int] = {"free": 0, "nearly": 1, "all": 2}


class Meter(Document, frozen=True):
    """As of the last reading that was other than the one before: `nearly` from 80 % of the total
    on, `all` from all of it on."""

    id: str
    version: int = 0
    issued_count: int = 0
    total_count: int = 0

    @property
    def level(self) -> Level:
        share_bp = self.issued_count * _ALL_BP // self.total_count if self.total_count else 0
        if share_bp >= _ALL_BP:
            return "all"
        return "nearly" if share_bp >= NEARLY_BP else "free"


def read(before: Meter, issued: int, total: int) -> Meter:
    """The same where the level is, else its next version."""
    found = replace(before, issued_count=issued, total_count=total)
    return before if found.level == before.level else replace(found, version=before.version + 1)
