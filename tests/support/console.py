"""The console as somebody sees it: what is on the screen, and what the browser complains of."""

import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import ConsoleMessage, Page

from infra.local.callers import staff_email
from infra.local.shop import Shop
from infra.local.staff_accounts import PASSWORD
from tests.support.browser import AXE

PATIENCE_MS = 30_000
"""Of a function's first start on a machine that does much else."""
_TOKENS = "promenade.tokens"
_REFUSALS = "Failed to load resource"
"""What Chromium says of every answer that is none of the good ones: the API's refusals."""
_WATCH = "addEventListener('securitypolicyviolation', (e) => console.error('policy', e.blockedURI))"
_RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


class Visit(NamedTuple):
    """Nobody signed in where `who` is None; `place` is what stands behind `#`."""

    who: str | None
    place: str


class Console:
    def __init__(self, page: Page, shop: Shop, visit: Visit) -> None:
        self.page, self._shop, self._visit = page, shop, visit
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.add_init_script(_WATCH)

    @property
    def url(self) -> str:
        return f"{self._shop.stack.base_url}/console"

    def open(self) -> None:
        if self._visit.who:
            self.hold(self._shop.callers.staff(staff_email(self._visit.who)))
        self.page.goto(f"{self.url}#{self._visit.place}")

    def hold(self, token: str, refresh: str = "", valid_s: int = 800) -> None:
        """The tab's tokens, as a sign-in leaves them; what it has already stays."""
        until = int((time.time() + valid_s) * 1000)
        kept = json.dumps({"access": token, "refresh": refresh, "until": until})
        held = f"sessionStorage['{_TOKENS}'] ??= {json.dumps(kept)}"
        self.page.add_init_script(f"if (location.pathname === '/console') {held}")

    def spoil(self, changed: dict[str, Any]) -> None:
        """What the tab has of its tokens is other than it was."""
        whole = f"{{...JSON.parse(sessionStorage['{_TOKENS}']), ...{json.dumps(changed)}}}"
        self.page.evaluate(f"sessionStorage['{_TOKENS}'] = JSON.stringify({whole})")

    def sign_in(self, who: str) -> None:
        """At the pool's own page. MiniStack 1.5.33's asks for no code, as Cognito's does."""
        page = self.page
        page.locator("#username").fill(staff_email(who))
        page.locator("#password").fill(PASSWORD)
        page.locator("button[type=submit]").click()
        page.wait_for_url(f"{self.url}**")

    def settle(self) -> None:
        """Nothing is on its way any more."""
        self.page.wait_for_load_state("networkidle")
        self.page.locator("[aria-busy=true]").first.wait_for(state="detached")

    def barriers(self) -> list[str]:
        """What keeps people out, as axe finds it."""
        self.page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        found: Any = self.page.evaluate(f"axe.run(document, {_RULES})")
        return [
            f"{each['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=path, full_page=True)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_REFUSALS):
            self.faults.append(f"{message.type}: {message.text}")
