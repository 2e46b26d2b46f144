"""What a made-up basket would come to, and why."""

from collections.abc import Callable

from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_goods import running
from tests.support.console_promotions import sold

Open = Callable[..., Console]


def test_the_simulator_says_of_each_promotion_why_and_explains_each_cent(
    visit: Open, shop: Shop
) -> None:
    sold(shop, "POT-1", "紫砂壶")
    running(shop, "模拟满200减30", "simulated")
    page = visit("marketer", "/simulator").page
    page.get_by_label("添加商品").fill("POT-1")
    page.get_by_label("添加商品").press("Enter")
    each = page.get_by_role("row", name="模拟满200减30")
    expect(each).to_contain_text("未生效")
    page.get_by_label("数量：紫砂壶").fill("2")
    page.get_by_label("数量：紫砂壶").press("Tab")
    expect(each).to_contain_text("已生效")
    expect(page.get_by_role("row", name="应付")).to_have_text("应付¥228.00")
    expect(page.locator(".explained")).to_contain_text("2 × ¥114.00")
    page.reload()
    expect(page.get_by_role("row", name="应付")).to_have_text("应付¥228.00")
