"""HTTP surface of a customer's own coupons."""

from promenade.activity.coupon.service import wallets
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.activity.coupon.wire import coupons as wire
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery

app = api("coupon_wallet", ACCESS, PATHS)
pages = cursors()
doors = wallets.Doors(
    DynamoCouponStore(digests().pseudonym), CurrentTemplates(DynamoTemplateStore())
)


@app.on(
    "GET /wallet/coupons",
    allow=Permission.COUPON_CLAIM,
    query=PageQuery,
    answers={200: wire.CouponPage},
    raises=(NotFound,),
)
def list_own_coupons(call: Call[None, PageQuery]) -> Reply:
    """List the caller's coupons, used and expired ones as well."""
    customer, query, now = wire.shopper(call.caller), call.query, system_clock()
    scope = f"coupons of {customer}"
    after = pages.open(query.cursor, scope)
    wallet = wallets.list_wallet(customer, query.limit, after, now, doors)
    return ok(wire.show_wallet(wallet, now, pages.seal(wallet.page.next, scope)))


@app.on(
    "GET /wallet/coupons/{coupon_id}",
    allow=Permission.COUPON_CLAIM,
    answers={200: wire.CouponView},
    raises=(NotFound,),
)
def get_own_coupon(call: Call[None, None]) -> Reply:
    """Show one of the caller's coupons."""
    customer, now = wire.shopper(call.caller), system_clock()
    found = wallets.get_coupon(customer, call.path["coupon_id"], now, doors)
    return ok(wire.show_coupon(found.held, found.template, now), version=found.held.coupon.version)
