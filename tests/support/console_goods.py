"""What staff find in the console: products and promotions, as colleagues left them."""

from typing import Any

from infra.local.shop import Shop


def product(shop: Shop, id_: str, title: str, category: str) -> Any:
    """A draft, in a category of its own."""
    there = {"id": category, "name": category.title()}
    shop.ask("POST /categories", there, Idempotency_Key=f"category-{category}")
    body: dict[str, Any] = {"id": id_, "title": title, "category": category, "shelf": "ON"}
    body["skus"] = [{"code": id_, "currency": "CNY", "list_price_minor": 12_900}]
    return shop.ask("POST /products", body, Idempotency_Key=f"product-{id_}")


def proposed(shop: Shop, id_: str, title: str, category: str) -> None:
    made = product(shop, id_, title, category)
    shop.ask(f"POST /products/{id_}/submit", None, If_Match=f'"{made["version"]}"')


def draft(shop: Shop, name: str, key: str) -> str:
    """The id of a promotion that saves 30 from 200 on, within a budget of 500."""
    off = {"kind": "order_off", "off": {"kind": "amount", "off_minor": 3_000}}
    body: dict[str, Any] = {
        "name": name,
        "stage": "order",
        "ladder": {"of": "amount", "steps": [{"threshold": 20_000, "effects": [off]}]},
        "currency": "CNY",
        "limits": {"budget_minor": 50_000},
    }
    made = shop.ask("POST /promotions", body, Idempotency_Key=f"promotion-{key}")
    return str(made["id"])


def submitted(shop: Shop, name: str, key: str) -> str:
    made = draft(shop, name, key)
    shop.ask(f"POST /promotions/{made}/submit", None, If_Match='"1"')
    return made


def running(shop: Shop, name: str, key: str) -> str:
    """The path of one that others approved, and that is published."""
    path = f"/promotions/{submitted(shop, name, key)}"
    shop.ask(f"POST {path}/approve", None, token=shop.owner, If_Match='"2"')
    version = shop.find(f"GET {path}").body["version"]
    shop.ask(f"POST {path}/publish", None, If_Match=f'"{version}"')
    return path


def status(shop: Shop, path: str) -> str:
    return str(shop.find(f"GET {path}").body["status"])
