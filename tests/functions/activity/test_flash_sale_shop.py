"""The page of a flash sale over HTTP."""

import re

from tests.support.flash_shop import FlashShop
from tests.support.gateway import Gateway


def test_anybody_opens_the_page_in_the_language_of_the_browser(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    path = f"GET /shop/flash-sales/{shop.id}"
    page = gateway.call(path, headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["content-language"] == "zh"
    assert page.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "秒杀进行中" in page.text
    assert "Buy now" in gateway.call(path).text


def test_its_files_are_kept_for_good_and_those_of_other_versions_are_not(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    page = gateway.call(f"GET /shop/flash-sales/{shop.id}").text
    kinds = {}
    for name, version in re.findall(r"\.\./assets/([\w.-]+)\?digest=(\w+)", page):
        found = gateway.call(f"GET /shop/assets/{name}", query={"digest": version})
        kinds[found.headers["content-type"]] = found.headers["cache-control"]
    assert kinds == {
        "text/css; charset=utf-8": "public, max-age=31536000, immutable",
        "text/javascript; charset=utf-8": "public, max-age=31536000, immutable",
    }
    other = gateway.call("GET /shop/assets/sale.js", query={"digest": "0000000000000000"})
    assert (other.status, other.headers["cache-control"]) == (200, "no-store")


def test_a_sale_that_nobody_scheduled_has_no_page(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    assert gateway.call(f"GET /shop/flash-sales/{shop.id}").status == 404
