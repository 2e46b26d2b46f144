"""The demonstration shop's price books: members pay less for tea, and some of it sells in euros."""

from typing import Any

from infra.local.demo_shop import Body, demo_shop
from infra.local.shop import Shop

_MEMBERS: Body = {"name": "会员价 Members", "currency": "CNY", "group": "member", "priority": 10}
_EURO: Body = {"name": "欧元 Euro", "currency": "EUR"}
_CNY_FOR_EUR = 8
_EURO_SKUS = 12


def seed_prices(shop: Shop) -> str:
    """What was done under its key is not done again: a run that broke off goes on from there, and
    what staff have changed since stays."""
    _move_below(shop, _open(shop, _MEMBERS), "loose-tea")
    _set_in_euro(shop, _open(shop, _EURO))
    return f"{len(_books(shop))} price books"


def _books(shop: Shop) -> list[Any]:
    found: list[Any] = shop.find("GET /price-books?limit=100").body["items"]
    return found


def _open(shop: Shop, book: Body) -> str:
    made = shop.ask("POST /price-books", book, Idempotency_Key=f"demo-book-{book['currency']}")
    return str(made["id"])


def _move_below(shop: Shop, book_id: str, category: str) -> None:
    """Eight per cent off, to the nearest .90; a part of the category at a time."""
    cursor, part = None, 0
    while cursor or not part:
        body = {
            "book_id": book_id,
            "currency": "CNY",
            "selection": {"kind": "category", "category": category, "cursor": cursor},
            "by": {"kind": "percent", "add_bp": -800},
            "ending": "90",
            "reason": "Members",
        }
        key = f"demo-members-{category}-{part}"
        cursor = shop.ask("POST /price-adjustments", body, Idempotency_Key=key)["next"]
        part += 1


def _set_in_euro(shop: Shop, book_id: str) -> None:
    skus = [sku for product in demo_shop().products for sku in product["skus"]]
    for sku in skus[:_EURO_SKUS]:
        terms = {
            name: sku[name.replace("_minor", "_price_minor")] // _CNY_FOR_EUR
            for name in ("list_minor", "sale_minor")
        }
        body = {"book_id": book_id, "currency": "EUR", "terms": terms, "reason": "Opening price"}
        key = f"demo-euro-{sku['code']}"
        made = shop.ask(f"POST /prices/{sku['code']}/changes", body, Idempotency_Key=key)
        _agree(shop, f"/prices/{made['sku']}/changes/{made['id']}", made["version"])


def _agree(shop: Shop, change: str, version: int) -> None:
    """A first price in another currency is compared with nothing: somebody else agrees."""
    shop.ask(f"POST {change}/approve", None, token=shop.owner, If_Match=f'"{version}"')
