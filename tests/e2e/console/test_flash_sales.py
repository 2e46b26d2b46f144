"""Flash sales in the console: from a plan to an end before its time, with numbers that go on."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_sales import plan, sale, sold

Open = Callable[..., Console]


@pytest.fixture(scope="module", autouse=True)
def goods(shop: Shop) -> None:
    sold(shop, "KETTLE-1", "铸铁壶")
    sold(shop, "KETTLE-2", "银壶")


def fill(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"#{name.replace('_', '-')}").fill(text)


def confirm(page: Page, deed: str) -> None:
    """The deed itself, and its question, which leaves nothing in the address."""
    page.get_by_role("button", name=deed, exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=deed, exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile(r"^[^?]*$"))


def path_of(page: Page) -> str:
    return page.url.split("#")[1].split("?")[0]


def drafts(shop: Shop) -> list[str]:
    found = shop.find("GET /flash-sales?status=draft&limit=100").body["items"]
    return [each["name"] for each in found]


def test_a_sale_is_planned_approved_by_another_and_sets_stock_apart(
    visit: Open, shop: Shop
) -> None:
    page = visit("marketer", "/flash-sales").page
    page.get_by_role("button", name="新建秒杀").click()
    fill(page, name="晚八点", sku="KETTLE-1")
    page.locator("#sku").blur()
    expect(page.get_by_text("铸铁壶")).to_contain_text("可售库存 100 件")
    expect(page.locator("#currency")).to_have_value("CNY")
    fill(page, price="99", units="30", start="2098-12-12T20:00", end="2098-12-12T22:00")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("晚八点")
    expect(page.locator("dl")).to_contain_text("现有可售库存 100 件，划出后剩 70 件")
    confirm(page, "提交审批")
    expect(page.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    other = visit("owner", path_of(page)).page
    confirm(other, "批准")
    page.reload()
    page.get_by_role("button", name="排期").click()
    expect(page.get_by_role("dialog")).to_contain_text("从 KETTLE-1 的库存划出 30 件")
    page.get_by_role("dialog").get_by_role("button", name="排期").click()
    expect(page.get_by_role("timer")).to_contain_text("距开始")
    told = plan(shop, path_of(page))
    shown = (told["status"], told["start"], told["price_minor"])
    assert shown == ("scheduled", "2098-12-12T12:00:00Z", 9_900)
    assert shop.find("GET /stock/KETTLE-1").body["available_count"] == 70


def test_a_plan_that_is_refused_shows_each_fault_at_its_field_and_loses_nothing(
    visit: Open, shop: Shop
) -> None:
    before = drafts(shop)
    page = visit("marketer", "/flash-sales/new").page
    fill(page, name="错的", sku="KETTLE-1", currency="CNY", price="9.999", units="50001")
    fill(page, per_user="11", peak="many")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#price-fault")).to_contain_text("小数位数不能多于该币种")
    for name in ("units", "per-user", "peak"):
        expect(page.locator(f"#{name}-fault")).not_to_be_empty()
    fill(page, price="9.99", units="10", per_user="2", peak="0")
    fill(page, start="2098-12-12T20:00", end="2098-12-12T19:00")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#end-fault")).not_to_be_empty()
    assert drafts(shop) == before
    page.reload()
    expect(page.locator("#end")).to_have_value("2098-12-12T19:00")
    expect(page.locator("#price")).to_have_value("9.99")


def test_a_running_sale_is_paused_resumed_extended_and_ended(visit: Open, shop: Shop) -> None:
    path = sale(shop, "快闪", "running", "KETTLE-2", "scheduled")
    page = visit("marketer", path).page
    expect(page.get_by_role("timer")).to_contain_text("距结束")
    confirm(page, "暂停")
    expect(page.locator(".head")).to_contain_text("已暂停")
    assert plan(shop, path)["phase"] == "paused"
    confirm(page, "恢复售卖")
    expect(page.locator(".head")).to_contain_text("售卖中")
    end = plan(shop, path)["end"]
    page.get_by_role("button", name="延长").click()
    dialog = page.get_by_role("dialog")
    fill(page, sale_end="2020-01-01T00:00")
    dialog.get_by_role("button", name="延长").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    assert plan(shop, path)["end"] == end
    fill(page, sale_end="2098-01-01T00:00")
    dialog.get_by_role("button", name="延长").click()
    expect(dialog).to_have_count(0)
    assert plan(shop, path)["end"] == "2097-12-31T16:00:00Z"
    page.get_by_role("button", name="立即结束").click()
    expect(dialog).to_contain_text("剩余 20 件退回库存，已售 0 件不受影响")
    dialog.get_by_role("button", name="立即结束").click()
    expect(page.locator(".head")).to_contain_text("已结束")
    assert plan(shop, path)["phase"] == "ended"


def test_numbers_go_on_while_the_page_is_looked_at(visit: Open, shop: Shop) -> None:
    path = sale(shop, "实时", "live", "KETTLE-2", "scheduled")
    page = visit("analyst", path).page
    tiles = page.locator(".tiles")
    expect(tiles).to_contain_text("剩余20")

    def more(route: Route) -> None:
        told: Any = route.fetch().json()
        told |= {"sold_count": 5, "left_count": 15, "buyer_count": 4, "sold_minor": 49_500}
        route.fulfill(json=told)

    page.route("**/statistics", more)
    expect(tiles).to_contain_text("剩余15")
    expect(tiles).to_contain_text("¥495.00")
    expect(page.locator(".card", has=tiles)).to_contain_text("25%")
    expect(page.locator("figure")).to_contain_text("打开此页以来")


def test_who_may_only_read_finds_nothing_to_change_by(visit: Open, shop: Shop) -> None:
    path = sale(shop, "只读场", "read", "KETTLE-2", "scheduled")
    page = visit("analyst", "/flash-sales").page
    expect(page.locator("tr", has_text="只读场")).to_contain_text("0/20")
    expect(page.get_by_role("button", name="新建秒杀")).to_have_count(0)
    page.get_by_role("link", name="只读场").click()
    expect(page.get_by_role("heading", name="实时售卖")).to_be_visible()
    for name in ("暂停", "立即结束", "延长", "编辑"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    assert plan(shop, path)["version"] == 4
