"""Reports are asked for, built, read and taken along, in the console."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_reports import built, reports

Open = Callable[..., Console]


@pytest.fixture(scope="module")
def report(shop: Shop) -> str:
    return built(shop)


def test_a_report_that_is_refused_shows_the_faults_at_their_fields_and_asks_for_none(
    visit: Open, shop: Shop
) -> None:
    before = reports(shop)
    page = visit("analyst", "/reports?act=new").page
    page.locator("#currency").fill("元")
    page.locator("#from").fill("2026-03-07")
    page.locator("#to").fill("2026-03-01")
    page.get_by_role("button", name="开始生成").click()
    expect(page.locator("#currency-fault")).not_to_be_empty()
    expect(page.locator("#from")).to_have_value("2026-03-07")
    assert reports(shop) == before


def test_a_report_is_asked_for_followed_and_read(visit: Open, shop: Shop) -> None:
    page = visit("analyst", "/reports").page
    page.get_by_role("button", name="生成报表").click()
    page.locator("#currency").fill("cny")
    page.locator("#from").fill("2026-02-01")
    page.locator("#to").fill("2026-02-07")
    page.get_by_role("button", name="开始生成").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("销售报表 2026-02-01 – 2026-02-07")
    expect(page.get_by_text("净销售额").first).to_be_visible(timeout=120_000)
    expect(page.get_by_text("对比期无数据").first).to_be_visible()
    assert reports(shop)[0]["currency"] == "CNY"


@pytest.mark.parametrize("format_", ["CSV", "XLSX", "HTML"])
def test_its_files_are_taken_along(format_: str, visit: Open, report: str) -> None:
    page = visit("analyst", f"/reports/{report}").page
    with page.expect_download() as taken:
        page.get_by_role("button", name=f"下载 {format_}").click()
    assert taken.value.suggested_filename == f"{report}.{format_.lower()}"
    content = taken.value.path().read_bytes()
    begins = {"CSV": b"\xef\xbb\xbf", "XLSX": b"PK", "HTML": b"<!doctype html>"}[format_]
    assert content[: len(begins)].lower() == begins.lower()


def test_the_figure_that_is_drawn_stands_in_the_address(visit: Open, report: str) -> None:
    page = visit("analyst", f"/reports/{report}").page
    page.get_by_label("指标").select_option("order_count")
    expect(page.locator("figure").first).to_contain_text("订单数")
    assert "metric=order_count" in page.url
    page.reload()
    expect(page.get_by_label("指标")).to_have_value("order_count")


def test_who_may_see_no_reports_finds_none(visit: Open, report: str) -> None:
    page = visit("support", f"/reports/{report}").page
    expect(page.get_by_text("您没有打开此页面的权限")).to_be_visible()
