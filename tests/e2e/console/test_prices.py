"""What people do with prices in the browser, against the deployed API."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_selling import book, change, on_sale

Open = Callable[..., Console]


@pytest.fixture(scope="module")
def members(shop: Shop) -> str:
    """A price book in a shop that sells two bowls at 129.00."""
    on_sale(shop, "PRICED-1", "粗陶碗")
    on_sale(shop, "PRICED-2", "青瓷碗")
    return book(shop, "会员价")


def statuses(shop: Shop, sku: str) -> list[str]:
    items = shop.find("GET /price-changes?limit=50").body["items"]
    return [each["status"] for each in items if each["sku"] == sku]


def test_a_price_is_proposed_with_its_faults_at_their_fields_and_approved_by_another(
    visit: Open, shop: Shop, members: str
) -> None:
    page = visit("marketer", "/prices/PRICED-1").page
    page.get_by_role("button", name="提交改价").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("标价")).to_have_value("129.00")
    form.get_by_label("售价").fill("十元")
    form.get_by_role("button", name="提交改价").click()
    expect(form.locator("#price-sale-fault")).to_contain_text("大于零的金额")
    expect(form.locator("#price-book-fault")).not_to_be_empty()
    expect(form.locator("#price-reason-fault")).not_to_be_empty()
    expect(form.get_by_label("售价")).to_have_value("十元")
    assert statuses(shop, "PRICED-1") == []
    form.get_by_label("价格册").select_option(members)
    form.get_by_label("售价").fill("10")
    form.get_by_label("原因").fill("会员日")
    form.get_by_role("button", name="提交改价").click()
    expect(form).to_have_count(0)
    assert statuses(shop, "PRICED-1") == ["pending_approval"]
    writer = visit("marketer", "/prices").page
    expect(writer.get_by_text("您提交的改价须由他人审批")).to_be_visible()
    expect(writer.get_by_role("button", name="批准：PRICED-1")).to_have_count(0)
    other = visit("owner", "/prices").page
    other.get_by_role("button", name="批准：PRICED-1").click()
    other.get_by_role("dialog").get_by_role("button", name="批准").click()
    expect(other.get_by_text("没有待审批的改价")).to_be_visible()
    assert statuses(shop, "PRICED-1") == ["active"]
    (entry,) = shop.find("GET /prices/PRICED-1").body["entries"]
    assert entry["terms"] == {"list_minor": 12_900, "sale_minor": 1_000}


def test_what_is_half_written_is_there_again_after_a_reload(visit: Open, members: str) -> None:
    page = visit("marketer", "/prices/PRICED-2?propose=yes").page
    page.get_by_label("售价").fill("118")
    page.get_by_label("原因").fill("换季")
    page.reload()
    expect(page.get_by_label("售价")).to_have_value("118")
    expect(page.get_by_label("原因")).to_have_value("换季")


def test_a_refused_change_leaves_the_price_as_it_was(visit: Open, shop: Shop, members: str) -> None:
    assert change(shop, "PRICED-2", members, 900)["status"] == "pending_approval"
    page = visit("owner", "/prices").page
    page.get_by_role("button", name="驳回：PRICED-2").click()
    page.get_by_role("dialog").get_by_role("button", name="驳回").click()
    expect(page.get_by_text("没有待审批的改价")).to_be_visible()
    assert statuses(shop, "PRICED-2") == ["cancelled"]
    assert shop.find("GET /prices/PRICED-2").body["entries"] == []


def test_a_crossed_out_price_is_judged_by_its_evidence(visit: Open, members: str) -> None:
    page = visit("analyst", "/prices/PRICED-2").page
    expect(page.get_by_role("button", name="提交改价")).to_have_count(0)
    page.get_by_label("拟展示的划线价").fill("129")
    page.get_by_role("button", name="查依据").click()
    expect(page.get_by_text("划线价无法证明")).to_be_visible()
    assert "was=129" in page.url


def test_a_price_book_is_opened_with_the_fault_at_its_field(
    visit: Open, shop: Shop, members: str
) -> None:
    page = visit("marketer", "/prices?tab=books").page
    page.get_by_role("button", name="新建价格册").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("名称").fill("欧洲站")
    form.get_by_label("币种").fill("EURO")
    form.get_by_role("button", name="新建价格册").click()
    expect(form.locator("#book-currency-fault")).not_to_be_empty()
    expect(form.get_by_label("名称")).to_have_value("欧洲站")
    form.get_by_label("币种").fill("eur")
    form.get_by_role("button", name="新建价格册").click()
    expect(page.get_by_role("row", name="欧洲站")).to_contain_text("EUR")
    names = {each["name"] for each in shop.find("GET /price-books").body["items"]}
    assert names == {"会员价", "欧洲站"}
