"""HTTP surface of limited-time discounts, for storefronts."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.promotion.service import limited_time
from promenade.base.promotion.service.book import CurrentBook
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.glances import DynamoGlances
from promenade.base.promotion.wire import limited_time as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok

app = api("promotion_limited_time", ACCESS, PATHS)
pages = cursors()
store, catalogue = DynamoPromotionStore(), DynamoCatalogueReader()
book = CurrentBook(store)
doors = limited_time.DiscountDoors(store, DynamoGlances())


@app.on(
    "GET /limited-discounts",
    allow=Permission.CATALOGUE_READ,
    query=wire.DiscountQuery,
    answers={200: wire.DiscountPage},
)
def list_limited_discounts(call: Call[None, wire.DiscountQuery]) -> Reply:
    """List limited-time discounts that are on or to come, the first to open first."""
    query, now = call.query, system_clock()
    scope = f"limited-time discounts of {query.code or 'all'}"
    after = pages.open(query.cursor, scope)
    page = limited_time.list_discounts(query.code, query.limit, after, now, book)
    return ok(wire.show_discounts(page, now, pages.seal(page.next, scope)))


@app.on(
    "GET /limited-discounts/{promotion_id}",
    allow=Permission.CATALOGUE_READ,
    answers={200: wire.DiscountWithGoodsView},
    raises=(NotFound,),
)
def get_limited_discount(call: Call[None, None]) -> Reply:
    """Show a limited-time discount with its goods, their prices and what is left of them."""
    now = system_clock()
    found = limited_time.get_discount(call.path["promotion_id"], now, book, doors)
    goods = limited_time.goods_of(found, now, catalogue)
    return ok(wire.show_discount(found, goods, now))
