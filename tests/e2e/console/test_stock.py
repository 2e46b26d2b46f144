"""What people do with stock in the browser, against the deployed API."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_selling import level, on_sale

Open = Callable[..., Console]


@pytest.fixture(scope="module", autouse=True)
def goods(shop: Shop) -> None:
    """Ten units of each of three."""
    for number, title in enumerate(("马克杯", "茶杯", "酒杯"), 1):
        on_sale(shop, f"STOCK-{number}", title)


def test_units_are_received_with_the_faults_at_their_fields(visit: Open, shop: Shop) -> None:
    page = visit("marketer", "/stock/STOCK-1").page
    page.get_by_role("button", name="登记出入库").click()
    form = page.get_by_role("dialog")
    form.get_by_label("入库件数").fill("一打")
    form.get_by_label("原因").fill("采购单 7 到货")
    form.get_by_role("button", name="登记出入库").click()
    expect(form.locator("#stock-count-fault")).to_have_text("请填写整数件数，如 12。")
    form.get_by_label("入库件数").fill("-12")
    form.get_by_role("button", name="登记出入库").click()
    expect(form.locator("#stock-count-fault")).not_to_be_empty()
    expect(form.get_by_label("原因")).to_have_value("采购单 7 到货")
    assert level(shop, "STOCK-1") == (10, 10)
    form.get_by_label("入库件数").fill("12")
    expect(form.get_by_text("在库 10 → 22")).to_be_visible()
    form.get_by_role("button", name="登记出入库").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("row", name="采购单 7 到货")).to_contain_text("+12")
    assert level(shop, "STOCK-1") == (22, 22)


def test_what_is_more_than_there_is_leaves_stock_as_it_was(visit: Open, shop: Shop) -> None:
    page = visit("marketer", "/stock/STOCK-2?do=move").page
    form = page.get_by_role("dialog")
    form.get_by_label("类型").select_option("adjust")
    form.get_by_label("增减件数").fill("-11")
    form.get_by_label("原因").fill("破损")
    form.get_by_role("button", name="登记出入库").click()
    expect(form.get_by_role("alert")).to_be_visible()
    expect(form.get_by_label("增减件数")).to_have_value("-11")
    assert level(shop, "STOCK-2") == (10, 10)


def test_safety_stock_and_the_alert_are_set(visit: Open, shop: Shop) -> None:
    page = visit("marketer", "/stock/STOCK-2").page
    for deed, label, count in (
        ("设置安全库存", "安全库存件数", "4"),
        ("设置预警", "预警线（件）", "6"),
    ):
        page.get_by_role("button", name=deed).click()
        page.get_by_role("dialog").get_by_label(label).fill(count)
        page.get_by_role("dialog").get_by_role("button", name=deed).click()
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("库存不足")).to_be_visible()
    assert level(shop, "STOCK-2") == (10, 6)
    assert shop.find("GET /stock/STOCK-2").body["low_count"] == 6


def test_a_warehouse_is_added_and_gets_units_of_another(visit: Open, shop: Shop) -> None:
    page = visit("marketer", "/stock?tab=warehouses").page
    page.get_by_role("button", name="新建仓库").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("编码").fill("EAST")
    form.get_by_label("名称").fill("华东仓")
    form.get_by_role("button", name="新建仓库").click()
    expect(page.get_by_role("row", name="华东仓")).to_be_visible()
    page = visit("marketer", "/stock/STOCK-3?do=transfer").page
    form = page.get_by_role("dialog")
    form.get_by_label("调入仓库").select_option("EAST")
    form.get_by_label("调拨件数").fill("3")
    form.get_by_label("原因").fill("铺货")
    form.get_by_role("button", name="调拨").click()
    expect(page.get_by_role("link", name="华东仓 (3)")).to_be_visible()
    assert (level(shop, "STOCK-3"), level(shop, "STOCK-3", "EAST")) == ((7, 7), (3, 3))


def test_units_set_apart_are_given_back(visit: Open, shop: Shop) -> None:
    page = visit("marketer", "/stock/STOCK-1?do=pool").page
    form = page.get_by_role("dialog")
    form.get_by_label("编码").fill("LIVE-1111")
    form.get_by_label("划出件数").fill("5")
    before = level(shop, "STOCK-1")
    form.get_by_role("button", name="划出专用库存").click()
    expect(page.get_by_role("row", name="LIVE-1111")).to_contain_text("使用中")
    assert level(shop, "STOCK-1")[1] == before[1] - 5
    page.get_by_role("button", name="收回专用库存：LIVE-1111").click()
    page.get_by_role("dialog").get_by_role("button", name="收回").click()
    expect(page.get_by_role("row", name="LIVE-1111")).to_contain_text("已收回")
    assert level(shop, "STOCK-1") == before


def test_who_only_reads_stock_finds_levels_and_no_button(visit: Open) -> None:
    console = visit("support", "/stock?q=酒杯")
    page = console.page
    page.get_by_role("link", name="STOCK-3").click()
    expect(page.get_by_role("heading", name="出入库流水")).to_be_visible()
    console.settle()
    expect(page.get_by_role("button", name="登记出入库")).to_have_count(0)
