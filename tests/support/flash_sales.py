"""Flash sales, for tests."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from promenade.activity.flash_sale.model import sale as life
from promenade.activity.flash_sale.model.claim import Claim
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.model.terms import Goods, Terms
from promenade.activity.flash_sale.service import managing, tending
from promenade.activity.flash_sale.service.claiming import Counter, CurrentSales, Order, claim
from promenade.activity.flash_sale.service.managing import Change, Setting
from promenade.activity.flash_sale.service.tickets import Tickets
from promenade.activity.flash_sale.service.tokens import Bearer, Tokens
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.base.stock.holds.pools import DynamoStockPools
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.reviews import STANDARD_POLICY, Approval, Review
from promenade.kit.digests import Digests
from promenade.kit.stamp import Stamp
from tests.support.stamps import NOON

START, END = NOON, NOON + timedelta(hours=1)
SALE = "flash_sale_1"
PLACE = "MUG@FLASH_SALE_1"


def terms(**other: Any) -> Terms:
    """A hundred mugs at 9.90 instead of 50.00, for an hour; two at most to one customer."""
    given: dict[str, Any] = {
        "name": "Mugs at noon",
        "sku": "MUG",
        "currency": "CNY",
        "price_minor": 990,
        "unit_count": 100,
        "start": START,
        "end": END,
        "per_user": 2,
    }
    return Terms(**given | other)


def sale(**other: Any) -> FlashSale:
    """A draft of maria's; what names no field of a sale is one of its terms."""
    of_sale = {name: other.pop(name) for name in FlashSale.__struct_fields__ if name in other}
    given: dict[str, Any] = {
        "id": SALE,
        "terms": terms(**other),
        "created_at": NOON,
        "request": "request-1",
        "authors": ("staff:maria",),
    }
    return FlashSale(**given | of_sale)


def approved(**other: Any) -> FlashSale:
    approvals = (Approval("staff:olga", NOON, 2),)
    review = Review("staff:maria", NOON, 1, 401_000, approvals)
    agreed = {"review": review, "goods": Goods("Mug", "mugs", 5_000), "version": 3}
    return sale(**agreed | other)


def scheduled(**other: Any) -> FlashSale:
    return life.schedule(approved(**other), "", NOON)


def facts(**other: Any) -> SkuFacts:
    given: dict[str, Any] = {
        "sku": "MUG",
        "product_id": "MUG",
        "title": "Mug",
        "currency": "CNY",
        "list_price_minor": 6_000,
        "sale_price_minor": 5_000,
        "floor_price_minor": 800,
        "categories": frozenset({"mugs"}),
        "brand": None,
        "tags": frozenset(),
        "is_sellable": True,
        "category": "mugs",
    }
    return SkuFacts(**given | other)


class FixedCatalogue:
    """Has mugs, and nothing else."""

    def __init__(self, **other: Any) -> None:
        self._facts = facts(**other)

    def facts(self, skus: Sequence[str]) -> Mapping[str, SkuFacts]:
        return {sku: self._facts for sku in skus if sku == self._facts.sku}


def at(instant: datetime, request: str, actor: str = "staff:maria") -> Stamp:
    return Stamp(actor, instant, f"correlation of {request}", request)


def tokens() -> Tokens:
    return Tokens(lambda content: f"proof-of-{hash(content)}")


def tickets() -> Tickets:
    return Tickets(Digests(lambda: b"secret of a test").proof)


class Stall:
    """A sale over the tables of a test; `counter` is a new container."""

    def __init__(self, **other: Any) -> None:
        self.sales, self.pools = DynamoSaleStore(), DynamoStockPools()
        self.tokens = tokens()
        self.sales.add(sale(**other), at(NOON, "request-1"))
        self._agree()

    def _agree(self) -> None:
        catalogue: Any = FixedCatalogue()
        submit = Change(SALE, 1, at(NOON, "submit"))
        managing.submit(submit, STANDARD_POLICY, catalogue, self.sales)
        managing.approve(Change(SALE, 2, at(NOON, "approve", "staff:olga")), self.sales)

    def schedule(self) -> FlashSale:
        catalogue: Any = FixedCatalogue()
        change = Change(SALE, 3, at(NOON, "schedule"))
        return managing.schedule(change, Setting(catalogue, self.pools, tickets()), self.sales)

    def sale(self) -> FlashSale:
        return managing.get(SALE, self.sales)

    def counter(self) -> Counter:
        claims = DynamoClaimStore()
        return Counter(CurrentSales(self.sales, claims), claims, self.tokens)

    def doors(self) -> tending.Doors:
        return tending.Doors(self.sales, DynamoClaimStore(), self.pools)

    def token(self, customer: str, instant: datetime = NOON) -> str:
        return self.tokens.issue(Bearer(SALE, customer), instant, END).text

    def claim(self, customer: str, count: int = 1, instant: datetime = NOON, **how: Any) -> Claim:
        """With a token of the same instant, in a new container, unless said otherwise."""
        token = how.get("token") or self.token(customer, instant)
        order = Order(Bearer(SALE, customer), token, count)
        where = how.get("counter") or self.counter()
        return claim(order, at(instant, "claim", f"shopper:{customer}"), where)
