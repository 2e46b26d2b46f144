"""Who gets in, by the pool's own page, and who is out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.callers import staff_email
from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_goods import proposed
from tests.support.console_places import MENU as MENU_OF_OWNERS

Open = Callable[..., Console]
MENU = "nav[aria-label=主菜单] a"
UNSEEN_BY_SUPPORT = {"促销", "模拟器", "顾客分群", "价格", "报表", "审计"}


def test_who_signs_in_comes_back_to_where_they_were_going_and_stays_in(visit: Open) -> None:
    console = visit(None, "/promotions?status=draft")
    page = console.page
    page.get_by_role("button", name="登录").click()
    console.sign_in("marketer")
    expect(page.get_by_role("heading", level=1)).to_have_text("促销")
    assert page.url == f"{console.url}#/promotions?status=draft"
    page.reload()
    expect(page.get_by_text("Marketer")).to_be_visible()


def test_who_signs_out_is_asked_to_sign_in(visit: Open) -> None:
    console = visit(None)
    console.page.get_by_role("button", name="登录").click()
    console.sign_in("analyst")
    console.page.get_by_role("button", name="退出").click()
    expect(console.page.get_by_role("button", name="登录")).to_be_visible()
    console.page.reload()
    expect(console.page.get_by_role("button", name="登录")).to_be_visible()
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('promenade'))"
    assert console.page.evaluate(kept) == []


def test_who_signs_out_everywhere_is_out_on_other_machines_too(visit: Open) -> None:
    other, console = visit(None), visit(None, "/staff?tab=mine")
    for each in (other, console):
        each.page.get_by_role("button", name="登录").click()
        each.sign_in("analyst")
        expect(each.page.locator(MENU).first).to_be_visible()
    console.page.get_by_role("button", name="退出所有设备").click()
    console.page.get_by_role("dialog").get_by_role("button", name="退出所有设备").click()
    console.sign_in("analyst")
    expect(console.page.get_by_text("已退出所有设备")).to_be_visible()
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('promenade'))"
    assert console.page.evaluate(kept) == []
    other.spoil({"until": 0})
    other.page.reload()
    expect(other.page.get_by_role("button", name="登录")).to_be_visible()


def test_what_does_not_end_elsewhere_is_told_and_nothing_of_it_is_kept(visit: Open) -> None:
    console = visit(None, "/staff?tab=mine")
    page = console.page
    page.get_by_role("button", name="登录").click()
    console.sign_in("analyst")
    page.get_by_role("button", name="退出所有设备").click()
    page.get_by_role("dialog").get_by_role("button", name="退出所有设备").click()
    refused = {"status": 400, "body": "{}", "headers": {"Access-Control-Allow-Origin": "*"}}
    page.route(
        "http://127.0.0.1:*/",
        lambda route: (
            route.fulfill(**refused)
            if "x-amz-target" in route.request.headers
            else route.continue_()
        ),
    )
    console.sign_in("analyst")
    expect(page.get_by_role("alert")).to_contain_text("没有退出其他设备")
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('promenade'))"
    assert page.evaluate(kept) == []


def test_a_token_that_ends_is_renewed_and_nobody_notices(visit: Open) -> None:
    console = visit(None)
    page = console.page
    page.get_by_role("button", name="登录").click()
    console.sign_in("marketer")
    expect(page.locator(MENU).first).to_be_visible()
    console.spoil({"until": 0})
    before = page.evaluate("JSON.parse(sessionStorage['promenade.tokens']).access")
    page.reload()
    expect(page.locator(MENU).first).to_be_visible()
    assert page.evaluate("JSON.parse(sessionStorage['promenade.tokens']).access") != before


def test_an_answer_that_nobody_asked_for_lets_nobody_in(visit: Open) -> None:
    console = visit(None)
    console.page.goto(f"{console.url}?code=stolen&state=guessed")
    expect(console.page.get_by_role("alert")).to_contain_text("请重新登录")
    assert "code=" not in console.page.url


def test_who_is_suspended_is_out_at_the_next_call(visit: Open, shop: Shop) -> None:
    console = visit("support", "/products")
    console.settle()
    token = shop.callers.staff(staff_email("support"))
    path = f"/staff/{shop.ask('GET /staff/me', None, token=token)['id']}"
    shop.ask(f"POST {path}/suspend", None, token=shop.owner)
    try:
        console.page.get_by_role("button", name="刷新").click()
        expect(console.page.get_by_role("alert")).to_contain_text("停用")
        assert console.page.locator("nav").count() == 0
    finally:
        shop.ask(f"POST {path}/reactivate", None, token=shop.owner)


@pytest.mark.parametrize(
    ("who", "menu"),
    [
        ("owner", [*MENU_OF_OWNERS]),
        ("marketer", [each for each in MENU_OF_OWNERS if each not in {"订单", "审计"}]),
        ("support", [each for each in MENU_OF_OWNERS if each not in UNSEEN_BY_SUPPORT]),
    ],
)
def test_the_menu_has_what_one_may_see(who: str, menu: list[str], visit: Open) -> None:
    console = visit(who)
    expect(console.page.locator(MENU)).to_have_text(menu)


def test_a_screen_that_one_may_not_see_says_so(visit: Open) -> None:
    console = visit("support", "/audit?actor=staff:x")
    expect(console.page.get_by_text("您没有打开此页面的权限")).to_be_visible()


def test_a_sign_in_that_ended_mid_edit_brings_back_the_edit(visit: Open, shop: Shop) -> None:
    proposed(shop, "EDIT-1", "茶盏", "edits")
    console = visit(None, "/products/EDIT-1")
    page = console.page
    page.get_by_role("button", name="登录").click()
    console.sign_in("owner")
    page.get_by_role("button", name="驳回").click()
    page.get_by_label("原因").fill("请补充尺寸")
    console.spoil({"access": "x.y.z", "refresh": "gone"})
    page.reload()
    page.get_by_role("button", name="登录").click()
    console.sign_in("owner")
    expect(page.get_by_label("原因")).to_have_value("请补充尺寸")
    page.get_by_role("dialog").get_by_role("button", name="驳回").click()
    expect(page.get_by_text("驳回原因：请补充尺寸")).to_be_visible()
