"""The demonstration shop's categories, products and opening stock, through the API."""

from infra.local.demo_shop import demo_shop, rows
from infra.local.seed_files import send_lines
from infra.local.shop import Shop


def seed_categories(shop: Shop) -> str:
    """Those that are there are left as they are."""
    categories = demo_shop().categories
    there = {each["id"] for each in shop.find("GET /categories?limit=100").body["items"]}
    for category in categories:
        if category["id"] in there:
            continue
        key = f"demo-category-{category['id']}"
        shop.ask("POST /categories", category, Idempotency_Key=key)
    return f"{len(categories)} categories"


def seed_products(shop: Shop) -> str:
    """SKUs are imported in order: with the last one, all were."""
    goods = demo_shop()
    lines = list(rows(goods.products))
    if shop.find(f"GET /skus/{lines[-1]['sku']}").status == 404:
        send_lines(shop, "POST /product-imports", lines)
    return f"{len(goods.products)} products with {len(lines)} SKUs"


def seed_stock(shop: Shop) -> str:
    """SKUs are counted in order: with the last one, all are."""
    stock = demo_shop().stock
    if shop.find(f"GET /stock/{list(stock)[-1]}").status == 404:
        opening = {"kind": "stock_take", "reason": "Opening stock"}
        lines = ({"sku": sku, "count": count, **opening} for sku, count in stock.items())
        send_lines(shop, "POST /stock-imports", lines)
    return f"{sum(stock.values())} units of {len(stock)} SKUs in stock"
