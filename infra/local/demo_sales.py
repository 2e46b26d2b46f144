"""The demonstration shop's flash sale and its targeted offer, as bodies of the API."""

from datetime import datetime, timedelta

from infra.local.demo_shop import Body, DemoShop

SALE_UNITS = 60
_LASTS = timedelta(days=28)


def demo_sale(goods: DemoShop, now: datetime) -> Body:
    """Of the dearest SKU of which there is enough, at 70 % of its price."""
    dearest = max(
        (sku for product in goods.products if product["shelf"] == "ON" for sku in product["skus"]),
        key=lambda sku: (goods.stock[sku["code"]] >= 2 * SALE_UNITS, sku["sale_price_minor"]),
    )
    return {
        "name": "整点秒杀",
        "sku": dearest["code"],
        "currency": "CNY",
        "price_minor": dearest["sale_price_minor"] * 7 // 1_000 * 100,
        "unit_count": SALE_UNITS,
        "per_user": 2,
        **_window(now),
    }


def demo_templates() -> tuple[Body, Body]:
    """Of the coupons that an offer gives, and of what everybody can have instead."""
    return (
        _template("专属满300减60", 6_000, "targeted_offer"),
        _template("人人满300减20", 2_000, "claim"),
    )


def demo_offer(template_id: str, alternative_template_id: str, now: datetime) -> Body:
    return {
        "name": "给您的专属礼",
        "template_id": template_id,
        "alternative_template_id": alternative_template_id,
        "hours_valid": 72,
        **_window(now),
    }


def _template(name: str, off_minor: int, take: str) -> Body:
    return {
        "name": name,
        "worth": {"kind": "amount", "off_minor": off_minor},
        "take": {"kind": take},
        "validity": {"kind": "relative", "days": 7},
        "currency": "CNY",
        "min_spend_minor": 30_000,
        "total": 1_000,
    }


def _window(now: datetime) -> Body:
    return {"start": now.isoformat(), "end": (now + _LASTS).isoformat()}
