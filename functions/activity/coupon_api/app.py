"""HTTP surface of customers' coupons, for staff."""

from promenade.activity.coupon.model.coupon import CouponInUse, EndNotLater, NotExtendable
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

app = api("coupon", ACCESS, PATHS)
pages = cursors()
doors = wallets.Doors(
    DynamoCouponStore(digests().pseudonym), CurrentTemplates(DynamoTemplateStore())
)


@app.on(
    "GET /coupons",
    allow=Permission.COUPON_READ,
    query=wire.WalletQuery,
    answers={200: wire.CustomerCouponPage},
)
def list_coupons(call: Call[None, wire.WalletQuery]) -> Reply:
    """List a customer's coupons, used and expired ones as well."""
    query, now, scope = call.query, system_clock(), f"coupons of {call.query.customer}"
    after = pages.open(query.cursor, scope)
    wallet = wallets.list_wallet(query.customer, query.limit, after, now, doors)
    return ok(wire.show_customers_wallet(wallet, now, pages.seal(wallet.page.next, scope)))


@app.on(
    "POST /coupons/{coupon_id}/void",
    allow=Permission.COUPON_ISSUE,
    body=wire.VoidBody,
    answers={200: wire.CustomerCouponView},
    raises=(NotFound, CouponInUse),
)
def void_coupon(call: Call[wire.VoidBody, None]) -> Reply:
    """Take a customer's coupon out of use for good, saying why."""
    stamp, body = call.stamp(system_clock), call.body
    found = wallets.void(wire.read_void(call.path["coupon_id"], body), stamp, doors)
    shown = wire.show_customers_coupon(found.held, found.template, stamp.at)
    return ok(shown, version=found.held.coupon.version)


@app.on(
    "POST /coupons/{coupon_id}/extend",
    allow=Permission.COUPON_ISSUE,
    body=wire.CouponExtensionBody,
    answers={200: wire.CustomerCouponView},
    raises=(NotFound, NotExtendable, EndNotLater),
)
def extend_coupon(call: Call[wire.CouponExtensionBody, None]) -> Reply:
    """Let a customer's unused coupon end later, saying why; also where it has expired."""
    stamp, body = call.stamp(system_clock), call.body
    command = wire.read_extension(call.path["coupon_id"], body)
    found = wallets.extend(command, stamp, doors)
    shown = wire.show_customers_coupon(found.held, found.template, stamp.at)
    return ok(shown, version=found.held.coupon.version)
