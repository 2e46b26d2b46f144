"""What marketing staff do with segments, in the browser, against the deployed API."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_campaigns import segment

Open = Callable[..., Console]


@pytest.fixture(scope="module", autouse=True)
def people(shop: Shop) -> None:
    for customer, country in (("shopper-1", "CN"), ("shopper-2", "JP")):
        body = {"customer": customer, "country": country}
        key = f"profile-{customer}"
        shop.ask("POST /profiles", body, token=shop.owner, Idempotency_Key=key)


def test_a_segment_is_built_of_sentences_with_its_people_counted_meanwhile(
    visit: Open, shop: Shop
) -> None:
    page = visit("marketer", "/segments/new").page
    page.get_by_label("条件类型").select_option("field")
    page.get_by_label("值（逗号分隔）").fill("CN")
    expect(page.get_by_text("国家或地区是CN", exact=True)).to_be_visible()
    expect(page.locator(".count")).to_have_text("1")
    expect(page.get_by_text("共 2 位顾客")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#name-fault")).not_to_be_empty()
    page.get_by_label("名称", exact=True).first.fill("国内顾客")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_have_text("国内顾客")
    [made] = [each for each in _segments(shop) if each["name"] == "国内顾客"]
    assert made["definition"] == {
        "kind": "field",
        "name": "country",
        "test": "eq",
        "values": ["CN"],
    }


def test_a_wrong_condition_is_told_at_its_field_and_kept(visit: Open, shop: Shop) -> None:
    before = len(_segments(shop))
    page = visit("marketer", "/segments/new").page
    page.get_by_label("名称", exact=True).fill("写错的")
    page.get_by_role("button", name="增加条件", exact=True).click()
    second = page.locator(".rule").nth(1)
    second.get_by_label("条件类型").select_option("did")
    second.get_by_label("在最近天数内").fill("999")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(second.locator(".fault")).to_contain_text("400")
    expect(second.get_by_label("在最近天数内")).to_be_focused()
    expect(page.locator(".rule").first.locator(".fault")).to_have_count(0)
    assert len(_segments(shop)) == before
    page.reload()
    expect(page.get_by_label("在最近天数内")).to_have_value("999")


def test_a_segment_is_computed_and_its_members_are_listed(visit: Open, shop: Shop) -> None:
    there = {"kind": "field", "name": "country", "test": "eq", "values": ["JP"]}
    made = segment(shop, "日本顾客", "computed", there)
    page = visit("marketer", f"/segments/{made}").page
    expect(page.get_by_text("还没有名单。请先计算。")).to_be_visible()
    page.get_by_role("button", name="计算名单").click()
    member = page.get_by_role("cell", name="shopper-2")
    expect(member).to_be_visible()
    assert shop.find(f"GET /segments/{made}").body["size"] == 1


def test_segments_tell_how_many_people_they_share(visit: Open, shop: Shop) -> None:
    for name, test in (("有国家", "exists"), ("没有国家", "missing")):
        there = {"kind": "field", "name": "country", "test": test}
        segment(shop, name, f"overlap-{test}", there)
    page = visit("analyst", "/segments").page
    for name in ("有国家", "没有国家"):
        page.get_by_role("checkbox", name=f"选择：{name}", exact=True).check()
    page.get_by_role("button", name="查看重叠（2）").click()
    row = page.get_by_role("dialog").get_by_role("row", name="同时在：")
    expect(row.get_by_role("cell")).to_have_text("0")
    expect(page.get_by_role("button", name="新建分群")).to_have_count(0)


def test_a_segment_is_put_away_once_it_is_confirmed(visit: Open, shop: Shop) -> None:
    made = segment(shop, "不用的", "archive")
    page = visit("marketer", f"/segments/{made}").page
    page.get_by_role("button", name="归档").click()
    page.get_by_role("dialog").get_by_role("button", name="归档").click()
    expect(page.locator("h1")).to_have_text("顾客分群")
    assert shop.find(f"GET /segments/{made}").body["status"] == "archived"
    page.get_by_role("link", name="已归档").click()
    expect(page.get_by_role("link", name="不用的")).to_be_visible()


def _segments(shop: Shop) -> list[dict[str, object]]:
    found: list[dict[str, object]] = shop.find("GET /segments?limit=100").body["items"]
    return found
