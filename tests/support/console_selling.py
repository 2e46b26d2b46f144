"""What staff find in the console of a shop that sells: prices in books, stock, and orders."""

from typing import Any

from infra.local import payments
from infra.local.cloud import CloudError
from infra.local.shop import Shop
from tests.support.console_goods import proposed

WHO = {"recipient": "王芳", "phone": "13812345678", "address": "杭州市西湖区文三路 90 号"}


def on_sale(shop: Shop, id_: str, title: str, count: int = 10) -> None:
    """An approved product of one SKU, of which there are some."""
    proposed(shop, id_, title, "selling")
    decision = {"decision": "approve"}
    shop.ask(f"POST /products/{id_}/decisions", decision, token=shop.owner, If_Match='"2"')
    receive(shop, id_, count)


def receive(shop: Shop, sku: str, count: int) -> None:
    body = {"kind": "receive", "count": count, "reason": "到货"}
    shop.ask(f"POST /stock/{sku}/movements", body, Idempotency_Key=f"receive-{sku}-{count}")


def level(shop: Shop, sku: str, warehouse: str = "MAIN") -> tuple[int, int]:
    """On hand and available."""
    found = shop.find(f"GET /stock/{sku}?warehouse={warehouse}").body
    return found["on_hand_count"], found["available_count"]


def book(shop: Shop, name: str) -> str:
    """The id of one for members."""
    body = {"name": name, "currency": "CNY", "group": "member", "time_zone": "Asia/Shanghai"}
    return str(shop.ask("POST /price-books", body, Idempotency_Key="book-members")["id"])


def change(shop: Shop, sku: str, book_id: str, sale_minor: int) -> Any:
    terms = {"list_minor": 12_900, "sale_minor": sale_minor}
    body = {"book_id": book_id, "currency": "CNY", "terms": terms, "reason": "会员日"}
    return shop.ask(
        f"POST /prices/{sku}/changes", body, Idempotency_Key=f"change-{sku}-{sale_minor}"
    )


def placed(shop: Shop, sku: str, key: str, count: int = 2) -> str:
    """The number of an order. Quotes know promotions of shops that were here before: what an order
    is refused for is left out of the next quote, as storefronts do it."""
    token = shop.callers.token("shopper:fang")
    keyed = {"Idempotency-Key": f"order-{key}"}
    without: list[str] = []
    while True:
        cart: dict[str, Any] = {"currency": "CNY", "lines": [{"sku": sku, "qty": count}]}
        cart["without"] = without
        quote = shop.ask("POST /quotes", cart, token=token)
        order = cart | {"quote_hash": quote["hash"], "personal": WHO}
        answer = shop.api.call("POST /shop-orders", order, token=token, headers=keyed)
        if answer.status == 201:
            return str(answer.body["number"])
        refused = answer.body.get("promotion_id")
        if not refused or refused in without:
            raise CloudError(f"POST /shop-orders answers {answer.status}: {answer.body}")
        without.append(refused)


def paid(shop: Shop, sku: str, key: str, count: int = 2) -> str:
    """The number of one whose money has come."""
    number = placed(shop, sku, key, count)
    token = shop.callers.token("shopper:fang")
    opened = shop.ask(f"POST /shop-orders/{number}/payments", None, token=token)
    assert payments.pay(opened["url"])["answers"] == [200]
    return number


def handled(shop: Shop, number: str) -> Any:
    """An order as who handles it sees it."""
    return shop.api.call(f"GET /shop-orders/{number}/handling", token=shop.owner).body
