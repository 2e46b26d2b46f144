"""The peers' promotion cases as simulation requests, and their expectations read off a quote.

The peers know two stages: catalogue prices and the cart, where a coupon's code merely unlocks an
ordinary cart promotion. So cart promotions map to the order stage and codes to a condition.
Nothing here looks at which peer a case comes from.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from promenade.capabilities.promotion.model import Quote, Reason, Stage

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
            "nth_order": customer["nth_order"],
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
        "effects": [_effect(action, promotion) for action in plain],
        "ladder": _ladder(tiered, promotion) if tiered else None,
        "conditions": list(_conditions(promotion)),
        "scope": {"include": [_selector(scope) for scope in promotion.get("scopes", [])]},
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


def _selector(names: Json) -> Json:
    renamed = {"price_min": "price_min_minor", "price_max": "price_max_minor"}
    return {renamed.get(key, key): value for key, value in names.items()}


def _scope(names: Json | None) -> Json:
    return {"include": [_selector(names)] if names else []}


def _conditions(promotion: Json) -> Iterator[Json]:
    for condition in promotion["conditions"]:
        match condition["type"]:
            case "min_items_total":
                scope = _scope(condition.get("filter"))
                yield {"of": "amount", "threshold": condition["value"], "scope": scope}
            case "min_quantity":
                scope = _scope(condition.get("filter"))
                yield {"of": "quantity", "threshold": condition["value"], "scope": scope}
            case "contains_product" | "contains_category":
                yield {"of": "quantity", "threshold": 1, "scope": _contained(condition)}
            case "customer_group" | "nth_order":
                pass
            case unknown:
                raise ValueError(unknown)


def _contained(condition: Json) -> Json:
    kind = "products" if condition["type"] == "contains_product" else "categories"
    return _scope({kind: condition["any_of"]})


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


def _effect(action: Json, promotion: Json) -> Json:
    effect: Json = _EFFECTS[action["type"]](action, promotion)
    if action.get("channel"):
        effect["channels"] = [action["channel"]]
    return effect


def _off(action: Json) -> Json:
    if "percent" not in action:
        return {"off_minor": action["amount"]}
    basis_points = Decimal(action["percent"]) * 100
    assert basis_points == int(basis_points), "N2 knows whole basis points only"
    return {"off_bp": int(basis_points)}


def _order_off(action: Json, _: Json) -> Json:
    return {
        "type": "order_off",
        "off": _off(action),
        "scope": _scope(action.get("filter")),
        "units": {"limit": action.get("max_units")},
        "max_discount_minor": action.get("max_amount"),
    }


def _unit_off(action: Json, _: Json) -> Json:
    return {
        "type": "unit_off",
        "off": _off(action),
        "scope": _scope(action.get("filter")),
        "units": {"limit": action.get("max_units")},
        "basis": "price",
        "rounding": action.get("rounding_scope", "unit"),
        "max_discount_minor": action.get("max_amount"),
    }


def _catalogue_off(action: Json, _: Json) -> Json:
    return {"type": "unit_off", "off": _off(action), "scope": _scope(action.get("filter"))}


def _grouped_off(action: Json, promotion: Json) -> Json:
    units = {"set_size": action["group_size"], "pick": "largest_line"}
    return _unit_off(action, promotion) | {"units": units}


def _cheapest_free(action: Json, promotion: Json) -> Json:
    free = action | {"percent": "100", "max_units": action["quantity"]}
    return _unit_off(free, promotion)


def _line_off(action: Json, _: Json) -> Json:
    return {
        "type": "line_off",
        "off": _off(action),
        "scope": _scope(action.get("filter")),
        "max_units": action.get("max_units"),
    }


def _percent_of_line(action: Json, promotion: Json) -> Json:
    return _unit_off(action, promotion) | {"basis": "remaining", "rounding": "line"}


def _first_and_further_off(action: Json, _: Json) -> Json:
    return {
        "type": "first_and_further_off",
        "first_minor": action["first_unit_amount"],
        "further_minor": action["additional_unit_amount"],
        "scope": _scope(action.get("filter")),
        "max_units": action["max_units"],
    }


def _bundle_price(action: Json, promotion: Json) -> Json:
    part = {"count": action["quantity"], "scope": _scope(action.get("filter"))}
    return {
        "type": "bundle_price",
        "parts": [part],
        "price_minor": action["amount"],
        "max_sets": promotion.get("max_applications"),
    }


def _buy_get(action: Json, _: Json) -> Json:
    return {
        "type": "buy_get",
        "buy": {"count": action["buy_quantity"], "scope": _scope(action.get("buy_filter"))},
        "get": {"count": action["get_quantity"], "scope": _scope(action.get("get_filter"))},
        "off": _off({"percent": "100"} | action),
        "max_sets": 1,
    }


def _gift(action: Json, promotion: Json) -> Json:
    gift = {"type": "gift", "sku": action["sku"]}
    if "quantity_per_match" not in action:
        return gift | {"count": action.get("quantity", 1)}
    matched = [_contained(c) for c in promotion["conditions"] if c["type"].startswith("contains_")]
    per = {"count": 1, "scope": matched[0] if matched else _scope(None)}
    return gift | {"count": action["quantity_per_match"], "per": per}


_EFFECTS = {
    "add_gift": _gift,
    "bundle_fixed_price": _bundle_price,
    "buy_x_get_y_free": _buy_get,
    "catalog_fixed": _catalogue_off,
    "catalog_percent": _catalogue_off,
    "cheapest_free": _cheapest_free,
    "flexi_rate": _first_and_further_off,
    "group_item_fixed": _grouped_off,
    "group_item_percent": _grouped_off,
    "item_fixed": _unit_off,
    "item_percent": _unit_off,
    "line_fixed": _line_off,
    "line_percent": _line_off,
    "order_fixed": _order_off,
    "order_percent": _order_off,
    "percent": _percent_of_line,
}


def _ladder(action: Json, promotion: Json) -> Json:
    kind = action["type"].removeprefix("tiered_")
    rate = "percent" if "base_percent" in action else "amount"
    rungs = [{"threshold": 0, rate: action[f"base_{rate}"]}, *action["tiers"]]
    measured = {
        None: ("amount", _scope(action.get("filter"))),
        "cart_items_total": ("amount", _scope(None)),
        "eligible_quantity": ("quantity", _scope(action.get("filter"))),
    }
    of, scope = measured[action.get("threshold_on")]
    return {
        "of": of,
        "scope": scope,
        "steps": [
            {
                "threshold": rung["threshold"],
                "effects": [_effect(action | {"type": kind, rate: rung[rate]}, promotion)]
                if Decimal(rung[rate])
                else [],
            }
            for rung in rungs
        ],
    }


_REJECTIONS: dict[str, set[Reason]] = {
    "budget_exhausted": {Reason.BUDGET_EXHAUSTED, Reason.BUDGET_INSUFFICIENT},
    "campaign_budget_exceeded": {
        Reason.LIMIT_REACHED,
        Reason.BUDGET_EXHAUSTED,
        Reason.BUDGET_INSUFFICIENT,
    },
    "conditions_not_met": {Reason.BELOW_THRESHOLD, Reason.NO_MATCHING_LINE, Reason.WRONG_AUDIENCE},
    "coupon_expired": {Reason.COUPON_EXPIRED},
    "coupon_not_found": {Reason.COUPON_UNKNOWN},
    "coupon_per_customer_limit_reached": {Reason.COUPON_BUYER_LIMIT_REACHED},
    "coupon_usage_limit_reached": {Reason.COUPON_LIMIT_REACHED},
    "promotion_disabled": {Reason.PAUSED},
    "promotion_expired": {Reason.ENDED},
    "promotion_not_in_channel": {Reason.WRONG_CHANNEL},
    "promotion_not_started": {Reason.NOT_STARTED},
    "promotion_usage_limit_reached": {Reason.LIMIT_REACHED},
}


def only_item_level(request: Json) -> Json:
    """The same request without what is taken off the order as a whole."""
    promotions = [
        promotion
        | {"effects": [each for each in promotion["effects"] if each["type"] != "order_off"]}
        for promotion in request["promotions"]
    ]
    return request | {"promotions": promotions}


def observed(case: Json, quote: Quote, item_level: Quote) -> Json:
    """The quote in the vocabulary of the case's expectations, for the keys the case has."""
    return {key: _OBSERVERS[key](case, quote, item_level) for key in case["expected"]}


def expected(case: Json) -> Json:
    """The case's expectations, units in ascending order: the units of a line are alike."""
    wanted: Json = dict(case["expected"])
    if "unit_discounts" in wanted:
        wanted["unit_discounts"] = {
            sku: sorted(units) for sku, units in wanted["unit_discounts"].items()
        }
    return wanted


def _savings(quote: Quote, skus: Json, promotion_id: str | None = None) -> dict[str, int]:
    sku_of = {priced.line.id: priced.line.sku for priced in quote.lines}
    found = dict.fromkeys(skus, 0)
    for outcome in quote.outcomes:
        if outcome.stage is not Stage.UNIT and promotion_id in (None, outcome.promotion_id):
            for saving in quote.savings_of(outcome):
                sku = sku_of[saving.line_id]
                if sku in found or (saving.saving_minor and promotion_id):
                    found[sku] = found.get(sku, 0) + saving.saving_minor
    return found


def _order_discount(_case: Json, quote: Quote, _: Quote) -> int:
    return sum(o.saving_minor for o in quote.outcomes if o.stage is not Stage.UNIT)


def _line_discounts(case: Json, quote: Quote, _: Quote) -> Json:
    return _savings(quote, case["expected"]["line_discounts"])


def _item_discounts(case: Json, _: Quote, item_level: Quote) -> Json:
    return _savings(item_level, case["expected"]["line_item_discounts"])


def _by_promotion(case: Json, quote: Quote, _: Quote) -> Json:
    ids = {promotion["name"]: promotion["id"] for promotion in case["promotions"]}
    wanted = case["expected"]["discount_by_promotion"]
    return {name: _savings(quote, {}, ids[name]) for name in wanted}


def _unit_discounts(_case: Json, quote: Quote, _: Quote) -> Json:
    return {
        p.line.sku: sorted(p.line.list_minor - paid for paid in p.unit_paid_minor)
        for p in quote.lines
    }


def _unit_prices(case: Json, quote: Quote, _: Quote) -> Json:
    return {
        p.line.sku: p.paid_minor / p.line.qty
        for p in quote.lines
        if p.line.sku in case["expected"]["unit_price_after"]
    }


def _list_prices(_case: Json, quote: Quote, _: Quote) -> Json:
    return {p.line.sku: p.line.list_minor for p in quote.lines}


def _line_totals(case: Json, quote: Quote, _: Quote) -> Json:
    wanted = case["expected"]["line_totals"]
    return {p.line.sku: p.paid_minor for p in quote.lines if p.line.sku in wanted}


def _accepted(_case: Json, quote: Quote, _: Quote) -> str | None:
    return next((code.code for code in quote.codes if code.accepted), None)


def _rejection(case: Json, quote: Quote, _: Quote) -> Json:
    wanted: Json = case["expected"]["rejection"]
    if "coupon_code" in wanted:
        told = [code.reason for code in quote.codes if code.code == wanted["coupon_code"]]
    else:
        ids = {p["id"] for p in case["promotions"] if p["name"] == wanted["promotion"]}
        told = [outcome.reason for outcome in quote.outcomes if outcome.promotion_id in ids]
    if told and told[0] in _REJECTIONS[wanted["reason"]]:
        return wanted
    return {"told": told}


_OBSERVERS = {
    "coupon_accepted": _accepted,
    "discount_by_promotion": _by_promotion,
    "line_discounts": _line_discounts,
    "line_item_discounts": _item_discounts,
    "line_totals": _line_totals,
    "list_unit_price": _list_prices,
    "order_discount": _order_discount,
    "rejection": _rejection,
    "total": lambda _case, quote, _: quote.totals.goods_minor,
    "unit_discounts": _unit_discounts,
    "unit_price_after": _unit_prices,
}
