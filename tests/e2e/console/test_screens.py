"""Every screen, in both languages and in the dark: nothing fails, nothing keeps people out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console

Open = Callable[..., Console]
PLACES = {
    "approvals": "/approvals",
    "promotions": "/promotions?status=draft",
    "promotion": "/promotions?status=draft&open={promotion}",
    "products": "/products",
    "product": "/products/BOWL-1",
    "refusing": "/products/BOWL-2?decide=reject",
    "audit": "/audit?subject=product:BOWL-1",
}
TITLES = {
    "zh-CN": {"approvals": "审批", "promotions": "促销", "products": "商品", "audit": "审计"},
    "en": {"approvals": "Approvals", "promotions": "Promotions", "products": "Products"},
}
TITLES["en"]["audit"] = "Audit"


@pytest.fixture(scope="module")
def goods(shop: Shop) -> dict[str, str]:
    """One product is sold, another waits; a promotion is a draft, another waits."""
    shop.ask("POST /categories", {"id": "bowls", "name": "碗"}, Idempotency_Key="bowls")
    for number, title in enumerate(("粗陶碗", "青瓷碗"), 1):
        body: dict[str, Any] = {
            "id": f"BOWL-{number}",
            "title": title,
            "category": "bowls",
            "shelf": "ON",
        }
        body |= {
            "skus": [{"code": f"BOWL-{number}", "currency": "CNY", "list_price_minor": 12_900}]
        }
        made = shop.ask("POST /products", body, Idempotency_Key=f"bowl-{number}")
        match = f'"{made["version"]}"'
        made = shop.ask(f"POST /products/{made['id']}/submit", None, If_Match=match)
    match = '"2"'
    decision = {"decision": "approve"}
    shop.ask("POST /products/BOWL-1/decisions", decision, token=shop.owner, If_Match=match)
    return {"promotion": draft(shop, "满200减30"), "waiting": submitted(shop, "满300减50")}


def draft(shop: Shop, name: str) -> str:
    off = {"kind": "order_off", "off": {"kind": "amount", "off_minor": 3_000}}
    body: dict[str, Any] = {
        "name": name,
        "stage": "order",
        "ladder": {"of": "amount", "steps": [{"threshold": 20_000, "effects": [off]}]},
        "currency": "CNY",
        "limits": {"budget_minor": 50_000},
    }
    return str(
        shop.ask("POST /promotions", body, Idempotency_Key=f"draft {name}".encode().hex())["id"]
    )


def submitted(shop: Shop, name: str) -> str:
    made = draft(shop, name)
    shop.ask(f"POST /promotions/{made}/submit", None, If_Match='"1"')
    return made


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("screen", PLACES)
def test_a_screen_is_open_to_everybody_in_each_language(
    screen: str, language: str, visit: Open, goods: dict[str, str]
) -> None:
    console = visit("owner", PLACES[screen].format(**goods), language=language)
    console.settle()
    expect(console.page.locator("html")).to_have_attribute("lang", language)
    expect(console.page.locator("h1")).not_to_be_empty()
    assert console.barriers() == []


@pytest.mark.parametrize("screen", PLACES)
def test_a_screen_is_open_to_everybody_in_the_dark_and_on_a_tablet(
    screen: str, visit: Open, goods: dict[str, str]
) -> None:
    console = visit("owner", PLACES[screen].format(**goods), color_scheme="dark")
    console.page.set_viewport_size({"width": 768, "height": 1024})
    console.settle()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert console.page.evaluate(wide) == 0
    assert console.barriers() == []


def test_nobody_signed_in_meets_no_barrier_either(visit: Open) -> None:
    assert visit(None).barriers() == []


def test_every_screen_is_reached_by_the_keyboard(visit: Open, goods: dict[str, str]) -> None:
    console = visit("owner", "/approvals")
    console.settle()
    page = console.page
    for title in TITLES["zh-CN"].values():
        page.get_by_role("link", name=title, exact=True).first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("#main")).to_be_focused()


def test_the_language_is_chosen_and_kept(visit: Open, goods: dict[str, str]) -> None:
    console = visit("owner", "/approvals", language="en-GB")
    page = console.page
    expect(page.locator("h1")).to_have_text(TITLES["en"]["approvals"])
    page.get_by_label("Language").select_option("zh-CN")
    expect(page.locator("h1")).to_have_text(TITLES["zh-CN"]["approvals"])
    page.reload()
    expect(page.locator("h1")).to_have_text(TITLES["zh-CN"]["approvals"])
