"""The life of a flash sale, of which each step may fail at one of its calls, and is done again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from promenade.activity.flash_sale.model.claim import Claim
from promenade.activity.flash_sale.service.claiming import Order, claim
from promenade.activity.flash_sale.service.proving import prove
from promenade.activity.flash_sale.service.returning import give_back
from promenade.activity.flash_sale.service.tending import LAG, tend
from promenade.activity.flash_sale.service.tokens import Bearer
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.base.stock.service.pools import tend_pools
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.contracts.flash_sales import FlashOffer
from promenade.contracts.orders import Took
from promenade.customer.order.model.claimed import PlaceClaimed
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.claimed import place_claimed
from promenade.customer.order.service.ending import cancel, pay
from promenade.kit.errors import DomainError
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from tests.support import ordering
from tests.support.faulty import Fault, Killed, failing, unharmed
from tests.support.flash_sales import END, PLACE, SALE, Stall, at
from tests.support.stamps import NOON

STOCK, UNITS = 10, 4
OVER = END + LAG
_AGAIN = 3


class Life:
    """Ten mugs, of which four are on sale: ada orders two and cancels, bob orders two and pays,
    cyd orders ada's; what is over goes back."""

    def __init__(self, fault: Fault = unharmed, number: int = 0) -> None:
        ordering.receive(STOCK, "MUG")
        self._fault, self._number = fault, number
        self.stall = Stall(unit_count=UNITS)
        self.tokens = {name: self.stall.token(name, NOON) for name in ("ada", "bob", "cyd")}
        self.till = ordering.counter()
        self.most = 0

    def run(self) -> None:
        self._step(self.stall.schedule)
        for buyer in ("ada", "bob"):
            self._step(partial(self._claim, buyer))
            self._step(partial(self._place, buyer))
        self._lapse("ada")
        self._step(partial(self._pay, "bob"))
        self._tend(NOON)
        self._step(partial(self._claim, "cyd"))
        self._step(partial(self._place, "cyd"))
        self._tend(OVER)
        self._lapse("cyd")
        self._step(lambda: tend_pools(_clock(OVER), DynamoPoolStore()))

    def told(self) -> dict[str, object]:
        level = DynamoStockStore().find("MUG")
        assert level
        sale = self.stall.sale()
        return {
            "available": level.value.available_count,
            "on_hand": level.value.on_hand_count,
            "status": sale.status.value,
            "held": sale.held_count,
            "relet": sale.relet_counts,
            "stages": [self._order(name).stage for name in ("ada", "bob", "cyd")],
            "faults": prove(NOON, self.stall.doors()),
        }

    def _step(self, act: Callable[[], object]) -> None:
        """Whoever asked asks again, and so does whoever was told."""
        with suppress(Contended, DomainError, Killed), failing(self._fault, self._number) as turn:
            act()
        self.most = max(self.most, turn.count)
        for _ in range(_AGAIN - 1):
            act()

    def _lapse(self, buyer: str) -> None:
        self._step(partial(self._cancel, buyer))
        self._step(partial(self._give_back, buyer))

    def _tend(self, instant: datetime) -> None:
        self._step(lambda: tend(_clock(instant), self.stall.doors()))

    def _claim(self, buyer: str) -> Claim:
        order = Order(Bearer(SALE, buyer), self.tokens[buyer], 2)
        return claim(order, at(NOON, f"claim {buyer}", f"shopper:{buyer}"), self.stall.counter())

    def _number_of(self, buyer: str) -> str:
        return self.stall.tokens.read(self.tokens[buyer], Bearer(SALE, buyer), NOON).order

    def _order(self, buyer: str) -> ShopOrder:
        stored = self.till.orders.find(self._number_of(buyer))
        assert stored
        return stored.order

    def _where(self, buyer: str) -> tuple[str, int]:
        notes, number = DynamoClaimStore().notes(self.stall.sale()), self._number_of(buyer)
        (place,) = (place for place, each in notes.items() if number in each.tickets)
        return place[0].key, place[1]

    def _place(self, buyer: str) -> None:
        lot, shard = self._where(buyer)
        offer = FlashOffer(SALE, "MUG", "Mug", "mugs", "CNY", 990, PLACE)
        took = Took(activity="flash_sale", id=SALE, lot=lot, shard=shard)
        number = self._number_of(buyer)
        command = PlaceClaimed(number, buyer, buyer, 2, offer, took, NOON, "hash")
        place_claimed(command, at(NOON, f"place {buyer}", f"shopper:{buyer}"), self.till)

    def _cancel(self, buyer: str) -> None:
        stamp = at(NOON + timedelta(minutes=1), f"cancel {buyer}", f"shopper:{buyer}")
        cancel(self._number_of(buyer), "user", stamp, ordering.desk_of(self.till))

    def _pay(self, buyer: str) -> None:
        stamp = at(NOON, f"pay {buyer}", "system:payments")
        money = ordering.money(self._order(buyer))
        pay(self._number_of(buyer), money, stamp, ordering.desk_of(self.till))

    def _give_back(self, buyer: str) -> None:
        number = self._number_of(buyer)
        claimed = Claim(SALE, number, buyer, 2)
        stamp = at(NOON, f"back {buyer}", "system:flash_sale")
        give_back(claimed, self._where(buyer), stamp, self.stall.sales, DynamoClaimStore())


def _clock(instant: datetime) -> Stamp:
    return at(instant, f"tend {instant}", "system:flash_sale")
