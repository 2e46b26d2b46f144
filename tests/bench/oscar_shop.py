"""The same carts and promotions in django-oscar, on an in-memory database.

Baskets, offers and their combinations are loaded once and range membership is remembered per
product. What is left are queries for the range of each condition and benefit; a shop that works
from memory makes none of those either, and fails should it make another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import django
from django.conf import settings
from django.db import connection
from oscar import defaults

from tests.bench.pricing_workloads import Benefit, Item, Offer, Workload


def open_shop() -> None:
    """Configures Django, which Oscar's models insist on before they import, and its tables."""
    settings.configure(
        **{name: getattr(defaults, name) for name in dir(defaults) if name.startswith("OSCAR_")},
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        HAYSTACK_CONNECTIONS={
            "default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}
        },
        INSTALLED_APPS=_APPS,
        MIGRATION_MODULES=_NoMigrations(),
        SECRET_KEY="benchmark",
        SITE_ID=1,
        USE_TZ=True,
    )
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", run_syncdb=True, verbosity=0)
    _remember_range_membership()
    _hand_ranges_along()


class _NoMigrations:
    """Tables come straight from the models."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.flatpages",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    *(
        f"oscar{dotted}"
        for dotted in (
            ".apps.analytics.apps.AnalyticsConfig",
            ".apps.checkout.apps.CheckoutConfig",
            ".apps.address.apps.AddressConfig",
            ".apps.shipping.apps.ShippingConfig",
            ".apps.catalogue.apps.CatalogueConfig",
            ".apps.catalogue.reviews.apps.CatalogueReviewsConfig",
            ".apps.communication.apps.CommunicationConfig",
            ".apps.partner.apps.PartnerConfig",
            ".apps.basket.apps.BasketConfig",
            ".apps.payment.apps.PaymentConfig",
            ".apps.offer.apps.OfferConfig",
            ".apps.order.apps.OrderConfig",
            ".apps.customer.apps.CustomerConfig",
            ".apps.search.apps.SearchConfig",
            ".apps.voucher.apps.VoucherConfig",
            ".apps.wishlists.apps.WishlistsConfig",
        )
    ),
    "haystack",
    "treebeard",
]


def _remember_range_membership() -> None:
    from oscar.apps.offer.models import Range  # noqa: PLC0415

    asked: dict[tuple[int, int], bool] = {}
    ask: Callable[[Any, Any], bool] = Range.contains_product

    def contains_product(self: Any, product: Any) -> bool:
        key = self.id, product.id
        if key not in asked:
            asked[key] = ask(self, product)
        return asked[key]

    Range.contains_product = contains_product


@dataclass
class _Memory:
    hands_ranges_along: bool = False


_memory = _Memory()


def _hand_ranges_along() -> None:
    """Oscar makes an object of a condition or benefit whenever it asks one: with its range."""
    from oscar.apps.offer.models import Benefit as StoredBenefit  # noqa: PLC0415
    from oscar.apps.offer.models import Condition  # noqa: PLC0415

    for model in (StoredBenefit, Condition):
        model.proxy = _with_range(model.proxy)


def _with_range(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def proxy(self: Any) -> Any:
        made = make(self)
        if _memory.hands_ranges_along:
            made.range = self.range
        return made

    return proxy


class OscarShop:
    """One workload, stocked and ready; `price` applies all offers to a cart from scratch."""

    def __init__(self, workload: Workload) -> None:
        from oscar.apps.offer.applicator import Applicator  # noqa: PLC0415

        self._apply = Applicator().apply_offers
        priced = {item.product: item.price_minor for cart in workload.carts for item in cart}
        products = {number: _product(number, minor) for number, minor in priced.items()}
        self._offers = _prefetched([_offer(workload.name, o, products) for o in workload.offers])
        self._baskets = [_basket(cart, products) for cart in workload.carts]

        for basket in self._baskets:
            self._price(basket)

    def price(self, number: int) -> int:
        """What the cart's goods cost in minor units."""
        return self._price(self._baskets[number])

    def price_from_memory(self, number: int) -> int:
        """The same without a single query."""
        _memory.hands_ranges_along = True
        try:
            with connection.execute_wrapper(_refuse):
                return self.price(number)
        finally:
            _memory.hands_ranges_along = False

    def _price(self, basket: Any) -> int:
        for line in basket.all_lines():
            line.clear_discount()
        self._apply(basket, self._offers)
        return int(basket.total_excl_tax * 100)


def _refuse(_execute: Any, sql: str, *_: Any) -> None:
    raise AssertionError(f"not memoised: {sql}")


def _product(number: int, price_minor: int) -> Any:
    from oscar.apps.catalogue.models import Product, ProductClass  # noqa: PLC0415
    from oscar.apps.partner.models import Partner, StockRecord  # noqa: PLC0415

    kind, _ = ProductClass.objects.get_or_create(name="goods", track_stock=False)
    partner, _ = Partner.objects.get_or_create(name="warehouse")
    product = Product.objects.create(title=str(number), product_class=kind)
    StockRecord.objects.create(
        product=product,
        partner=partner,
        partner_sku=f"sku-{product.id}",
        price=Decimal(price_minor) / 100,
    )
    return product


def _basket(cart: tuple[Item, ...], products: dict[int, Any]) -> Any:
    from oscar.apps.basket.models import Basket  # noqa: PLC0415
    from oscar.apps.partner.strategy import Default  # noqa: PLC0415

    basket = Basket.objects.create()
    basket.strategy = Default()
    for item in cart:
        basket.add_product(products[item.product], quantity=item.qty)
    return basket


_BENEFITS = {
    Benefit.PERCENT: "Percentage",
    Benefit.AMOUNT: "Absolute",
    Benefit.AMOUNT_PER_UNIT: "Fixed",
    Benefit.CHEAPEST_FREE: "Multibuy",
}


def _offer(workload: str, offer: Offer, products: dict[int, Any]) -> int:
    """The stored offer's id: combinable with all others, applied once per basket."""
    from oscar.apps.offer import models  # noqa: PLC0415

    name = f"{workload} {offer.number}"
    covered = _range(name, offer, products)
    condition = models.Condition.objects.create(
        range=covered,
        type="Count" if offer.min_count is not None else "Value",
        value=offer.min_count or Decimal(offer.min_minor or 0) / 100,
    )
    benefit = models.Benefit.objects.create(
        range=covered, type=_BENEFITS[offer.benefit], value=_value(offer)
    )
    stored = models.ConditionalOffer.objects.create(
        name=name,
        condition=condition,
        benefit=benefit,
        priority=100 - offer.number,
        exclusive=False,
        max_basket_applications=1,
    )
    return int(stored.pk)


def _range(name: str, offer: Offer, products: dict[int, Any]) -> Any:
    from oscar.apps.offer.models import Range  # noqa: PLC0415

    covered = Range.objects.create(name=name, includes_all_products=offer.products is None)
    for number in offer.products or ():
        if number in products:
            covered.add_product(products[number])
    return covered


def _value(offer: Offer) -> Decimal | None:
    match offer.benefit:
        case Benefit.PERCENT:
            return Decimal(offer.value)
        case Benefit.CHEAPEST_FREE:
            return None
        case _:
            return Decimal(offer.value) / 100


def _prefetched(ids: list[int]) -> list[Any]:
    from oscar.apps.offer.models import ConditionalOffer  # noqa: PLC0415

    offers = ConditionalOffer.objects.filter(pk__in=ids).order_by("-priority")
    return list(
        offers.select_related("condition__range", "benefit__range").prefetch_related("combinations")
    )
