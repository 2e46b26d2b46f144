"""What people do with orders in the browser, against the deployed API."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_goods import running
from tests.support.console_selling import handled, level, on_sale, paid, placed

Open = Callable[..., Console]


@pytest.fixture(scope="module", autouse=True)
def goods(shop: Shop) -> None:
    """A bowl at 129.00 of which there are many, and 30.00 off from 200.00 on."""
    on_sale(shop, "ORDERED", "粗陶碗", 100)
    running(shop, "满200减30", "orders")


def test_an_order_explains_each_cent_and_what_happened(visit: Open, shop: Shop) -> None:
    number = paid(shop, "ORDERED", "explained")
    assert handled(shop, number)["order"]["paid_minor"] == 22_800
    page = visit("support", "/orders").page
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
    line = page.get_by_role("row", name="粗陶碗")
    for told in ("¥129.00", "¥258.00", "满200减30", "-¥30.00", "¥228.00", "2 × ¥114.00"):
        expect(line).to_contain_text(told)
    steps = page.locator(".timeline li")
    expect(steps).to_have_count(2)
    expect(steps.nth(0)).to_contain_text("下单¥228.00")
    expect(steps.nth(1)).to_contain_text("微信支付")


def test_personal_data_stand_covered_until_somebody_asks(visit: Open, shop: Shop) -> None:
    number = placed(shop, "ORDERED", "covered")
    page = visit("support", f"/orders/{number}").page
    card = page.locator(".card", has_text="收货信息")
    expect(card).to_contain_text("***")
    expect(card).not_to_contain_text("王芳")
    card.get_by_role("button", name="显示").click()
    expect(card).to_contain_text("王芳")
    console = visit("analyst", f"/orders/{number}")
    card = console.page.locator(".card", has_text="收货信息")
    expect(card).to_contain_text("您没有查看个人信息的权限")
    expect(card.get_by_role("button")).to_have_count(0)
    for deed in ("取消订单", "改价减免", "添加备注"):
        expect(console.page.get_by_role("button", name=deed)).to_have_count(0)


def test_a_refund_shows_its_faults_at_their_fields_and_loses_nothing(
    visit: Open, shop: Shop
) -> None:
    number = paid(shop, "ORDERED", "refunded")
    page = visit("support", f"/orders/{number}").page
    page.get_by_role("button", name="退款").click()
    form = page.get_by_role("dialog")
    form.get_by_label("粗陶碗").fill("3")
    form.get_by_role("button", name="退款").click()
    expect(form.locator("#order-reason-fault")).not_to_be_empty()
    form.get_by_label("原因").fill("破损一件")
    form.get_by_role("button", name="退款").click()
    expect(form.locator(".units .fault")).not_to_be_empty()
    expect(form.get_by_label("原因")).to_have_value("破损一件")
    assert handled(shop, number)["order"]["refunded_minor"] == 0
    form.get_by_label("粗陶碗").fill("1")
    form.get_by_role("button", name="退款").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("row", name="破损一件")).to_contain_text("¥114.00")
    assert handled(shop, number)["order"]["refunded_minor"] == 11_400


def test_an_order_is_sent_in_a_parcel_and_noted(visit: Open, shop: Shop) -> None:
    number = paid(shop, "ORDERED", "sent")
    page = visit("support", f"/orders/{number}").page
    page.get_by_role("button", name="添加备注").click()
    form = page.get_by_role("dialog")
    form.get_by_label("备注内容").fill("工作日送达")
    form.get_by_role("button", name="添加备注").click()
    expect(page.locator(".timeline")).to_contain_text("工作日送达")
    page.get_by_role("button", name="发货").click()
    form.get_by_label("快递公司").fill("顺丰")
    form.get_by_label("运单号").fill("SF1365")
    form.get_by_role("button", name="发货").click()
    expect(page.get_by_role("row", name="SF1365")).to_contain_text("粗陶碗 × 2")
    found = handled(shop, number)
    assert (found["order"]["stage"], found["notes"][0]["text"]) == ("shipped", "工作日送达")


def test_a_cancelled_order_gives_back_what_it_held(visit: Open, shop: Shop) -> None:
    before = level(shop, "ORDERED")
    number = placed(shop, "ORDERED", "cancelled")
    page = visit("support", f"/orders/{number}", language="en").page
    page.get_by_role("button", name="Cancel order").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Reason").select_option("staff")
    form.get_by_role("button", name="Cancel order").click()
    expect(page.locator(".timeline")).to_contain_text("the shop’s reasons")
    assert handled(shop, number)["order"]["stage"] == "cancelled"
    assert level(shop, "ORDERED") == before


def test_filters_that_the_api_refuses_say_so_at_their_field(visit: Open, shop: Shop) -> None:
    page = visit("support", "/orders").page
    page.get_by_label("来源").fill("elsewhere")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("alert").first).not_to_be_empty()
    expect(page.get_by_label("来源")).to_have_value("elsewhere")
    assert "source=elsewhere" in page.url


def test_an_order_is_found_by_its_number_whatever_its_stage(visit: Open, shop: Shop) -> None:
    number = placed(shop, "ORDERED", "found")
    page = visit("support", "/orders").page
    page.get_by_label("订单号").fill(number)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("row", name=number)).to_contain_text("待付款")


def test_who_may_not_read_orders_finds_none_in_the_menu(visit: Open) -> None:
    page = visit("marketer", "/orders").page
    expect(page.get_by_text("您没有打开此页面的权限")).to_be_visible()
    expect(page.get_by_role("link", name="订单", exact=True)).to_have_count(0)
