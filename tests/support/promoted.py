"""One who joins: orders use promotions together with an item of their own.

Knows the contract of promotions and nothing of their keys, as a capability would."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from promenade.contracts.promotions import PromotionHolds, Use
from promenade.kit import holds
from promenade.kit.dynamo import Write
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from tests.support.baskets import BasketRecord, Offers


class Orders:
    def __init__(self, promotions: PromotionHolds) -> None:
        self.holds = promotions

    def place(self, order: str, buyer: str | None, uses: Sequence[Use], stamp: Stamp) -> None:
        until = stamp.at + timedelta(minutes=15)
        self._note(order, stamp, lambda: self.holds.hold(order, buyer, uses, until, stamp))

    def end(self, step: str, order: str, promotion_ids: Iterable[str], stamp: Stamp) -> None:
        ids = list(promotion_ids)
        self._note(order, stamp, lambda: getattr(self.holds, step)(order, ids, stamp))

    def give_back(self, order: str, units: Mapping[str, Mapping[str, int]], stamp: Stamp) -> None:
        self._note(order, stamp, lambda: self.holds.return_units(order, units, stamp))

    def _note(self, order: str, stamp: Stamp, offers: Offers) -> None:
        """An item that refuses nothing, so that the parts are their own guard."""
        holds.join(Part((self.write(order, stamp),), lambda _lost: None), offers)

    def write(self, order: str, stamp: Stamp) -> Write:
        return Write("Put", BasketRecord(f"NOTE#{order}", "-").stamped(stamp))
