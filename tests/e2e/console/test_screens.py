"""Every screen, in both languages and in the dark: nothing fails, nothing keeps people out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from infra.local.shop import Shop
from tests.support.console import Console
from tests.support.console_places import MENU, PLACES, fill

Open = Callable[..., Console]


@pytest.fixture(scope="module")
def goods(shop: Shop) -> dict[str, str]:
    return fill(shop)


@pytest.mark.parametrize("screen", PLACES)
def test_a_screen_is_open_to_everybody(screen: str, visit: Open, goods: dict[str, str]) -> None:
    """In Chinese, in English, and in the dark on a tablet."""
    console = visit("owner", PLACES[screen].format(**goods))
    console.settle()
    page = console.page
    expect(page.locator("h1")).not_to_be_empty()
    assert console.barriers() == []
    page.locator("header.top select").first.select_option("en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert console.barriers() == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 768, "height": 1024})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert console.barriers() == []


def test_nobody_signed_in_meets_no_barrier_either(visit: Open) -> None:
    assert visit(None).barriers() == []


def test_every_screen_is_reached_by_the_keyboard(visit: Open, goods: dict[str, str]) -> None:
    console = visit("owner", "/audit?subject=product:BOWL-1")
    console.settle()
    page = console.page
    assert page.locator("nav.menu a").all_inner_texts() == [*MENU]
    for title in MENU:
        page.get_by_role("link", name=title, exact=True).first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("#main")).to_be_focused()


def test_the_language_is_chosen_and_kept(visit: Open, goods: dict[str, str]) -> None:
    console = visit("owner", "/approvals", language="en-GB")
    page = console.page
    expect(page.locator("h1")).to_have_text(MENU["审批"])
    assert page.locator("nav.menu a").all_inner_texts() == [*MENU.values()]
    page.get_by_label("Language").select_option("zh-CN")
    expect(page.locator("h1")).to_have_text("审批")
    page.reload()
    expect(page.locator("h1")).to_have_text("审批")
