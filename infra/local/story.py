"""`make story`: a day of a shop's people, call by call, each with what it was answered.

Everything it does is new, so it can be told again and again, on any shop.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from infra.local import payments
from infra.local.api import Answer, Api
from infra.local.callers import Callers
from infra.local.cloud import CloudError
from infra.local.running import command, running_stack
from infra.local.stack import Stack
from infra.local.story_base import tell_day
from infra.local.waking import Calls

_LANGUAGE = {"Accept-Language": "en"}
_BROWSER = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1",
    "Content-Type": "application/x-www-form-urlencoded",
}
_WITHIN_S = 30


class Teller:
    """Calls the API and says so. `run` is in all names that the story gives."""

    def __init__(
        self, stack: Stack, api: Calls, callers: Callers, say: Callable[[str], None]
    ) -> None:
        self.run = f"{int(time.time()):X}"
        self._stack = stack
        self._api = api
        self._callers = callers
        self._say = say
        self._tokens: dict[str, str] = {}
        self._count = 0

    def chapter(self, title: str) -> None:
        self._say(f"\n{title}")

    def call(
        self, who: str, route: str, body: Any = None, *, answers: str, version: int | None = None
    ) -> Any:
        """The answer's body. `answers` is the status and what is told of it, `{field}` a field of
        the body. `version` goes as If-Match. Raises CloudError where the status is another."""
        self._count += 1
        headers = _LANGUAGE | {"Idempotency-Key": f"story-{self.run}-{self._count}"}
        if isinstance(body, bytes):
            headers["Content-Type"] = "text/csv"
        if version:
            headers["If-Match"] = f'"{version}"'
        answer = self._api.call(route, body, token=self._token(who), headers=headers)
        return self._told((who, route), answer, answers)

    def call_until(
        self,
        who: str,
        route: str,
        wanted: dict[str, Any],
        answers: str,
        *,
        within_s: float = _WITHIN_S,
    ) -> Any:
        """Asks until the answer has what is wanted, as what crosses the bus takes seconds, and
        tells the last answer. Raises CloudError where its status is another."""
        deadline = time.monotonic() + within_s
        while True:
            answer = self._api.call(route, token=self._token(who), headers=_LANGUAGE)
            if _has(answer.body, wanted) or time.monotonic() > deadline:
                return self._told((who, route), answer, answers)
            time.sleep(0.5)

    def read_inbox(self, of: str, wanted: str) -> str:
        """What the local cloud's inbox `of` has about `wanted`. Raises CloudError where there is
        nothing in time."""
        deadline = time.monotonic() + _WITHIN_S
        while time.monotonic() < deadline:
            for message in _texts(self._api.call(f"GET /_ministack/{of}").body):
                if wanted in message:
                    self._say(
                        f"  {'inbox':<13} GET /_ministack/{of}\n{'200':>14}  {message[:160]!r}"
                    )
                    return message
            time.sleep(0.5)
        raise CloudError(f"/_ministack/{of} has nothing about {wanted}")

    def meet(self, name: str, email: str) -> None:
        """Who was invited to the staff, at their first sign-in; they call by this name then."""
        self._callers.accounts.open(email)
        self._tokens[name] = self._callers.staff(email)

    def mail_from(self, address: str) -> str:
        """The address, whose owner the local cloud's SES has heard of now."""
        self._stack.client("ses").verify_email_identity(EmailAddress=address)
        return address

    def open(self, who: str, route: str, told: str, form: bytes | None = None) -> None:
        """As a person's browser does. Raises CloudError where it is refused."""
        answer = self._api.call(route, form, headers=_BROWSER)
        if answer.status >= 400:
            raise CloudError(f"{route} answers {answer.status}: {answer.raw.decode()}")
        self._say(f"  {who:<13} {route}\n{answer.status:>14}  {told}")

    def pay(self, who: str, order: dict[str, Any]) -> None:
        """At the payment gateway, which tells the shop of it twice. Raises CloudError."""
        route = f"POST /shop-orders/{order['number']}/payments"
        url = self.call(who, route, answers="200 To be paid at {url}")["url"]
        heard = payments.pay(url, times=2)["answers"]
        if heard != [200, 200]:
            raise CloudError(f"gateway: POST /payments answers {heard}")
        self._say(f"  {'gateway':<13} POST /payments\n{'200, 200':>14}  Told twice, counted once")

    def _told(self, call: tuple[str, str], answer: Answer, answers: str) -> Any:
        (who, route), (status, _, told) = call, answers.partition(" ")
        if answer.status != int(status):
            raise CloudError(f"{who}: {route} answers {answer.status}: {answer.raw.decode()}")
        self._say(f"  {who:<13} {route}\n{status:>14}  {told.format_map(answer.body)}")
        return answer.body

    def wait(self, seconds: float, told: str) -> None:
        self._say(f"{'':>14}  {told}")
        time.sleep(seconds)

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            self._tokens[who] = self._callers.token(who)
        return self._tokens[who]


def _has(body: Any, wanted: dict[str, Any]) -> bool:
    return all(
        _has(body.get(name, {}), each) if isinstance(each, dict) else body.get(name) == each
        for name, each in wanted.items()
    )


def _texts(inbox: Any) -> list[str]:
    """What each message in an inbox says, as JSON."""
    found = inbox.get("messages") or inbox.get("sms_messages") or {}
    return [json.dumps(each, ensure_ascii=False) for of in found.values() for each in of]


def tell_story() -> None:
    stack = running_stack()
    tell_day(Teller(stack, Api(stack), Callers(stack, stack.cloud.home), print))


if __name__ == "__main__":
    command(tell_story)
