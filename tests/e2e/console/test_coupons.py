"""Coupons in the console: from a draft to codes in a file, and to a customer's own coupon."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_coupons import place, template

Open = Callable[..., Console]


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


def listed(shop: Shop, status: str) -> list[str]:
    found = shop.find(f"GET /coupon-templates?status={status}&limit=100").body["items"]
    return [each["name"] for each in found]


def test_a_coupon_is_drafted_in_the_form_and_given_after_another_agreed(
    visit: Open, shop: Shop
) -> None:
    page = visit("marketer", "/coupons").page
    page.get_by_role("button", name="新建优惠券").click()
    fill(page, name="春茶满200减30", currency="cny", off="30", least="200.00", total="1,000")
    expect(page.locator(".savebar")).to_contain_text(
        "将保存：春茶满200减30 · 满 ¥200.00 减 ¥30.00 · 共 1,000 张，每人 1 张"
    )
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("春茶满200减30")
    place_of_it = page.url.split("#")[1]
    confirm(page, "提交审批")
    expect(page.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    other = visit("owner", place_of_it).page
    other.get_by_role("button", name="批准", exact=True).click()
    expect(other.get_by_role("dialog")).to_contain_text("¥30,000.00")
    other.get_by_role("dialog").get_by_role("button", name="批准", exact=True).click()
    expect(other.get_by_role("dialog")).to_have_count(0)
    page.reload()
    confirm(page, "启用")
    expect(page.locator(".head")).to_contain_text("发放中")
    path = place_of_it.replace("/coupons/", "/coupon-templates/")
    told = shop.find(f"GET {path}").body
    expected = ("active", {"kind": "amount", "off_minor": 3_000}, 20_000, 1_000)
    shown = (told["status"], told["worth"], told["min_spend_minor"], told["total"])
    assert shown == expected


def test_a_form_that_is_refused_shows_each_fault_at_its_field_and_loses_nothing(
    visit: Open, shop: Shop
) -> None:
    before = listed(shop, "draft")
    page = visit("marketer", "/coupons/new").page
    fill(page, currency="CNX", off="1.999", total="no", per_user="101", zone="Mars")
    page.locator("#take").select_option("shared")
    fill(page, text="abc")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#off-fault")).to_contain_text("小数位数不能多于该币种")
    for name in ("name", "currency", "text", "total", "per-user"):
        expect(page.locator(f"#{name}-fault")).not_to_be_empty()
        expect(page.locator(f"#{name}")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#name")).to_be_focused()
    assert listed(shop, "draft") == before
    page.reload()
    for name, text in {"off": "1.999", "total": "no", "text": "abc", "zone": "Mars"}.items():
        expect(page.locator(f"#{name}")).to_have_value(text)
    fill(page, name="共享码", currency="CNY", off="1.99", total="10", per_user="1", text="SPRING26")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#zone-fault")).to_contain_text("Asia/Shanghai")
    fill(page, zone="Asia/Shanghai", categories="没有的类目")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#categories-fault")).to_contain_text("没有的类目")
    assert listed(shop, "draft") == before
    fill(page, categories="")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("共享码")
    assert listed(shop, "draft").count("共享码") == 1


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused_and_can_be_discarded(
    visit: Open, shop: Shop
) -> None:
    path = template(shop, "同时编辑", "stale")
    page = visit("marketer", f"{place(path)}/edit").page
    fill(page, total="700")
    shown = shop.find(f"GET {path}").body
    body = {name: shown[name] for name in ("worth", "take", "validity", "currency", "total")}
    shop.ask(f"PUT {path}", body | {"name": "别人改过"}, If_Match='"1"')
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("alert")).to_contain_text("有人修改过")
    expect(page.locator("#total")).to_have_value("700")
    assert shop.find(f"GET {path}").body["total"] == 500
    page.get_by_role("button", name="放弃修改").click()
    expect(page.locator("#name")).to_have_value("别人改过")
    expect(page.locator("#total")).to_have_value("500")


def test_codes_are_generated_downloaded_and_void(visit: Open, shop: Shop, tmp_path: Path) -> None:
    path = template(shop, "印刷券码", "codes", "active", take={"kind": "code"})
    page = visit("marketer", place(path)).page
    fill(page, batch_count="0")
    page.get_by_role("button", name="生成券码").click()
    expect(page.locator("#batch-count-fault")).not_to_be_empty()
    expect(page.get_by_text("还没有批次")).to_be_visible()
    fill(page, batch_count="120", batch_prefix="TEA-")
    page.get_by_role("button", name="生成券码").click()
    expect(page.get_by_text("120/120")).to_be_visible()
    expect(page).to_have_url(re.compile(r"^[^?]*$"))
    page.reload()
    row = page.locator("tr", has_text="TEA-")
    with page.expect_download() as told:
        row.get_by_role("button", name="下载券码").click()
    told.value.save_as(tmp_path / "codes.csv")
    codes = (tmp_path / "codes.csv").read_text("utf-8-sig").splitlines()[1:]
    assert (len(codes), {code[:4] for code in codes}) == (120, {"TEA-"})
    with page.expect_download() as told:
        row.get_by_role("button", name="下载使用情况").click()
    told.value.save_as(tmp_path / "use.csv")
    used = (tmp_path / "use.csv").read_text("utf-8-sig").splitlines()[1:]
    assert sorted(line.split(",")[0] for line in used) == sorted(codes)
    row.get_by_role("button", name="作废").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("此批次 120 个券码")
    dialog.get_by_label("原因").fill("印刷品被盗")
    dialog.get_by_role("button", name="作废").click()
    expect(row).to_contain_text("印刷品被盗")
    expect(row).to_contain_text("已作废 120 个")


def test_colleagues_find_batches_and_issues_that_others_asked_for(visit: Open, shop: Shop) -> None:
    codes = template(shop, "同事的券码", "others-codes", "active", take={"kind": "code"})
    for prefix in ("OLD-", "NEW-"):
        body = {"count": 10, "prefix": prefix}
        key = f"batch-others-{prefix}"
        by = shop.ask(f"POST {codes}/code-batches", body, Idempotency_Key=key)["requested_by"]
    page = visit("analyst", place(codes)).page
    rows = page.get_by_role("region", name="券码批次").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("NEW-")
    expect(rows.nth(1)).to_contain_text("OLD-")
    for number in range(2):
        expect(rows.nth(number)).to_contain_text("10/10")
        expect(rows.nth(number)).to_contain_text("已完成")
        expect(rows.nth(number).locator(f'[title="{by}"]')).to_be_visible()
    issued = template(shop, "同事发的券", "others-issues", "active", take={"kind": "issue"})
    names = {"customers": ["carla", "dora", "emil"]}
    shop.ask(f"POST {issued}/issues", names, Idempotency_Key="issue-others-1")
    page.goto(f"{page.url.split('#')[0]}#{place(issued)}")
    row = page.get_by_role("region", name="发放名单").locator("tbody tr")
    expect(row).to_contain_text("3/3")
    expect(row).to_contain_text("已完成")
    expect(row.locator(f'[title="{by}"]')).to_be_visible()


def test_a_customers_coupon_ends_later_and_is_taken_away_with_reasons(
    visit: Open, shop: Shop
) -> None:
    path = template(shop, "补偿券", "customer", "active", take={"kind": "issue"})
    page = visit("support", place(path)).page
    fill(page, issue_customers="amelie\nbastian")
    page.get_by_role("button", name="发给顾客").click()
    expect(page.get_by_text("2/2")).to_be_visible()
    page.goto(f"{page.url.split('#')[0]}#/coupons/customers?customer=amelie")
    page.get_by_role("button", name="延期：补偿券").click()
    dialog = page.get_by_role("dialog")
    fill(page, coupon_end="2020-01-01T10:00", coupon_reason="快递延误")
    dialog.get_by_role("button", name="延期").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    expect(page.locator("#coupon-reason")).to_have_value("快递延误")
    fill(page, coupon_end="2099-01-01T10:00")
    dialog.get_by_role("button", name="延期").click()
    expect(page.locator("tbody tr")).to_contain_text("快递延误")
    page.get_by_role("button", name="作废：补偿券").click()
    dialog.get_by_label("原因").fill("重复发放")
    dialog.get_by_role("button", name="作废").click()
    expect(page.locator("tbody tr")).to_contain_text("作废原因：重复发放")
    (coupon,) = shop.find("GET /coupons?customer=amelie").body["items"]
    assert (coupon["status"], coupon["ends_at"]) == ("void", "2099-01-01T02:00:00Z")
    (other,) = shop.find("GET /coupons?customer=bastian").body["items"]
    assert other["status"] == "unused"


def test_more_are_proposed_and_less_is_refused_with_nothing_lost(visit: Open, shop: Shop) -> None:
    path = template(shop, "加量", "extend", "active")
    page = visit("marketer", place(path)).page
    page.get_by_role("button", name="加量或延期").click()
    dialog = page.get_by_role("dialog")
    fill(page, extend_total="400", extend_days="14")
    dialog.get_by_role("button", name="提出").click()
    expect(dialog.get_by_role("alert")).to_contain_text("不能收回已承诺的内容")
    expect(page.locator("#extend-total")).to_have_value("400")
    assert shop.find(f"GET {path}").body["proposed"] is None
    fill(page, extend_total="800")
    dialog.get_by_role("button", name="提出").click()
    expect(page.locator(".card", has_text="尚未提交审批")).to_contain_text("800")
    confirm(page, "提交审批")
    told = shop.find(f"GET {path}").body
    assert (told["total"], told["proposed"]["total"], told["status"]) == (500, 800, "active")


def test_a_template_is_stopped_knowing_who_has_coupons_and_its_versions_are_compared(
    visit: Open, shop: Shop
) -> None:
    path = template(shop, "停发", "stop")
    shown = shop.find(f"GET {path}").body
    body = {name: shown[name] for name in ("name", "worth", "take", "validity", "currency")}
    shop.ask(f"PUT {path}", body | {"total": 900}, If_Match='"1"')
    for step, token in (("submit", None), ("approve", shop.owner), ("activate", None)):
        version = shop.find(f"GET {path}").body["version"]
        shop.ask(f"POST {path}/{step}", None, token=token, If_Match=f'"{version}"')
    page = visit("marketer", place(path)).page
    page.get_by_role("button", name="停止发放").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("顾客手中已有 0 张")
    dialog.get_by_role("button", name="取消").click()
    assert shop.find(f"GET {path}").body["status"] == "active"
    confirm(page, "停止发放")
    assert shop.find(f"GET {path}").body["status"] == "stopped"
    page.get_by_role("button", name="第 1 版与当前对比").click()
    changes = page.locator(".changes tbody tr")
    expect(changes).to_have_count(2)
    expect(changes.filter(has_text="总量")).to_contain_text("900")
    expect(changes.filter(has_text="使用门槛")).to_contain_text("¥100.00")


def test_who_may_only_read_finds_nothing_to_change_by(visit: Open, shop: Shop) -> None:
    path = template(shop, "只读", "read", "active", take={"kind": "code"})
    page = visit("analyst", "/coupons").page
    expect(page.get_by_role("link", name="只读")).to_be_visible()
    expect(page.get_by_role("button", name="新建优惠券")).to_have_count(0)
    page.get_by_role("link", name="只读").click()
    expect(page.get_by_role("heading", name="券码批次")).to_be_visible()
    for name in ("停止发放", "加量或延期", "复制为新草稿", "生成券码"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    assert shop.find(f"GET {path}").body["version"] == 4
