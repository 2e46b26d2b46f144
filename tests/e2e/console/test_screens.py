"""Every screen, in both languages and in the dark: nothing fails, nothing keeps people out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_coupons import place, template
from tests.support.console_campaigns import outreach, scheduled, terms
from tests.support.console_goods import draft, proposed, submitted
from tests.support.console_sales import sale, sold
from tests.support.console_selling import book, change, on_sale, paid
from tests.support.console_reports import built
from tests.support.console_staff import client, invited

Open = Callable[..., Console]
PLACES = {
    "home": "/home",
    "approvals": "/approvals",
    "promotions": "/promotions?status=draft",
    "promotion": "/promotions?status=draft&open={promotion}",
    "products": "/products",
    "product": "/products/BOWL-1",
    "refusing": "/products/BOWL-2?decide=reject",
    "prices": "/prices",
    "price books": "/prices?tab=books",
    "opening a book": "/prices?tab=books&book=new",
    "price jobs": "/prices?tab=jobs",
    "price": "/prices/PLATE-1?rule=cn7&was=129",
    "proposing a price": "/prices/PLATE-1?propose=yes",
    "stock": "/stock",
    "warehouses": "/stock?tab=warehouses",
    "reservations": "/stock?tab=reservations",
    "stock faults": "/stock?tab=faults",
    "level": "/stock/PLATE-1",
    "receiving": "/stock/PLATE-1?do=move",
    "orders": "/orders",
    "order faults": "/orders?stage=faults",
    "order": "/orders/{order}",
    "refunding": "/orders/{order}?do=refund",
    "audit": "/audit?subject=product:BOWL-1",
    "coupons": "/coupons",
    "coupon": "{coupon}",
    "coded": "{coded}",
    "issued": "{issued}?do=stop",
    "extending": "{coupon}?do=extend",
    "drafting a coupon": "/coupons/new",
    "a customer's coupons": "/coupons/customers?customer=amelie",
    "flash sales": "/flash-sales",
    "flash sale": "{sale}",
    "ending a flash sale": "{sale}?do=end",
    "drafting a flash sale": "/flash-sales/new",
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
    "zh-CN": {"approvals": "审批", "promotions": "促销", "products": "商品", "audit": "审计"}
    | {"coupons": "优惠券", "flash sales": "秒杀"}
    | {"prices": "价格", "stock": "库存", "orders": "订单"},
    "en": {"approvals": "Approvals", "promotions": "Promotions", "products": "Products"},
    "reports": "/reports?act=new",
    "report": "/reports/{report}",
    "audit": "/audit?subject=product:BOWL-1",
    "staff": "/staff?tab=people",
    "member": "/staff/people/{member}?act=grant",
    "role": "/staff?tab=roles&role=new",
    "client": "/staff/clients/{client}",
    "policy": "/staff?tab=policy&act=policy",
    "mine": "/staff?tab=mine",
}
TITLES = {
    "zh-CN": {
        "home": "首页",
        "approvals": "审批",
        "promotions": "促销",
        "products": "商品",
        "reports": "报表",
        "audit": "审计",
        "staff": "成员与权限",
    },
    "en": {"approvals": "Approvals"},
}
TITLES["en"]["audit"] = "Audit"
TITLES["zh-CN"] |= {"campaigns": "营销活动", "segments": "顾客分群"}
TITLES["en"] |= {"campaigns": "Campaigns", "segments": "Segments"}


@pytest.fixture(scope="module")
def goods(shop: Shop) -> dict[str, str]:
    """What every screen has something to show of."""
    for number, title in enumerate(("粗陶碗", "青瓷碗"), 1):
        proposed(shop, f"BOWL-{number}", title, "bowls")
    decision = {"decision": "approve"}
    shop.ask("POST /products/BOWL-1/decisions", decision, token=shop.owner, If_Match='"2"')
    submitted(shop, "满300减50", "waiting")
    promotion = draft(shop, "满200减30", "draft")
    return {"promotion": promotion, **coupons(shop), **sales(shop), **selling(shop)}


def coupons(shop: Shop) -> dict[str, str]:
    """Three that are given, each in its way."""
    coded, issued = {"take": {"kind": "code"}}, {"take": {"kind": "issue"}}
    paths = {
        "coupon": template(shop, "满100减20", "claim", "active"),
        "coded": template(shop, "一券一码", "code", "active", **coded),
        "issued": template(shop, "补偿券", "issue", "active", **issued),
    }
    return {name: place(path) for name, path in paths.items()}


def sales(shop: Shop) -> dict[str, str]:
    """One that runs, with a queue."""
    sold(shop, "TEAPOT-1", "紫砂壶")
    queue = {"fairness": "queue", "peak_per_s": 10}
    return {"sale": sale(shop, "抽签场", "queue", "TEAPOT-1", "scheduled", **queue)}


def selling(shop: Shop) -> dict[str, str]:
    """A product whose price in a book waits, and a paid order of it."""
    on_sale(shop, "PLATE-1", "粗陶盘")
    change(shop, "PLATE-1", book(shop, "会员价"), 900)
    return {"order": paid(shop, "PLATE-1", "seen")}
    return {
        "promotion": draft(shop, "满200减30", "draft"),
        "report": built(shop),
        "member": invited(shop, "nora"),
        "client": client(shop, "ERP"),
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
