"""The page of a flash sale for the buyers of a shop, and what it is shown with.

A shop that has its own page uses the calls that this one makes."""

from promenade.activity.flash_sale.render.assets import asset
from promenade.activity.flash_sale.render.page import POLICY, to_html
from promenade.activity.flash_sale.service.claiming import CurrentSales
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire.buying import AssetQuery
from promenade.contracts.access import ACCESS
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply
from promenade.kit.messages import LANGUAGES

app = api("flash_sale_shop", ACCESS, PATHS)
sales = CurrentSales(DynamoSaleStore(), DynamoClaimStore())
GUARDED = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


@app.on(
    "GET /shop/flash-sales/{sale_id}",
    allow=PUBLIC,
    answers={200: str},
    raises=(NotFound,),
    media_type="text/html; charset=utf-8",
    languages=LANGUAGES,
)
def open_flash_sale_page(call: Call[None, None]) -> Reply:
    """Open the page of a sale, for people.

    Your shop links to it with `#token=` and the shopper's token at its end: no server sees that
    part."""
    now = system_clock()
    sale = sales.at(call.path["sale_id"], now)
    spoken = {"Content-Language": call.language, "Vary": "Accept-Language"}
    return Reply(200, str(to_html(sale, call.language, now)), {**GUARDED, **spoken})


@app.on(
    "GET /shop/assets/sale.css",
    allow=PUBLIC,
    query=AssetQuery,
    answers={200: str},
    media_type="text/css; charset=utf-8",
)
def get_page_style(call: Call[None, AssetQuery]) -> Reply:
    """Fetch the style of the page, to be kept for good where it is of the digest asked for."""
    return _kept("sale.css", call.query.digest)


@app.on(
    "GET /shop/assets/sale.js",
    allow=PUBLIC,
    query=AssetQuery,
    answers={200: str},
    media_type="text/javascript; charset=utf-8",
)
def get_page_script(call: Call[None, AssetQuery]) -> Reply:
    """Fetch the script of the page, to be kept for good where it is of the digest asked for."""
    return _kept("sale.js", call.query.digest)


def _kept(name: str, digest: str) -> Reply:
    found = asset(name)
    return Reply(200, found.text, KEPT if digest == found.digest else {})
