"""The demonstration shop's categories, products and opening stock, through the API."""

import json

from infra.local.cloud import CloudError
from infra.local.demo_shop import demo_shop, rows
from infra.local.shop import Shop


def seed_categories(shop: Shop) -> str:
    categories = demo_shop().categories
    for category in categories:
        shop.ask("POST /categories", category)
    return f"{len(categories)} categories"


def seed_products(shop: Shop) -> str:
    goods = demo_shop()
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows(goods)).encode()
    report = shop.ask("POST /product-imports", lines, Content_Type="application/x-ndjson")
    if report["rejected_count"]:
        refused = next(row for row in report["rows"] if row["errors"])
        raise CloudError(f"The demonstration's product {refused['product']}: {refused['errors']}")
    return f"{len(goods.products)} products with {len(report['rows'])} SKUs"


def seed_stock(shop: Shop) -> str:
    """SKUs are counted in order: with the last one, all are."""
    stock = demo_shop().stock
    if shop.find(f"GET /stock/{list(stock)[-1]}").status == 404:
        for sku, count in stock.items():
            body = {"kind": "stock_take", "count": count, "reason": "Opening stock"}
            shop.ask(f"POST /stock/{sku}/movements", body, Idempotency_Key=f"opening-stock-{sku}")
    return f"{sum(stock.values())} units of {len(stock)} SKUs in stock"
