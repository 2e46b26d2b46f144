"""Stock in memory, for tests of what uses it."""

from promenade.base.stock.model import Level, Movement
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.pages import page


class FakeStockStore:
    def __init__(self) -> None:
        self._levels: dict[str, Stored[Level]] = {}
        self._movements: dict[str, tuple[Movement, str]] = {}

    def find_level(self, sku: str) -> Stored[Level] | None:
        return self._levels.get(sku)

    def add_movement(self, movement: Movement, level: Level, stamp: Stamp) -> Movement:
        if done := self.find_movement(movement.id, stamp):
            return done
        if level.version != self._version(level.sku) + 1:
            raise Stale("The level has been changed since.")
        self._levels[level.sku] = Stored(level, stamp.fingerprint)
        self._movements[movement.id] = (movement, stamp.fingerprint)
        return movement

    def find_movement(self, movement_id: str, stamp: Stamp) -> Movement | None:
        if movement_id not in self._movements:
            return None
        movement, fingerprint = self._movements[movement_id]
        if fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another movement.")
        return movement

    def set_level(self, level: Level, stamp: Stamp) -> Level:
        stored = self._levels.get(level.sku)
        if stored is None:
            raise NotFound("There is no such thing here.")
        if stored.is_done(level.version - 1, stamp):
            return stored.value
        self._levels[level.sku] = Stored(level, stamp.fingerprint)
        return level

    def list_movements(self, sku: str, limit: int, after: Position | None) -> Page[Movement]:
        found = [each for each, _ in self._movements.values() if each.sku == sku]
        return page(sorted(found, key=lambda each: each.level_version), limit, after)

    def _version(self, sku: str) -> int:
        stored = self._levels.get(sku)
        return stored.value.version if stored else 0
