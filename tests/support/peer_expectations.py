"""What the peers' cases expect, read off a quote in the cases' own words."""

from typing import Any

from promenade.base.promotion.model import Quote, Reason, Stage
from tests.support.promotions import each_of

Json = dict[str, Any]

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
        if outcome.promotion.stage is not Stage.UNIT and promotion_id in (
            None,
            outcome.promotion_id,
        ):
            for saving in quote.savings_of(outcome):
                sku = sku_of[saving.line_id]
                if sku in found or (saving.saving_minor and promotion_id):
                    found[sku] = found.get(sku, 0) + saving.saving_minor
    return found


def _order_discount(_case: Json, quote: Quote, _: Quote) -> int:
    return sum(o.saving_minor for o in quote.outcomes if o.promotion.stage is not Stage.UNIT)


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
        p.line.sku: sorted(p.line.list_minor - paid for paid in each_of(p.paid_per_unit))
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
