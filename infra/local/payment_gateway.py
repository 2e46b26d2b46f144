"""The payment gateway beside the local cloud: a page to pay at, signed news of money, refunds.

| call | by | what |
|---|---|---|
| `POST /intents` | the shop, signed | answers where an order is paid |
| `GET /pay/<key>` | a buyer | the page |
| `POST /pay/<key>?times=1&after_s=0` | a buyer | pays; the shop is told so often, after so long |
| `POST /refunds` | the shop, signed | once for each id, never more than was paid |
| `GET /payments` | anybody here | all that it keeps |
| `PUT /manner` | anybody here | how slow it is, what fails, what it refuses |
"""

import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from infra.local.api import Api
from infra.local.cloud import Cloud
from infra.local.payment_book import Book, Intent, Manner, Received, RefundRefused, Returned
from infra.local.stack import Stack
from promenade.kit.errors import Unauthenticated
from promenade.kit.signatures import Signatures

Answer = tuple[int, Any]
_TOLD_AGAIN = 5
_MOST_TIMES = 20
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pay</title>
<h1>{amount} {currency}</h1><p>Order {order}</p><form method="post">
<label>The shop is told <input name="times" type="number" value="1" min="1" max="20"> times</label>
<label>after <input name="after_s" type="number" value="0" min="0"> seconds</label>
<button>Pay</button></form></html>"""


class Asked(msgspec.Struct, frozen=True):
    """How a buyer wants the shop to be told."""

    times: int = 1
    after_s: float = 0.0


class PaymentGateway:
    """`stack` is where the shop runs that it works for."""

    def __init__(self, stack: Stack, book: Book) -> None:
        self.book = book
        self._stack = stack

    def open(self, raw: bytes, headers: dict[str, str]) -> Answer:
        intent = msgspec.json.decode(raw, type=Intent)
        key = headers["idempotency-key"]
        self.book.open(key, intent)
        return 200, {"url": f"{self._stack.cloud.payments_url}/pay/{key}"}

    def give_back(self, raw: bytes, _headers: dict[str, str]) -> Answer:
        try:
            self.book.give_back(msgspec.json.decode(raw, type=Returned))
        except RefundRefused as refusal:
            return 422, {"detail": str(refusal)}
        return 200, {}

    def of_shop(self, answer: Callable[..., Answer], raw: bytes, headers: dict[str, str]) -> Answer:
        """A call that the shop has signed."""
        try:
            signatures_of(self._stack).check(raw, headers, datetime.now(UTC))
        except Unauthenticated:
            return 401, {}
        time.sleep(self.book.content.manner.slow_s)
        return (503, {}) if self.book.takes_turn("failing_count") else answer(raw, headers)

    def pay(self, key: str, asked: Asked) -> Answer:
        """With what the shop answered, where that is waited for."""
        paid = self.book.pay(key)
        tell = partial(self._tell, paid, min(asked.times, _MOST_TIMES))
        if asked.after_s:
            threading.Timer(asked.after_s, tell).start()
        return 200, {"transaction": paid.transaction, "answers": [] if asked.after_s else tell()}

    def page(self, key: str) -> bytes:
        intent = self.book.content.intents[key]
        told = (intent.amount_minor, intent.currency, intent.order)
        amount, currency, order = (escape(str(each)) for each in told)
        return _PAGE.format(amount=amount, currency=currency, order=order).encode()

    def _tell(self, paid: Received, times: int) -> list[int]:
        return [self._told(msgspec.json.encode(paid)) for _ in range(times)]

    def _told(self, raw: bytes) -> int:
        """Until the shop has it, or says that it never will."""
        status = 503
        for _ in range(_TOLD_AGAIN):
            api = Api(self._stack)
            signed = signatures_of(self._stack).sign(raw, datetime.now(UTC))
            status = api.call("POST /payments", raw, headers=signed).status
            api.close()
            if status < 500 and status != 429:
                break
            time.sleep(1)
        return status


def signatures_of(stack: Stack) -> Signatures:
    """What the shop there and its gateway sign with."""
    named = stack.outputs["Identity.PaymentSecret"]
    found = stack.client("secretsmanager").get_secret_value(SecretId=named)
    return Signatures(found["SecretString"].encode)


def serve(stack: Stack, book: Book) -> ThreadingHTTPServer:
    """Bound, and not running yet."""
    handler = partial(_Handler, PaymentGateway(stack, book))
    return ThreadingHTTPServer(("127.0.0.1", stack.cloud.payments_port), handler)


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, gateway: PaymentGateway, *rest: Any) -> None:
        self._gateway = gateway
        super().__init__(*rest)

    def do_GET(self) -> None:
        kind, _, key = self.path[1:].partition("/")
        if kind == "pay" and key in self._gateway.book.content.intents:
            self._send(200, "text/html", self._gateway.page(key))
        elif kind == "payments":
            self._answer(200, self._gateway.book.content)
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        raw, split = self._body(), urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        of_shop = {"/intents": self._gateway.open, "/refunds": self._gateway.give_back}
        if split.path in of_shop:
            self._answer(*self._gateway.of_shop(of_shop[split.path], raw, headers))
            return
        kind, _, key = split.path[1:].partition("/")
        if kind != "pay" or key not in self._gateway.book.content.intents:
            self._answer(404, {})
            return
        fields = dict(parse_qsl(split.query)) | dict(parse_qsl(raw.decode()))
        self._answer(*self._gateway.pay(key, msgspec.convert(fields, Asked, strict=False)))

    def do_PUT(self) -> None:
        self._gateway.book.behave(msgspec.json.decode(self._body(), type=Manner))
        self._answer(200, self._gateway.book.content.manner)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  as its base names it
        sys.stderr.write(f"{datetime.now(UTC).isoformat()} {format % args}\n")

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def _answer(self, status: int, content: Any) -> None:
        self._send(status, "application/json", msgspec.json.encode(content))

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", f"{kind}; charset=utf-8")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def main() -> None:
    home, port = Path(sys.argv[1]), int(sys.argv[2])
    with serve(Stack(Cloud(home, port)), Book(home / "payments.json")) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
