"""What is asked for with a second factor: approvals, exports, the audit trail, what gives people
permissions, sends money or makes many coupons. Whatever is added under a permission to approve or
to manage the staff, or exports, asks for it, or this fails."""

from promenade.contracts.access import ACCESS, Permission
from promenade.kit.http.openapi_words import permission
from promenade.kit.http.routes import Route
from tests.support import functions

ROUTES = [route for _, route in functions.routes()]
NAMED = {
    "GET /audit-records",
    "GET /product-export-jobs/{job_id}/file",
    "POST /coupon-templates/{template_id}/code-batches",
    "POST /coupon-templates/{template_id}/issue-lists",
    "POST /coupon-templates/{template_id}/issues",
    "POST /product-export-jobs",
    "POST /product-feeds",
    "POST /product-feeds/{feed_id}/address",
    "POST /shop-orders/{number}/payout-retries",
    "POST /shop-orders/{number}/refunds",
}
TAKES_AWAY = ("/cancel", "/reject", "/suspend")
"""At once, whatever the token."""


def is_sensitive(route: Route) -> bool:
    changes = route.method in ("POST", "PUT") and not route.path.endswith(TAKES_AWAY)
    allow = permission(route)
    decides = allow == Permission.STAFF_MANAGE or allow.endswith(":approve")
    exports = route.media_type == "text/csv" or route.path.endswith("-exports")
    return exports or (changes and decides)


def test_what_is_sensitive_asks_for_a_second_factor_and_nothing_else_does() -> None:
    due = {route.name for route in ROUTES if is_sensitive(route)} | NAMED
    assert {route.name for route in ROUTES if route.second_factor} == due


def test_no_shopper_is_asked_for_one() -> None:
    assert not {r.name for r in ROUTES if r.second_factor and r.allow in ACCESS.shopper}
