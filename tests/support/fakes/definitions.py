"""What attributes the products of categories have, in memory."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence

from promenade.base.catalogue.model.attributes import Counted, Definitions, Uses
from promenade.base.catalogue.model.category import Category, CategoryGone
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.service.ports import Kept, Looked
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.made import is_done


class FakeDefinitions(ABC):
    def __init__(self) -> None:
        self._definitions: dict[str, Stored[Definitions]] = {}
        self._moves: dict[str, int] = {}
        self._turns = 0

    @abstractmethod
    def _live(self) -> Iterator[Category]: ...

    @abstractmethod
    def _sold(self) -> Iterator[Product]: ...

    def definition_turns(self) -> int:
        return self._turns

    def categories_below(self, path: Sequence[str]) -> Iterator[str]:
        above = tuple(path)
        return (e.id for e in self._live() if e.path[: len(above)] == above != e.path)

    def find_definitions(self, category: str) -> Kept | None:
        stored = self._definitions.get(category)
        return Kept(stored, self._uses(category)) if stored else None

    def put_definitions(
        self, before: Definitions | None, after: Definitions, looked: Looked, stamp: Stamp
    ) -> None:
        if is_done(self._definitions.get(after.category), before, after, stamp):
            return
        if looked.uses and looked.uses != self._uses(after.category):
            raise Counted("Values were counted meanwhile.")
        if after.category not in {each.id for each in self._live()}:
            raise CategoryGone("The category was removed or moved meanwhile.")
        self._take_turn(looked.turns)
        self._definitions[after.category] = Stored(after, stamp.fingerprint)

    def _take_turn(self, turns: int) -> None:
        if turns != self._turns:
            raise Counted("Others defined attributes meanwhile.")
        self._turns += 1

    def _uses(self, category: str) -> Uses:
        counted = [
            name for each in self._sold() for name, of in each.counted.items() if of == category
        ]
        return Uses(dict(Counter(counted)), self._moves.get(category, 0))
