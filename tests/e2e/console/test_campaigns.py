"""What marketing staff do with campaigns all day, in the browser, against the deployed API."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_campaigns import (
    Outreach,
    campaign,
    message,
    outreach,
    scheduled,
    state,
    submitted,
    terms,
)

Open = Callable[..., Console]
FAR = (datetime.now(UTC) + timedelta(days=20)).strftime("%Y-%m-%d")


@pytest.fixture(scope="module")
def mail(shop: Shop) -> Outreach:
    return outreach(shop, "campaigns")


def _named(shop: Shop, name: str) -> list[Any]:
    found = shop.find("GET /campaigns?limit=100").body["items"]
    return [each for each in found if each["terms"]["name"] == name]


def _terms(mail: Outreach, name: str, hour: int = 10) -> dict[str, Any]:
    return terms(name, mail.segment, mail.message, f"{FAR}T{hour}:00")


def test_a_campaign_is_drafted_refused_at_its_fields_and_kept_until_it_is_whole(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    page = visit("marketer", "/campaigns/new").page
    page.get_by_label("渠道").select_option("in_app")
    page.get_by_label("消息模板").select_option(label="春茶上新")
    page.get_by_label("分群").select_option(label="复购客")
    page.get_by_label("发送时间").fill(f"{FAR}T10:00")
    page.get_by_label("币种").fill("CNY")
    page.get_by_label("有效期").fill("200")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#name-fault")).not_to_be_empty()
    expect(page.locator("#ttl-fault")).to_contain_text("168")
    expect(page.locator("#name")).to_be_focused()
    assert _named(shop, "写好的活动") == []
    page.reload()
    expect(page.get_by_label("有效期")).to_have_value("200")
    expect(page.get_by_label("发送时间")).to_have_value(f"{FAR}T10:00")
    page.get_by_label("有效期").fill("24")
    page.get_by_label("预算").fill("45.5")
    page.get_by_label("名称", exact=True).fill("写好的活动")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("h1")).to_have_text("写好的活动")
    [made] = _named(shop, "写好的活动")
    assert made["terms"]["budget_micros"] == 45_500_000
    assert made["terms"]["plan"]["segment_id"] == mail.segment


def test_what_is_no_amount_is_told_at_its_field_and_nothing_is_sent(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    made = campaign(shop, "amount", _terms(mail, "金额写错"))
    page = visit("marketer", f"/campaigns/{made}/edit").page
    page.get_by_label("预算").fill("很多")
    page.get_by_role("button", name="保存修改").click()
    expect(page.locator("#budget-fault")).to_contain_text("请填写金额")
    expect(page.get_by_label("预算")).to_have_value("很多")
    assert shop.find(f"GET /campaigns/{made}").body["version"] == 1


def test_what_somebody_changed_meanwhile_is_not_overwritten(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    body = _terms(mail, "两人同改")
    made = campaign(shop, "stale", body)
    page = visit("marketer", f"/campaigns/{made}/edit").page
    page.get_by_label("名称", exact=True).fill("我的名字")
    shop.ask(f"PUT /campaigns/{made}", body | {"name": "别人的名字"}, If_Match='"1"')
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_role("alert")).to_contain_text("请刷新后看最新内容")
    expect(page.get_by_label("名称", exact=True)).to_have_value("我的名字")
    page.get_by_role("button", name="放弃修改").click()
    expect(page.get_by_label("名称", exact=True)).to_have_value("别人的名字")
    assert shop.find(f"GET /campaigns/{made}").body["terms"]["name"] == "别人的名字"


def test_a_campaign_is_submitted_by_one_and_approved_by_another(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    made = campaign(shop, "review", _terms(mail, "要审批的"))
    writer = visit("marketer", f"/campaigns/{made}").page
    writer.get_by_role("button", name="提交审批").click()
    expect(writer.get_by_role("button", name="撤回")).to_be_visible()
    expect(writer.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    assert state(shop, made) == "pending"
    page = visit("owner", f"/campaigns/{made}").page
    page.get_by_role("button", name="批准", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("最多花费 ¥500.00")
    dialog.get_by_role("button", name="批准").click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    assert state(shop, made) == "scheduled"


def test_a_rejection_wants_a_reason_that_its_writer_reads(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    made = submitted(shop, "reject", _terms(mail, "被驳回的"))
    page = visit("owner", f"/campaigns/{made}").page
    page.get_by_role("button", name="驳回").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="驳回").click()
    expect(dialog.locator("#reason-fault")).not_to_be_empty()
    assert state(shop, made) == "pending"
    dialog.get_by_label("原因").fill("人太多")
    dialog.get_by_role("button", name="驳回").click()
    expect(page.get_by_text("驳回原因：人太多")).to_be_visible()
    assert state(shop, made) == "draft"


def test_a_campaign_is_paused_resumed_and_stopped_for_good(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    made = scheduled(shop, "stop", _terms(mail, "要停的"))
    page = visit("marketer", f"/campaigns/{made}").page
    for deed, told in (("暂停", "paused"), ("恢复", "scheduled"), ("终止活动", "cancelled")):
        page.get_by_role("button", name=deed, exact=True).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("还没有发送过任何人")
        dialog.get_by_role("button", name=deed, exact=True).click()
        expect(dialog).to_have_count(0)
        assert state(shop, made) == told
    expect(page.get_by_role("button", name="编辑")).to_have_count(0)


def test_a_copy_is_a_draft_of_its_own(visit: Open, shop: Shop, mail: Outreach) -> None:
    made = scheduled(shop, "copy", _terms(mail, "原件"))
    page = visit("marketer", f"/campaigns/{made}").page
    page.get_by_role("button", name="复制").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("新活动名称")).to_have_value("原件（副本）")
    dialog.get_by_role("button", name="复制").click()
    expect(page.locator("h1")).to_have_text("原件（副本）")
    assert state(shop, page.url.rsplit("/", 1)[1]) == "draft"
    assert state(shop, made) == "scheduled"


def test_a_preview_shows_what_one_person_would_get_and_why_not(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    made = campaign(shop, "preview", _terms(mail, "预览的"))
    page = visit("marketer", f"/campaigns/{made}?view=preview").page
    page.get_by_role("button", name="预览").click()
    expect(page.locator("#customer-fault")).not_to_be_empty()
    page.get_by_label("顾客编号").fill("nobody-known")
    page.get_by_role("button", name="预览").click()
    told = "亲爱的顾客，春茶今日上市。"
    expect(page.locator(".letter")).to_contain_text(told)
    expect(page.get_by_text("没有顾客档案")).to_be_visible()


def test_the_calendar_shows_which_launches_collide(visit: Open, shop: Shop, mail: Outreach) -> None:
    for hour, name in ((11, "撞上的"), (12, "被撞的")):
        scheduled(shop, f"meets-{hour}", _terms(mail, name, hour))
    page = visit("marketer", f"/campaigns/calendar?span=week&on={FAR}").page
    launch = page.locator(".launch", has_text="撞上的")
    expect(launch).to_contain_text("11:00")
    expect(launch).to_contain_text("冲突")
    expect(page.get_by_text("“撞上的”").first).to_be_visible()


def test_a_message_is_submitted_previewed_and_approved_by_another(
    visit: Open, shop: Shop, mail: Outreach
) -> None:
    made = message(shop, mail.account, "待批的消息", "review")
    writer = visit("marketer", f"/campaigns/templates/{made}").page
    writer.get_by_label("name").fill("李四")
    writer.get_by_role("button", name="预览").click()
    expect(writer.get_by_text("李四，春茶今日上市。")).to_be_visible()
    writer.get_by_role("button", name="提交审批").click()
    expect(writer.get_by_text("已提交审批")).to_be_visible()
    page = visit("owner", f"/campaigns/templates/{made}").page
    page.get_by_role("button", name="批准", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="批准").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert shop.find(f"GET /message-templates/{made}").body["status"] == "approved"


def test_who_may_only_read_is_offered_no_deed(visit: Open, shop: Shop, mail: Outreach) -> None:
    made = scheduled(shop, "reader", _terms(mail, "只读的"))
    page = visit("analyst", f"/campaigns/{made}").page
    expect(page.locator("h1")).to_have_text("只读的")
    for deed in ("编辑", "复制", "暂停", "终止活动"):
        expect(page.get_by_role("button", name=deed)).to_have_count(0)
    page.get_by_role("link", name="← 营销活动").click()
    expect(page.get_by_role("link", name="只读的")).to_be_visible()
    expect(page.get_by_role("button", name="新建活动")).to_have_count(0)
    expect(page.get_by_role("link", name="发送账号")).to_have_count(0)
