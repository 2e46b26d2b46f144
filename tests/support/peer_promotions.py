"""The peers' promotion cases as simulation requests.

The peers know two stages: catalogue prices and the cart, where a coupon's code merely unlocks an
ordinary cart promotion. So cart promotions map to the order stage and codes to a condition.
Nothing here looks at which peer a case comes from.
"""

from collections.abc import Iterator
from typing import Any

from tests.support.peer_effects import contained_in, effect_of, ladder_of, scope_of, selector_of

Json = dict[str, Any]


def simulation_of(case: Json) -> Json:
    promotions = case["promotions"]
    by_priority = sorted(promotions, key=lambda promotion: -(promotion["priority"] or 0))
    ranked = {id(promotion): -place for place, promotion in enumerate(by_priority)}
    return {
        "cart": _cart(case),
        "promotions": [_promotion(each, ranked[id(each)]) for each in promotions],
        "usage": {each["id"]: _usage(each) for each in promotions},
    }


def only_item_level(request: Json) -> Json:
    """The same request without what is taken off the order as a whole."""
    promotions = [
        promotion
        | {"effects": [each for each in promotion["effects"] if each["kind"] != "order_off"]}
        for promotion in request["promotions"]
    ]
    return request | {"promotions": promotions}


def _cart(case: Json) -> Json:
    customer, context = case["customer"], case["context"]
    return {
        "lines": [_line(line) for line in case["cart"]["lines"]],
        "currency": case["currency"],
        "at": context["now"],
        "channel": context["channel"],
        "codes": case["cart"]["coupon_codes"],
        "buyer": {
            "groups": [customer["group"]] if customer["group"] else [],
            "nth_order": customer["nth_order"] if customer.get("identified", True) else None,
        },
    }


def _line(line: Json) -> Json:
    listed = line.get("original_unit_price", line["unit_price"])
    return {
        "id": line["line_id"],
        "sku": line["sku"],
        "product": line["product_id"],
        "qty": line["qty"],
        "list_minor": listed,
        "sale_minor": line["unit_price"],
        "floor_minor": line.get("min_unit_price"),
        "categories": line["categories"],
        "tags": line["tags"],
        "discountable": line.get("discountable", True),
        "gift": "gift_added_by_promotion" in line["tags"],
    }


def _promotion(promotion: Json, priority: int) -> Json:
    catalogue = promotion["scope"] == "catalog"
    actions = [_with_discounted(action, promotion) for action in promotion["actions"]]
    tiered = next((a for a in actions if a["type"].startswith("tiered_")), None)
    plain = [action for action in actions if action is not tiered]
    return {
        "id": promotion["id"],
        "name": promotion["name"],
        "version": 1,
        "stage": "unit" if catalogue else "order",
        "effects": [effect_of(action, promotion) for action in plain],
        "ladder": ladder_of(tiered, promotion) if tiered else None,
        "conditions": list(_conditions(promotion)),
        "scope": {"include": [selector_of(scope) for scope in promotion.get("scopes", [])]},
        "audience": _audience(promotion),
        "window": {"start": promotion.get("starts_at"), "end": promotion.get("ends_at")},
        "code": _code(promotion["coupon"]) if promotion.get("coupon") else None,
        "limits": _limits(promotion),
        "priority": priority,
        "exclusion_group": promotion["id"],
        "exclusive": promotion["exclusive"],
        "paused": not promotion.get("enabled", True),
    }


def _with_discounted(action: Json, promotion: Json) -> Json:
    if promotion.get("applies_to_discounted_items", True):
        return action
    return action | {"filter": (action.get("filter") or {}) | {"discounted": False}}


def _conditions(promotion: Json) -> Iterator[Json]:
    for condition in promotion["conditions"]:
        match condition["type"]:
            case "min_items_total":
                scope = scope_of(condition.get("filter"))
                yield {"of": "amount", "threshold": condition["value"], "scope": scope}
            case "min_quantity":
                scope = scope_of(condition.get("filter"))
                yield {"of": "quantity", "threshold": condition["value"], "scope": scope}
            case "contains_product" | "contains_category":
                yield {"of": "quantity", "threshold": 1, "scope": contained_in(condition)}
            case "customer_group" | "nth_order":
                pass
            case unknown:
                raise ValueError(unknown)


def _audience(promotion: Json) -> Json:
    conditions = promotion["conditions"]
    groups = [each["any_of"] for each in conditions if each["type"] == "customer_group"]
    orders = [each["value"] for each in conditions if each["type"] == "nth_order"]
    only_in = [each["channel"] for each in conditions if each.get("channel")]
    return {
        "channels": only_in or promotion.get("channels"),
        "groups": sorted(set(groups[0]).intersection(*groups)) if groups else [],
        "nth_orders": orders,
    }


def _code(coupon: Json) -> Json:
    return {
        "text": coupon["code"],
        "start": coupon.get("starts_at"),
        "end": coupon.get("ends_at"),
        "total": coupon["usage_limit"],
        "per_buyer": coupon["per_customer_limit"],
    }


def _limits(promotion: Json) -> Json:
    budget = promotion.get("budget") or {"type": None, "limit": None}
    uses = budget["limit"] if budget["type"] == "usage" else promotion.get("usage_limit")
    return {"total": uses, "budget_minor": budget["limit"] if budget["type"] == "spend" else None}


def _usage(promotion: Json) -> Json:
    budget = promotion.get("budget") or {"type": None, "used": 0}
    coupon = promotion.get("coupon") or {"used": 0, "used_by_customer": 0}
    return {
        "used": budget["used"] if budget["type"] == "usage" else promotion.get("used", 0),
        "spent_minor": budget["used"] if budget["type"] == "spend" else 0,
        "code_used": coupon["used"],
        "code_used_by_buyer": coupon["used_by_customer"],
    }
