"""A shop with orders of the past and a draft to simulate, for tests."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.simulation import Simulation
from promenade.base.promotion.service.known_goods import KnownGoods
from promenade.base.promotion.service.replaying import PageSize, Replayer, Sources
from promenade.base.promotion.service.revisions import Revision
from promenade.base.promotion.service.simulating import Asked, request
from promenade.contracts.catalogue import CatalogueReader
from promenade.contracts.orders import AppliedPromotion, OrderDocument, OrderLine
from promenade.contracts.prices import PriceFacts
from promenade.contracts.promotion_facts import PromotionPublished
from promenade.kit.values import replace
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.price import FakePriceReader
from tests.support.fakes.promotion import FakePromotionStore
from tests.support.fakes.simulation import FakePlacedOrders, FakeSimulationStore
from tests.support.managed_promotions import facts, managed
from tests.support.stamps import NOON, stamp

CATALOGUE = FakeCatalogueReader(
    {
        "MUG": facts("MUG", categories=frozenset({"cups"})),
        "TEA": facts("TEA", floor_price_minor=900),
    }
)


def line(sku: str, unit_price_minor: int, quantity: int = 1, **other: Any) -> OrderLine:
    amount = unit_price_minor * quantity
    given: dict[str, Any] = {"line": 1, "sku": sku, "title": sku, "paid_minor": amount}
    given |= {"quantity": quantity, "unit_price_minor": unit_price_minor}
    return OrderLine(**given | other)


def order(number: str, *lines: OrderLine, days_ago: int = 1, **other: Any) -> OrderDocument:
    """Paid, at noon (UTC) so many days before NOON."""
    placed_at = NOON - timedelta(days=days_ago)
    numbered = tuple(replace(each, line=place) for place, each in enumerate(lines, 1))
    goods = sum(each.unit_price_minor * each.quantity for each in numbered)
    given: dict[str, Any] = {
        "source": "shop",
        "number": number,
        "version": 1,
        "state": "paid",
        "store": "main",
        "channel": "web",
        "currency": "CNY",
        "zone": "UTC",
        "placed_at": placed_at,
        "paid_at": placed_at,
        "goods_minor": goods,
        "paid_minor": goods,
        "lines": numbered,
    }
    return OrderDocument(**given | other)


def had(*promotion_ids: str) -> dict[str, Any]:
    """What an order says of the promotions that it had."""
    each = (AppliedPromotion(promotion_id=id_, version=1, saving_minor=1) for id_ in promotion_ids)
    return {"promotions": tuple(each)}


def costing(cost_minor: int, sku: str = "MUG") -> PriceFacts:
    return PriceFacts("B", sku, "CNY", 10_000, 10_000, None, cost_minor)


class Shop:
    """`work` is done on the simulations that were asked for, message by message."""

    def __init__(
        self,
        orders: Sequence[OrderDocument] = (),
        *,
        prices: dict[str, PriceFacts] | None = None,
        at_once: int = 500,
        size: PageSize | None = None,
        catalogue: CatalogueReader = CATALOGUE,
    ) -> None:
        self.promotions = FakePromotionStore()
        self.simulations = FakeSimulationStore(self.promotions)
        self.orders = FakePlacedOrders(orders, at_once)
        self.prices = FakePriceReader(prices)
        self._catalogue = catalogue
        self._size = size

    def worker(self) -> Replayer:
        """One that knows nothing yet."""
        sources = Sources(self.promotions, self.orders, KnownGoods(self._catalogue, self.prices))
        return Replayer(self.simulations, sources, self._size)

    def draft(self, promotion: Promotion) -> ManagedPromotion:
        return self.promotions.add(managed(promotion), stamp(f"draft {promotion.id}"))

    def publish(self, promotion: Promotion) -> ManagedPromotion:
        drafted = self.draft(promotion)
        terms = replace(promotion, version=2)
        after = replace(drafted, version=2, promotion=terms, is_published=True)
        revision = Revision(drafted, after, PromotionPublished)
        return self.promotions.save(revision, stamp(f"publish {promotion.id}"))

    def ask(self, promotion_id: str, days: int = 7, **other: Any) -> Simulation:
        key, at = str(other.pop("key", "simulation")), other.pop("at", NOON)
        given: dict[str, Any] = {"stores": ("main",), "days": days}
        asked = Asked(f"{key} of {promotion_id}", promotion_id, **given | other)
        by = replace(stamp(f"{key} {asked}"), at=at)
        return request(asked, by, self.promotions, self.simulations)

    def advance(self, simulation: Simulation, worker: Replayer | None = None) -> Simulation:
        step = worker or self.worker()
        return step.advance(simulation.id, simulation.version, "c-1", now)

    def run(self, simulation: Simulation) -> Simulation:
        """To its end."""
        worker, reached = self.worker(), simulation
        while not reached.is_over:
            reached = self.advance(reached, worker)
        return reached


def now() -> datetime:
    return NOON
