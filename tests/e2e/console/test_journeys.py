"""What people do all day, in the browser, against the deployed API."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_goods import draft, product, running, status, submitted

Open = Callable[..., Console]


def test_another_person_approves_what_was_submitted(visit: Open, shop: Shop) -> None:
    made = submitted(shop, "满200减30", "approve")
    writer = visit("marketer", "/approvals").page
    card = writer.locator("article", has_text="满200减30")
    expect(card).to_contain_text("¥500.00")
    expect(card).to_contain_text("您编写或提交的内容须由他人审批")
    expect(card.get_by_role("button", name="批准")).to_have_count(0)
    page = visit("owner", "/approvals").page
    page.get_by_role("button", name="批准：促销 满200减30").click()
    page.get_by_role("dialog").get_by_role("button", name="批准").click()
    expect(page.locator("article", has_text="满200减30")).to_have_count(0)
    assert status(shop, f"/promotions/{made}") == "approved"


def test_a_refusal_that_is_refused_shows_the_fault_at_its_field_and_loses_nothing(
    visit: Open, shop: Shop
) -> None:
    made = submitted(shop, "满500减90", "refuse")
    page = visit("owner", "/approvals").page
    page.get_by_role("button", name="驳回：促销 满500减90").click()
    dialog = page.get_by_role("dialog")
    reason = dialog.get_by_label("原因")
    dialog.get_by_role("button", name="驳回").click()
    fault = dialog.locator("#reason-fault")
    expect(fault).not_to_be_empty()
    expect(reason).to_have_attribute("aria-invalid", "true")
    reason.fill("第一行\n第二行")
    dialog.get_by_role("button", name="驳回").click()
    expect(fault).not_to_be_empty()
    expect(reason).to_have_value("第一行\n第二行")
    assert status(shop, f"/promotions/{made}") == "pending"
    reason.fill("预算太高")
    dialog.get_by_role("button", name="驳回").click()
    expect(dialog).to_have_count(0)
    told = shop.find(f"GET /promotions/{made}").body["review"]["rejection"]
    assert told["reason"] == "预算太高"


def test_what_somebody_decided_meanwhile_is_told_with_what_to_do(visit: Open, shop: Shop) -> None:
    made = submitted(shop, "满700减100", "meanwhile")
    page = visit("owner", "/approvals", language="en").page
    page.get_by_role("button", name="Approve: Promotion 满700减100").click()
    shop.ask(f"POST /promotions/{made}/reject", {"reason": "x"}, token=shop.owner, If_Match='"2"')
    page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("refresh")


def test_an_approval_that_wants_a_second_factor_asks_for_it_and_comes_back(
    visit: Open, shop: Shop
) -> None:
    """MiniStack renews `auth_time`, so the answer of an old sign-in is put in its place."""
    submitted(shop, "满900减120", "factor")
    console = visit(None, "/approvals")
    page = console.page
    page.get_by_role("button", name="登录").click()
    console.sign_in("owner")
    refusal = (
        '{"type": "urn:promenade:problem:second_factor_needed", "title": "Unauthorized",'
        ' "status": 401, "code": "second_factor_needed", "detail": "请重新登录。"}'
    )
    told = {"status": 401, "body": refusal, "content_type": "application/problem+json"}
    page.route("**/approve", lambda route: route.fulfill(**told), times=1)
    page.get_by_role("button", name="批准：促销 满900减120").click()
    page.get_by_role("dialog").get_by_role("button", name="批准").click()
    page.get_by_role("button", name="重新登录").click()
    console.sign_in("owner")
    page.get_by_role("dialog").get_by_role("button", name="批准").click()
    expect(page.locator("article", has_text="满900减120")).to_have_count(0)


def test_many_promotions_are_paused_by_one_click_and_resumed(visit: Open, shop: Shop) -> None:
    paths = [running(shop, f"同时{n}", f"bulk-{n}") for n in range(3)]
    page = visit("marketer", "/promotions").page
    for n in range(3):
        page.get_by_role("checkbox", name=f"选择：同时{n}").check()
    page.get_by_role("button", name="暂停所选（3）").click()
    expect(page.get_by_text("已暂停 3 个促销")).to_be_visible()
    assert {status(shop, path) for path in paths} == {"paused"}
    page.get_by_role("link", name="已暂停").click()
    page.get_by_role("checkbox", name="全选已显示的促销").check()
    page.get_by_role("button", name="恢复所选（3）").click()
    expect(page.get_by_text("已恢复 3 个促销")).to_be_visible()
    assert {status(shop, path) for path in paths} == {"active"}


def test_who_was_edited_since_is_left_alone_and_named(visit: Open, shop: Shop) -> None:
    left, path = running(shop, "留下", "left"), running(shop, "照停", "stops")
    page = visit("marketer", "/promotions").page
    for name in ("留下", "照停"):
        page.get_by_role("checkbox", name=f"选择：{name}").check()
    version = shop.find(f"GET {left}").body["version"]
    body = {"end": "2030-01-01T00:00:00Z"}
    shop.ask(f"POST {left}/extend", body, If_Match=f'"{version}"')
    page.get_by_role("button", name="暂停所选（2）").click()
    expect(page.get_by_text("“留下”没有成功")).to_be_visible()
    assert (status(shop, left), status(shop, path)) == ("active", "paused")


def test_a_promotion_is_killed_with_a_reason(visit: Open, shop: Shop) -> None:
    path = running(shop, "误发", "kill")
    page = visit("marketer", "/promotions").page
    page.get_by_role("button", name="立即终止：误发").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("原因").fill("金额写错")
    dialog.get_by_role("button", name="立即终止").click()
    expect(dialog).to_have_count(0)
    assert status(shop, path) == "ended"
    page.get_by_role("link", name="已结束").click()
    page.get_by_role("button", name="误发").click()
    expect(page.get_by_role("dialog")).to_contain_text("金额写错")


@pytest.fixture(scope="module")
def cups(shop: Shop) -> None:
    product(shop, "CUP-1", "青瓷杯", "cups")
    product(shop, "CUP-2", "白瓷杯", "cups")


@pytest.mark.usefixtures("cups")
def test_filters_stand_in_the_address_and_back_leads_to_those_before(visit: Open) -> None:
    console = visit("marketer", "/products?category=cups")
    page = console.page
    expect(page.get_by_role("link", name="青瓷杯")).to_be_visible()
    page.get_by_label("关键词").fill("白瓷")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("link", name="青瓷杯")).to_have_count(0)
    expect(page.get_by_role("link", name="白瓷杯")).to_be_visible()
    assert "category=cups" in page.url
    page.go_back()
    expect(page.get_by_role("link", name="青瓷杯")).to_be_visible()
    page.reload()
    expect(page.get_by_label("类目")).to_have_value("cups")


@pytest.mark.usefixtures("cups")
def test_a_product_is_submitted_compared_and_brought_back(visit: Open, shop: Shop) -> None:
    found = shop.find("GET /products/CUP-1").body
    changed = {"title": "青瓷茶杯", "category": "cups"}
    shop.ask("PUT /products/CUP-1", changed, If_Match=f'"{found["version"]}"')
    page = visit("marketer", "/products/CUP-1").page
    page.get_by_role("button", name="与第 1 版对比").click()
    expect(page.locator(".changes")).to_contain_text("青瓷杯")
    page.get_by_role("button", name="恢复到此版：第 1 版").click()
    page.get_by_role("dialog").get_by_role("button", name="恢复到此版").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青瓷杯")
    page.get_by_role("button", name="提交审批").click()
    expect(page.get_by_text("已提交审批")).to_be_visible()
    assert shop.find("GET /products/CUP-1").body["review"]["state"] == "pending"


@pytest.mark.usefixtures("cups")
def test_a_lost_connection_is_told_and_reading_is_tried_again(visit: Open) -> None:
    console = visit("marketer", "/products")
    page = console.page
    console.settle()
    failing(page, "**/products?*", times=2)
    page.get_by_role("button", name="刷新").click()
    expect(page.get_by_text("连接中断")).to_be_visible()
    expect(page.get_by_text("连接中断")).to_have_count(0)
    expect(page.get_by_role("link", name="青瓷杯")).to_be_visible()


def test_a_change_that_got_lost_is_sent_once_and_says_what_to_do(visit: Open, shop: Shop) -> None:
    path = running(shop, "断线", "lost")
    page = visit("marketer", "/promotions").page
    page.get_by_role("button", name="立即终止：断线").click()
    tried = failing(page, "**/kill", times=9)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("原因").fill("停")
    dialog.get_by_role("button", name="立即终止").click()
    expect(dialog.get_by_role("alert")).to_contain_text("请先刷新")
    assert (len(tried), status(shop, path)) == (1, "active")
    expect(dialog.get_by_label("原因")).to_have_value("停")


def failing(page: Page, pattern: str, times: int) -> list[str]:
    tried: list[str] = []

    def fail(route: Route) -> None:
        tried.append(route.request.url)
        route.abort()

    page.route(pattern, fail, times=times)
    return tried


def test_the_audit_trail_tells_what_was_done_to_a_promotion(
    visit: Open, shop: Shop, eventually: Callable[[Callable[[], Any]], Any]
) -> None:
    made = draft(shop, "留痕", "trail")
    path = f"GET /audit-records?subject={made}"
    eventually(lambda: shop.api.call(path, token=shop.owner).body["items"] or None)
    page = visit("owner", f"/promotions?status=draft&open={made}").page
    page.get_by_role("link", name="查看变更记录").click()
    records = page.locator("table:not(.changes) > tbody > tr")
    expect(records).to_have_count(1)
    expect(records).to_contain_text("PromotionDrafted")
    page.locator("summary").click()
    expect(page.locator(".changes").first).to_contain_text("留痕")
    page.get_by_role("button", name="显示姓名").click()
    expect(records).to_contain_text("Marketer")
