"""What orders of a sale are made of, contracts.flash_sales.FlashOffers, when sales open,
contracts.openings.Openings, and which goods they sell, contracts.dependents.Dependents."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from promenade.activity.flash_sale.model.sale import FlashSale, Phase, SaleStatus
from promenade.activity.flash_sale.service.tending import in_course
from promenade.activity.flash_sale.store.records import SaleRecord, sale_of
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.contracts.approvals import ApprovalKind, Waiting, cost_of
from promenade.contracts.dependents import Dependent, DependentKind, Turn
from promenade.contracts.flash_sales import FlashOffer, FlashOpening
from promenade.contracts.openings import OpeningState
from promenade.contracts.reviews import Review
from promenade.kit import dynamo_waiting
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position

_MOST_HELD = 100


class DynamoFlashOffers:
    """Made once per container, which remembers them."""

    def __init__(self) -> None:
        self._store = DynamoSaleStore()
        self._held: dict[str, FlashOffer] = {}

    def get(self, sale_id: str) -> FlashOffer:
        if sale_id not in self._held:
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[sale_id] = self._read(sale_id)
        return self._held[sale_id]

    def _read(self, sale_id: str) -> FlashOffer:
        stored = self._store.find(sale_id)
        if stored is None or stored.value.goods is None or stored.value.scheduled_at is None:
            raise NotFound("There is no such flash sale.", sale_id=sale_id)
        sale, goods = stored.value, stored.value.goods
        terms = sale.terms
        return FlashOffer(
            sale_id=sale_id,
            sku=terms.sku,
            title=goods.title,
            category=goods.category,
            currency=terms.currency,
            price_minor=terms.price_minor,
            place=sale.place,
        )


class DynamoFlashOpenings:
    def __init__(self) -> None:
        self._store = DynamoSaleStore()

    def listed(self, now: datetime) -> Sequence[FlashOpening]:
        found = (_opening(each, now) for each in in_course(self._store))
        return [each for each in found if each]

    def find(self, sale_id: str, now: datetime) -> FlashOpening | None:
        stored = self._store.find(sale_id)
        return _opening(stored.value, now) if stored else None


def _opening(sale: FlashSale, now: datetime) -> FlashOpening | None:
    """None unless it is scheduled and not over."""
    phase = sale.phase(now)
    if sale.status is not SaleStatus.SCHEDULED or phase is Phase.ENDED:
        return None
    start = sale.terms.start
    next_opens_at = start if now < start else None
    return FlashOpening(sale.id, sale.terms.name, OpeningState(phase), next_opens_at)


class DynamoWaitingSales:
    """contracts.approvals.WaitingReader."""

    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        found = dynamo_waiting.longest(SaleRecord, limit, after)
        read = ((sale_of.decode(each.body), each.waits_since) for each in found.items)
        told = (_waiting(each, each.review, since) for each, since in read if each.review)
        return Page(tuple(told), found.next)


def _waiting(sale: FlashSale, review: Review, since: str) -> Waiting:
    return Waiting(
        kind=ApprovalKind.FLASH_SALE,
        id=sale.id,
        title=sale.terms.name,
        path=f"/flash-sales/{sale.id}/plan",
        version=sale.version,
        since=since,
        review=review,
        authors=sale.authors,
        currency=sale.terms.currency,
        cost=cost_of(review),
    )


class DynamoFlashDependents:
    def of(self, turn: Turn, at: datetime) -> Iterator[Dependent]:
        """Sales that have units set apart and are not over, and that sell what leaves. What a sale
        says of its goods' category stays."""
        leaving = frozenset(turn.leaving)
        for sale in in_course(DynamoSaleStore()) if leaving else ():
            if sale.terms.sku in leaving and sale.phase(at) is not Phase.ENDED:
                yield Dependent(
                    kind=DependentKind.FLASH_SALE,
                    id=sale.id,
                    name=sale.terms.name,
                    how="sells",
                    state=sale.phase(at).value,
                    path=f"/flash-sales/{sale.id}/plan",
                    skus=(sale.terms.sku,),
                    is_bound=True,
                )
