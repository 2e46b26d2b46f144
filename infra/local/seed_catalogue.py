"""The demonstration shop's categories, products and opening stock, through the API."""

import json
from collections.abc import Iterable
from typing import Any

from infra.local.cloud import CloudError
from infra.local.demo_shop import demo_shop, rows
from infra.local.shop import Shop


def seed_categories(shop: Shop) -> str:
    categories = demo_shop().categories
    for category in categories:
        key = f"demo-category-{category['id']}"
        shop.ask("POST /categories", category, Idempotency_Key=key)
    return f"{len(categories)} categories"


def seed_products(shop: Shop) -> str:
    goods = demo_shop()
    report = _send(shop, "POST /product-imports", rows(goods))
    return f"{len(goods.products)} products with {len(report['rows'])} SKUs"


def seed_stock(shop: Shop) -> str:
    """SKUs are counted in order: with the last one, all are."""
    stock = demo_shop().stock
    if shop.find(f"GET /stock/{list(stock)[-1]}").status == 404:
        opening = {"kind": "stock_take", "reason": "Opening stock"}
        lines = ({"sku": sku, "count": count, **opening} for sku, count in stock.items())
        _send(shop, "POST /stock-imports", lines)
    return f"{sum(stock.values())} units of {len(stock)} SKUs in stock"


def _send(shop: Shop, route: str, lines: Iterable[Any]) -> Any:
    """Raises CloudError unless every line is taken."""
    content = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    report = shop.ask(route, content, Content_Type="application/x-ndjson")
    if report["rejected_count"]:
        refused = next(row for row in report["rows"] if row["errors"])
        raise CloudError(f"{route} refuses {refused['sku']}: {refused['errors']}")
    return report
