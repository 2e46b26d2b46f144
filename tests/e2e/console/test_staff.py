"""People, roles, servers that call, and how many approve, in the console."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_staff import address, client, invited, member, people

Open = Callable[..., Console]


def test_somebody_is_invited_and_given_a_role_in_a_store_until_a_day(
    visit: Open, shop: Shop
) -> None:
    page = visit("owner", "/staff?tab=people").page
    page.get_by_role("button", name="邀请成员").click()
    email = address("nils")
    page.get_by_label("邮箱").fill(email)
    page.get_by_role("button", name="发送邀请").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("#role").select_option("marketer")
    dialog.locator("#stores").fill("north\nsouth")
    dialog.locator("#until").fill("2030-01-01T09:00")
    dialog.get_by_role("button", name="授予角色").click()
    expect(page.get_by_role("cell", name="north、south")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(email)
    (grant,) = member(shop, people(shop)[0])["grants"]
    assert (grant["role"], grant["stores"], grant["categories"]) == (
        "marketer",
        ["north", "south"],
        None,
    )
    assert grant["valid_to"].startswith("2030-01-01T01:00:00")
    page.get_by_role("button", name="收回授权：营销").click()
    page.get_by_role("dialog").get_by_role("button", name="收回").click()
    expect(page.get_by_text("还没有授权")).to_be_visible()
    assert member(shop, people(shop)[0])["grants"] == []


def test_an_invitation_that_is_refused_shows_the_fault_at_its_field_and_invites_nobody(
    visit: Open, shop: Shop
) -> None:
    before = people(shop)
    page = visit("owner", "/staff?tab=people&act=invite").page
    field = page.get_by_label("邮箱")
    field.fill("nils at shop")
    page.get_by_role("button", name="发送邀请").click()
    expect(page.locator("#email-fault")).not_to_be_empty()
    expect(field).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(field).to_have_value("nils at shop")
    assert people(shop) == before


def test_a_grant_beyond_what_the_api_takes_names_each_field(visit: Open, shop: Shop) -> None:
    id_ = invited(shop, "faulty")
    page = visit("owner", f"/staff/people/{id_}?act=grant").page
    page.get_by_role("dialog").locator("#until").fill("2020-01-01T00:00")
    page.get_by_role("dialog").get_by_role("button", name="授予角色").click()
    expect(page.locator("#role-fault")).not_to_be_empty()
    expect(page.get_by_role("dialog").locator("#until")).to_have_value("2020-01-01T00:00")
    assert member(shop, id_)["grants"] == []


def test_who_is_suspended_is_told_as_such_and_comes_back(visit: Open, shop: Shop) -> None:
    page = visit("owner", "/staff?tab=people").page
    page.get_by_role("link", name="Analyst").click()
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_role("dialog")).to_contain_text("从下一次请求起不能再做任何操作")
    page.get_by_role("dialog").get_by_role("button", name="停用").click()
    page.get_by_role("button", name="恢复").click()
    page.get_by_role("dialog").get_by_role("button", name="恢复").click()
    expect(page.get_by_role("button", name="停用")).to_be_visible()
    id_ = page.url.rpartition("/")[2].partition("?")[0]
    assert member(shop, id_)["state"] == "active"


def test_a_role_is_made_of_permissions_by_their_words_and_removed(visit: Open, shop: Shop) -> None:
    page = visit("owner", "/staff?tab=roles").page
    page.get_by_role("button", name="新建角色").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("角色名称").fill("仓库")
    dialog.get_by_label("角色编码").fill("Lager Nord")
    dialog.get_by_role("checkbox", name="库存").check()
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.locator("#role-id-fault")).not_to_be_empty()
    expect(dialog.get_by_label("角色名称")).to_have_value("仓库")
    assert shop.api.call("GET /roles/warehouse", token=shop.owner).status == 404
    dialog.get_by_label("角色编码").fill("warehouse")
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="仓库")).to_be_visible()
    made = shop.ask("GET /roles/warehouse", None, token=shop.owner)
    assert made["permissions"] == ["stock:read", "stock:reserve", "stock:write"]
    page.get_by_role("button", name="移除：仓库").click()
    page.get_by_role("dialog").get_by_role("button", name="移除").click()
    expect(page.get_by_role("heading", name="仓库")).to_have_count(0)
    assert shop.api.call("GET /roles/warehouse", token=shop.owner).status == 404


def test_the_key_of_a_server_is_shown_once_and_opens_what_it_may(visit: Open, shop: Shop) -> None:
    id_ = client(shop, "商城后端")
    page = visit("owner", f"/staff/clients/{id_}").page
    page.get_by_role("button", name="换发新密钥").click()
    page.get_by_role("dialog").get_by_role("button", name="换发新密钥").click()
    key = page.locator(".once").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(".once")).to_have_text(key)
    assert shop.api.call("GET /products", token=key).status == 200
    page.reload()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_text(key)).to_have_count(0)
    kept = "JSON.stringify({...sessionStorage, ...localStorage})"
    assert key not in page.evaluate(kept)


def test_steps_of_the_approval_policy_that_fall_are_refused_at_their_kind(
    visit: Open, shop: Shop
) -> None:
    before = shop.ask("GET /approval-policy", None, token=shop.owner)
    page = visit("owner", "/staff?tab=policy&act=policy").page
    steps = page.get_by_role("group", name="秒杀")
    steps.get_by_label("批准人数").last.fill("9")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#flash_sale-fault")).not_to_be_empty()
    expect(steps.get_by_label("批准人数").last).to_have_value("9")
    assert shop.ask("GET /approval-policy", None, token=shop.owner) == before
    steps.get_by_label("批准人数").last.fill("3")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("审批规则已保存")).to_be_visible()
    after = shop.ask("GET /approval-policy", None, token=shop.owner)
    assert after["flash_sale"][-1] == {"from_major": 100_000, "approver_count": 3}
    assert after["promotion"] == before["promotion"]


@pytest.mark.parametrize("who", ["marketer", "support"])
def test_who_manages_no_staff_sees_what_they_may_do_themselves(who: str, visit: Open) -> None:
    console = visit(who, "/staff?tab=people")
    console.settle()
    tabs = console.page.locator(".tabs a")
    expect(tabs).to_have_text(["我的权限", "审批规则"])
    expect(console.page.get_by_role("heading", name="当前有效的权限")).to_be_visible()
    tabs.last.click()
    expect(console.page.get_by_role("cell", name="2 人批准").first).to_be_visible()
    expect(console.page.get_by_role("button", name="编辑")).to_have_count(0)
