"""The peers' actions as effects and ladders."""

from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def selector_of(names: Json) -> Json:
    renamed = {"price_min": "price_min_minor", "price_max": "price_max_minor"}
    return {renamed.get(key, key): value for key, value in names.items()}


def scope_of(names: Json | None) -> Json:
    return {"include": [selector_of(names)] if names else []}


def contained_in(condition: Json) -> Json:
    kind = "products" if condition["type"] == "contains_product" else "categories"
    return scope_of({kind: condition["any_of"]})


def effect_of(action: Json, promotion: Json) -> Json:
    effect: Json = _EFFECTS[action["type"]](action, promotion)
    if action.get("channel"):
        effect["channels"] = [action["channel"]]
    return effect


def _off(action: Json) -> Json:
    if "percent" not in action:
        return {"kind": "amount", "off_minor": action["amount"]}
    basis_points = Decimal(action["percent"]) * 100
    assert basis_points == int(basis_points), "N2 knows whole basis points only"
    return {"kind": "percent", "off_bp": int(basis_points)}


def _order_off(action: Json, _: Json) -> Json:
    return {
        "kind": "order_off",
        "off": _off(action),
        "scope": scope_of(action.get("filter")),
        "units": {"limit": action.get("max_units")},
        "max_discount_minor": action.get("max_amount"),
    }


def _unit_off(action: Json, _: Json) -> Json:
    return {
        "kind": "unit_off",
        "off": _off(action),
        "scope": scope_of(action.get("filter")),
        "units": {"limit": action.get("max_units")},
        "basis": "price",
        "rounding": action.get("rounding_scope", "unit"),
        "max_discount_minor": action.get("max_amount"),
    }


def _catalogue_off(action: Json, _: Json) -> Json:
    return {"kind": "unit_off", "off": _off(action), "scope": scope_of(action.get("filter"))}


def _grouped_off(action: Json, promotion: Json) -> Json:
    units = {"set_size": action["group_size"], "pick": "largest_line"}
    return _unit_off(action, promotion) | {"units": units}


def _cheapest_free(action: Json, promotion: Json) -> Json:
    free = action | {"percent": "100", "max_units": action["quantity"]}
    return _unit_off(free, promotion)


def _line_off(action: Json, _: Json) -> Json:
    return {
        "kind": "line_off",
        "off": _off(action),
        "scope": scope_of(action.get("filter")),
        "max_units": action.get("max_units"),
    }


def _percent_of_line(action: Json, promotion: Json) -> Json:
    return _unit_off(action, promotion) | {"basis": "remaining", "rounding": "line"}


def _first_and_further_off(action: Json, _: Json) -> Json:
    return {
        "kind": "first_and_further_off",
        "first_minor": action["first_unit_amount"],
        "further_minor": action["additional_unit_amount"],
        "scope": scope_of(action.get("filter")),
        "max_units": action["max_units"],
    }


def _bundle_price(action: Json, promotion: Json) -> Json:
    part = {"count": action["quantity"], "scope": scope_of(action.get("filter"))}
    return {
        "kind": "bundle_price",
        "parts": [part],
        "price_minor": action["amount"],
        "max_sets": promotion.get("max_applications"),
    }


def _buy_get(action: Json, _: Json) -> Json:
    return {
        "kind": "buy_get",
        "buy": {"count": action["buy_quantity"], "scope": scope_of(action.get("buy_filter"))},
        "get": {"count": action["get_quantity"], "scope": scope_of(action.get("get_filter"))},
        "off": _off({"percent": "100"} | action),
        "max_sets": 1,
    }


def _gift(action: Json, promotion: Json) -> Json:
    gift = {"kind": "gift", "sku": action["sku"]}
    if "quantity_per_match" not in action:
        return gift | {"count": action.get("quantity", 1)}
    matched = [
        contained_in(c) for c in promotion["conditions"] if c["type"].startswith("contains_")
    ]
    per = {"count": 1, "scope": matched[0] if matched else scope_of(None)}
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


def ladder_of(action: Json, promotion: Json) -> Json:
    kind = action["type"].removeprefix("tiered_")
    rate = "percent" if "base_percent" in action else "amount"
    rungs = [{"threshold": 0, rate: action[f"base_{rate}"]}, *action["tiers"]]
    measured = {
        None: ("amount", scope_of(action.get("filter"))),
        "cart_items_total": ("amount", scope_of(None)),
        "eligible_quantity": ("quantity", scope_of(action.get("filter"))),
    }
    of, scope = measured[action.get("threshold_on")]
    return {
        "of": of,
        "scope": scope,
        "steps": [
            {
                "threshold": rung["threshold"],
                "effects": [effect_of(action | {"type": kind, rate: rung[rate]}, promotion)]
                if Decimal(rung[rate])
                else [],
            }
            for rung in rungs
        ],
    }
