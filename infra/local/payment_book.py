"""What the local payment gateway keeps: where buyers pay, what they paid, what went back."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec


class Intent(msgspec.Struct, frozen=True):
    """What the shop wants for an order."""

    order: str
    amount_minor: int
    currency: str


class Received(msgspec.Struct, frozen=True):
    """What the gateway tells the shop: its `POST /payments`."""

    order: str
    transaction: str
    method: str
    amount_minor: int
    currency: str
    paid_at: datetime


class Returned(msgspec.Struct, frozen=True):
    """What the shop asks back for a buyer, once for each id."""

    id: str
    order: str
    transaction: str
    amount_minor: int
    currency: str


class Manner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it behaves until it is told otherwise: each call of the shop's takes `slow_s`, the next
    `failing_count` are answered 503, the next `refusing_count` refunds 422."""

    slow_s: float = 0.0
    failing_count: int = 0
    refusing_count: int = 0


class Content(msgspec.Struct):
    intents: dict[str, Intent] = {}
    payments: dict[str, Received] = {}
    refunds: dict[str, Returned] = {}
    manner: Manner = Manner()


class RefundRefused(Exception):
    """Says why."""


class Book:
    """One file, written anew at each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        raw = path.read_bytes() if path.exists() else b"{}"
        self.content = msgspec.json.decode(raw, type=Content)

    def open(self, key: str, intent: Intent) -> None:
        with self._lock:
            self.content.intents.setdefault(key, intent)
            self._save()

    def pay(self, key: str) -> Received:
        """Another transaction each time. Raises KeyError."""
        intent = self.content.intents[key]
        paid = Received(
            intent.order,
            uuid4().hex,
            "wechat-pay",
            intent.amount_minor,
            intent.currency,
            datetime.now(UTC),
        )
        with self._lock:
            self.content.payments[paid.transaction] = paid
            self._save()
        return paid

    def give_back(self, asked: Returned) -> None:
        """Raises RefundRefused."""
        with self._lock:
            if asked.id not in self.content.refunds:
                self._check(asked)
                self.content.refunds[asked.id] = asked
                self._save()

    def behave(self, manner: Manner) -> None:
        with self._lock:
            self.content.manner = manner
            self._save()

    def takes_turn(self, kind: str) -> bool:
        """Whether the next call is one of those that fail, or are refused."""
        with self._lock:
            left = getattr(self.content.manner, kind)
            if left:
                fewer = {kind: left - 1}
                self.behave(msgspec.structs.replace(self.content.manner, **fewer))
            return bool(left)

    def _check(self, asked: Returned) -> None:
        if self.takes_turn("refusing_count"):
            raise RefundRefused("It was told to refuse this.")
        paid = self.content.payments.get(asked.transaction)
        if paid is None or (paid.order, paid.currency) != (asked.order, asked.currency):
            raise RefundRefused("There is no such transaction.")
        gone = sum(
            each.amount_minor
            for each in self.content.refunds.values()
            if each.transaction == asked.transaction
        )
        if asked.amount_minor < 1 or gone + asked.amount_minor > paid.amount_minor:
            raise RefundRefused("That is more than is left of this transaction.")

    def _save(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(self.content))
        fresh.replace(self._path)
