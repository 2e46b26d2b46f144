"""How staff write a promotion, see what it would do, and take it through its life."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_goods import draft, running, status
from tests.support.console_promotions import rich, sold, terms

Open = Callable[..., Console]


@pytest.fixture(scope="module", autouse=True)
def goods(shop: Shop) -> None:
    sold(shop, "POT-1", "紫砂壶")


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="保存")


def save(page: Page) -> None:
    bar(page).get_by_role("button", name="保存", exact=True).click()


def give(page: Page, kind: str) -> None:
    page.get_by_label("添加优惠…", exact=True).first.select_option(kind)


def test_a_promotion_is_written_in_units_previewed_and_saved_in_minor_units(
    visit: Open, shop: Shop
) -> None:
    page = visit("marketer", "/promotions").page
    page.get_by_role("button", name="新建促销").click()
    page.get_by_label("名称").fill("双十二满减")
    page.get_by_label("币种").select_option("CNY")
    give(page, "order_off")
    page.get_by_label("减多少（CNY）").fill("20.07")
    page.get_by_label("预算（CNY）").fill("1,000.5")
    expect(page.get_by_role("region", name="规则一览")).to_contain_text("合计减 ¥20.07")
    page.get_by_label("添加商品").fill("POT-1")
    page.get_by_label("添加商品").press("Enter")
    preview = page.get_by_role("region", name="报价预览")
    payable = preview.get_by_role("row", name="应付")
    expect(payable).to_have_text("应付¥129.00¥108.93")
    save(page)
    page.wait_for_url("**/edit")
    made = page.url.split("/")[-2]
    told = terms(shop, made)
    off = {"kind": "amount", "off_minor": 2_007}
    assert told["effects"] == [{"kind": "order_off", "off": off}]
    assert (told["limits"], told["currency"]) == ({"budget_minor": 100_050}, "CNY")
    expect(page.get_by_role("region", name="检查清单")).to_contain_text("最大成本¥1,000.50")


def test_what_is_refused_stands_at_its_field_and_nothing_is_lost(visit: Open, shop: Shop) -> None:
    page = visit("marketer", "/promotions/new").page
    page.get_by_label("名称").fill("有错")
    page.get_by_label("币种").select_option("CNY")
    give(page, "order_off")
    off = page.get_by_label("减多少（CNY）")
    off.fill("20.555")
    save(page)
    expect(off).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#field-effects-0-off-off_minor-fault")).to_contain_text("小数位数")
    off.fill("0")
    save(page)
    expect(page.locator("#field-effects-0-off-off_minor-fault")).to_contain_text("太小")
    page.reload()
    expect(page.get_by_label("名称")).to_have_value("有错")
    expect(page.get_by_text("已恢复您上次未保存的修改")).to_be_visible()
    page.get_by_role("link", name="促销", exact=True).click()
    expect(page.locator("h1")).to_have_text("促销")
    page.go_back()
    expect(page.get_by_label("名称")).to_have_value("有错")
    named = shop.find("GET /promotions?status=draft&limit=100").body["items"]
    assert "有错" not in {each["name"] for each in named}


def test_categories_are_called_by_name_and_warnings_come_before_others_are_asked(
    visit: Open, shop: Shop
) -> None:
    page = visit("marketer", "/promotions/new").page
    page.get_by_label("名称").fill("只要茶具")
    page.get_by_label("币种").select_option("CNY")
    give(page, "order_off")
    page.get_by_label("减多少（CNY）").fill("20")
    page.get_by_role("button", name="指定商品").last.click()
    category = page.get_by_label("类目", exact=True)
    category.fill("没有的类目")
    category.press("Enter")
    expect(page.get_by_text("“没有的类目”不是类目")).to_be_visible()
    save(page)
    expect(category).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="删除：没有的类目").click()
    category.fill("teaware")
    category.press("Enter")
    bar(page).get_by_role("button", name="保存并提交审批").click()
    asked = page.get_by_role("dialog", name="提交“只要茶具”审批？")
    expect(asked).to_contain_text("没有结束时间")
    asked.get_by_role("button", name="返回修改").click()
    page.wait_for_url("**/edit")
    made = page.url.split("/")[-2]
    told = shop.find(f"GET /promotions/{made}").body
    assert (told["status"], told["scope"]["include"][0]["categories"]) == ("draft", ["teaware"])


def test_terms_that_nobody_touched_are_saved_as_they_were(visit: Open, shop: Shop) -> None:
    made = rich(shop, "样样都有", "everything")
    before = terms(shop, made)
    page = visit("marketer", f"/promotions/{made}/edit").page
    page.get_by_label("名称").fill("样样都有（改）")
    bar(page).get_by_text("1 处修改").click()
    expect(bar(page).get_by_role("table")).to_contain_text("样样都有（改）")
    save(page)
    expect(page.get_by_text("已保存为第 2 版")).to_be_visible()
    assert terms(shop, made) == before | {"name": "样样都有（改）"}


def test_what_somebody_saved_meanwhile_is_told_and_not_overwritten(visit: Open, shop: Shop) -> None:
    made = draft(shop, "两人在改", "stale-edit")
    page = visit("marketer", f"/promotions/{made}/edit").page
    page.get_by_label("总共可用（单）").fill("50")
    theirs = terms(shop, made) | {"name": "别人改的"}
    shop.ask(f"PUT /promotions/{made}", theirs, If_Match='"1"')
    save(page)
    conflict = page.get_by_role("alert").filter(has_text="别人已把它改到第 2 版")
    expect(conflict).to_contain_text("别人改的")
    assert terms(shop, made) == theirs
    conflict.get_by_role("button", name="在最新版上继续我的修改").click()
    page.get_by_label("名称").fill("别人改的")
    save(page)
    expect(page.get_by_text("已保存为第 3 版")).to_be_visible()
    told = terms(shop, made)
    assert (told["name"], told["limits"]["total"]) == ("别人改的", 50)


def test_an_edit_of_a_running_promotion_is_proposed_approved_and_published(
    visit: Open, shop: Shop
) -> None:
    path = running(shop, "在售满减", "propose")
    page = visit("marketer", f"{path}/edit").page
    page.get_by_label("预算（CNY）").fill("800")
    expect(bar(page)).to_contain_text("现行条款不变")
    bar(page).get_by_role("button", name="保存并提交审批").click()
    page.get_by_role("button", name="仍然提交审批").click()
    expect(page.get_by_role("dialog", name="在售满减")).to_contain_text("现行条款不变")
    told = shop.find(f"GET {path}").body
    assert (told["limits"], told["review"]["state"]) == ({"budget_minor": 50_000}, "pending")
    version = f'"{told["version"]}"'
    shop.ask(f"POST {path}/approve", None, token=shop.owner, If_Match=version)
    page.reload()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    asked = page.get_by_role("dialog", name="发布“在售满减”？")
    expect(asked).to_contain_text("最多花费 ¥800.00")
    asked.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布")).to_be_visible()
    assert shop.find(f"GET {path}").body["limits"] == {"budget_minor": 80_000}


def test_versions_are_compared_and_a_copy_goes_on_as_a_draft(visit: Open, shop: Shop) -> None:
    made = draft(shop, "老版本", "versions")
    changed = terms(shop, made) | {"name": "新版本"}
    shop.ask(f"PUT /promotions/{made}", changed, If_Match='"1"')
    page = visit("marketer", f"/promotions?status=draft&open={made}").page
    page.get_by_text("版本记录").click()
    page.get_by_role("button", name="第 2 版与上一版比较").click()
    expect(
        page.get_by_role("region", name="第 1 版 → 第 2 版").get_by_role("row").last
    ).to_have_text("名称老版本新版本")
    page.get_by_role("dialog").get_by_role("button", name="复制").click()
    page.wait_for_url("**/edit")
    copy = page.url.split("/")[-2]
    assert (copy != made, status(shop, f"/promotions/{copy}")) == (True, "draft")


def test_who_may_only_read_sees_no_button_that_writes(visit: Open, shop: Shop) -> None:
    made = draft(shop, "只读", "reading")
    page = visit("analyst", f"/promotions?status=draft&open={made}").page
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("版本记录")
    for name in ("编辑", "提交审批", "结束", "复制"):
        expect(dialog.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_role("button", name="新建促销")).to_have_count(0)
    page.goto(f"{page.url.split('#')[0]}#/promotions/{made}/edit")
    expect(page.get_by_text("您没有打开此页面的权限")).to_be_visible()


def test_a_view_is_named_and_found_again(visit: Open, shop: Shop) -> None:
    page = visit("marketer", "/promotions?status=draft").page
    page.get_by_role("button", name="保存视图").click()
    page.get_by_label("为当前筛选起个名字").fill("我的草稿")
    page.get_by_role("button", name="保存视图").click()
    page.get_by_role("link", name="已结束").click()
    page.reload()
    page.get_by_role("link", name="我的草稿").click()
    expect(page.get_by_role("link", name="草稿", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
