"""HTTP surface of orders of a flash sale: what very many ask for at once."""

from promenade.activity.flash_sale.model.claim import (
    FewerLeft,
    SaleNotRunning,
    SoldOut,
    TokenInvalid,
    UnitLimitReached,
)
from promenade.activity.flash_sale.service.claiming import Counter, CurrentSales, claim
from promenade.activity.flash_sale.service.tokens import Tokens
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.activity.flash_sale.wire import buying as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok

app = api("flash_sale_claim", ACCESS, PATHS)
claims = DynamoClaimStore()
counter = Counter(CurrentSales(DynamoSaleStore(), claims), claims, Tokens(digests().proof))


@app.on(
    "POST /flash-sales/{sale_id}/orders",
    allow=Permission.ORDER_PLACE,
    body=wire.ClaimBody,
    answers={200: wire.ClaimView},
    raises=(NotFound, TokenInvalid, SaleNotRunning, UnitLimitReached, SoldOut, FewerLeft),
)
def order_from_flash_sale(call: Call[wire.ClaimBody, None]) -> Reply:
    """Take units for an order, which is there within seconds.

    A token serves one order, and when it comes again answers as at first. Shoppers alone buy here,
    with tokens of their own sign-in; a server hands those on."""
    given = claim(wire.read_order(call), call.stamp(system_clock), counter)
    return ok(wire.show_claim(given))
