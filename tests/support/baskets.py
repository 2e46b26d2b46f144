"""One who joins: baskets hold, buy and give up units of stock together with an item of their own.

Knows the contract of stock and nothing of its keys, as a capability would."""

from collections.abc import Callable, Sequence

from promenade.contracts.stock import StockHolds, Units
from promenade.kit import holds
from promenade.kit.config import setting
from promenade.kit.dynamo import Write
from promenade.kit.errors import Conflict
from promenade.kit.holds import Part
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp

Offers = Callable[[], Sequence[Part]]


class BasketRecord(Record):
    class Meta:
        table_name = setting("ORDER_TABLE")


class Baskets:
    def __init__(self, stock: StockHolds) -> None:
        self._stock = stock

    def place(self, id_: str, units: Units, stamp: Stamp) -> None:
        self._next(id_, 1, stamp, lambda: self._stock.hold(id_, units, 15, stamp))

    def pay(self, id_: str, units: Units, stamp: Stamp) -> None:
        self._next(id_, 2, stamp, lambda: self._stock.commit(id_, units, stamp))

    def cancel(self, id_: str, units: Units, stamp: Stamp) -> None:
        self._next(id_, 2, stamp, lambda: self._stock.release(id_, units, stamp))

    def take_back(self, id_: str, units: Units, stamp: Stamp) -> None:
        self._next(id_, 3, stamp, lambda: self._stock.take_back(id_, units, stamp))

    def note(self, id_: str, stamp: Stamp, offers: Offers) -> None:
        """An item that refuses nothing, so that the parts are their own guard."""
        note = BasketRecord(f"NOTE#{id_}", "-").stamped(stamp)
        holds.join(Part((Write("Put", note),), lambda _lost: None), offers)

    def _next(self, id_: str, version: int, stamp: Stamp, offers: Offers) -> None:
        record = BasketRecord(f"BASKET#{id_}", "-", version=version).stamped(stamp)
        is_next = Record.version == version - 1 if version > 1 else Record.pk.does_not_exist()
        own = Part((Write("Put", record, is_next),), lambda _lost: Conflict("It went on."))
        holds.join(own, offers)
