"""The first place of the console: what waits, what comes, what is not as it has to be."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_goods import running, submitted

Open = Callable[..., Console]


def section(page: Page, title: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name=title))


def test_what_waits_and_what_ends_soon_is_found_at_home(visit: Open, shop: Shop) -> None:
    submitted(shop, "首页待批", "home-waits")
    running(shop, "首页进行", "home-runs")
    console = visit("owner")
    console.settle()
    page = console.page
    expect(page.get_by_role("heading", level=1)).to_have_text("首页")
    waiting = section(page, "等待审批")
    expect(waiting).to_contain_text("首页待批")
    expect(section(page, "数据质量")).to_contain_text("正常")
    expect(section(page, "即将用完的预算与限额")).to_contain_text("没有用量超过 80%")
    waiting.get_by_role("link", name="查看全部").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("审批")


def test_what_does_not_come_is_told_where_it_is_missing_and_asked_for_again(visit: Open) -> None:
    console = visit(None, "/home")
    page = console.page
    refusal = '{"status": 500, "code": "internal_error", "detail": "出错了。"}'
    told = {"status": 500, "body": refusal, "content_type": "application/problem+json"}
    page.route("**/coupon-faults", lambda route: route.fulfill(**told), times=1)
    page.get_by_role("button", name="登录").click()
    console.sign_in("owner")
    console.settle()
    checks = section(page, "数据质量")
    expect(checks.get_by_role("alert")).to_contain_text("出错了。")
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(section(page, "最近变动")).to_be_visible()
    checks.get_by_role("button", name="重试").click()
    console.settle()
    expect(checks).to_contain_text("正常")


def test_one_finds_no_more_there_than_one_may_see(visit: Open) -> None:
    console = visit("support")
    console.settle()
    headings = console.page.locator("section h2")
    expect(headings).to_have_text(
        ["等待审批", "未来 7 天的开始与结束", "即将用完的预算与限额", "数据质量"]
    )
    checked = section(console.page, "数据质量").locator("li > span:first-child")
    expect(checked).to_have_text(["订单", "优惠券"])
