"""The demonstration shop. `make up` runs every step; a step that finds its work done does nothing.

A step is a function of a Shop that says in one line what is there now. Add one to STEPS.
"""

from collections.abc import Callable

from infra.local.seed_catalogue import seed_categories, seed_products, seed_stock
from infra.local.seed_orders import seed_orders
from infra.local.seed_people import seed_consents, seed_people
from infra.local.seed_prices import seed_prices
from infra.local.seed_promotions import seed_promotions
from infra.local.seed_reports import seed_reports
from infra.local.seed_sales import seed_offer, seed_sale
from infra.local.seed_segments import seed_segments
from infra.local.seed_staff import seed_staff
from infra.local.shop import Shop

Step = Callable[[Shop], str]

STEPS: tuple[Step, ...] = (
    seed_staff,
    seed_categories,
    seed_products,
    seed_stock,
    seed_prices,
    seed_promotions,
    seed_sale,
    seed_offer,
    seed_people,
    seed_consents,
    seed_segments,
    seed_orders,
    seed_reports,
)


def seed(shop: Shop, say: Callable[[str], None]) -> None:
    for step in STEPS:
        say(step(shop))
