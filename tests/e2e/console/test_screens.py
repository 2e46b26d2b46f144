"""Every screen, in both languages and in the dark: nothing fails, nothing keeps people out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_campaigns import outreach, scheduled, terms
from tests.support.console_goods import draft, proposed, submitted

Open = Callable[..., Console]
PLACES = {
    "approvals": "/approvals",
    "promotions": "/promotions?status=draft",
    "promotion": "/promotions?status=draft&open={promotion}",
    "products": "/products",
    "product": "/products/BOWL-1",
    "refusing": "/products/BOWL-2?decide=reject",
    "audit": "/audit?subject=product:BOWL-1",
    "campaigns": "/campaigns",
    "calendar": "/campaigns/calendar?on=2030-05-01",
    "compared": "/campaigns/effects",
    "campaign": "/campaigns/{campaign}",
    "runs": "/campaigns/{campaign}?view=runs",
    "decisions": "/campaigns/{campaign}?view=decisions",
    "effect": "/campaigns/{campaign}?view=effect",
    "preview": "/campaigns/{campaign}?view=preview",
    "stopping": "/campaigns/{campaign}?ask=cancel",
    "copying": "/campaigns/{campaign}?ask=copy",
    "drafting": "/campaigns/new",
    "editing": "/campaigns/{campaign}/edit",
    "messages": "/campaigns/templates?channel=in_app",
    "message": "/campaigns/templates/{message}",
    "accounts": "/campaigns/accounts",
    "segments": "/segments",
    "segment": "/segments/{segment}",
    "building": "/segments/{segment}/edit",
}
TITLES = {
    "zh-CN": {"approvals": "审批", "promotions": "促销", "products": "商品", "audit": "审计"},
    "en": {"approvals": "Approvals", "promotions": "Promotions", "products": "Products"},
}
TITLES["en"]["audit"] = "Audit"
TITLES["zh-CN"] |= {"campaigns": "营销活动", "segments": "顾客分群"}
TITLES["en"] |= {"campaigns": "Campaigns", "segments": "Segments"}


@pytest.fixture(scope="module")
def goods(shop: Shop) -> dict[str, str]:
    """One product is sold, another waits; a promotion is a draft, another waits."""
    for number, title in enumerate(("粗陶碗", "青瓷碗"), 1):
        proposed(shop, f"BOWL-{number}", title, "bowls")
    decision = {"decision": "approve"}
    shop.ask("POST /products/BOWL-1/decisions", decision, token=shop.owner, If_Match='"2"')
    submitted(shop, "满300减50", "waiting")
    mail = outreach(shop, "screens")
    sent = terms("春茶上新", mail.segment, mail.message, "2030-05-06T10:00")
    return mail._asdict() | {
        "promotion": draft(shop, "满200减30", "draft"),
        "campaign": scheduled(shop, "screens", sent),
    }


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
    console = visit("owner", "/audit?subject=product:BOWL-1")
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
