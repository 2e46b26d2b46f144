"""What arrives, what is stored, and which version may follow which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from promenade.contracts.orders import OrderDocument, State
from promenade.customer.order.model.connection import platform_of
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.values import Value

Outcome = Literal["stored", "unchanged", "superseded"]
"""What became of a version: written, the very one already there, or older than what is there."""

_FOLLOWERS: dict[State, frozenset[State]] = {
    "created": frozenset({"created", "paid", "shipped", "completed", "cancelled", "refunded"}),
    "paid": frozenset({"paid", "shipped", "completed", "cancelled", "refunded"}),
    "shipped": frozenset({"shipped", "completed", "cancelled", "refunded"}),
    "completed": frozenset({"completed", "refunded"}),
    "cancelled": frozenset({"cancelled", "refunded"}),
    "refunded": frozenset({"refunded"}),
}

_UNPAID: tuple[State, ...] = ("created", "cancelled")
"""Shopify tells of an order that was paid, and to which something was added, as partially paid:
no such version takes away what was paid."""


class OrderConflict(Conflict):
    """This version is stored with other content; a source never says two things of one version."""


class OrderRegressed(DomainError):
    """A newer version contradicts what is settled: its state, refunds, currency or kind."""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Whom the order goes to. Its repr shows nothing."""

    recipient: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    postcode: str | None = None


class Described(Value, frozen=True):
    """An order as its source described it; `fingerprint` covers everything that was said."""

    document: OrderDocument
    person: Person | None
    fingerprint: str


class Order(Value, frozen=True):
    """As it is queued and stored: `sealed` is the person, encrypted for this order only."""

    document: OrderDocument
    sealed: bytes | None
    fingerprint: str


class Summary(Value, frozen=True):
    """An order in a listing."""

    source: str
    number: str
    version: int
    kind: str
    state: State
    store: str
    channel: str
    currency: str
    placed_at: datetime
    goods_minor: int
    paid_minor: int
    refunded_minor: int
    line_count: int


class Standing(Value, frozen=True):
    """What decides whether another version is news."""

    version: int
    fingerprint: str


def predecessors(document: OrderDocument) -> tuple[State, ...]:
    """Versions may be skipped, so every state from which this one can ever be reached. An order of
    another platform is what its newest version says, whatever it was."""
    state, platform = document.state, platform_of(document.source)
    if platform == "shopify" and state == "created":
        return _UNPAID
    if platform is not None:
        return tuple(_FOLLOWERS)
    return tuple(before for before, after in _FOLLOWERS.items() if state in after)


def may_take_back_refunds(document: OrderDocument) -> bool:
    """Another platform's staff delete refunds, and give others."""
    return platform_of(document.source) is not None


def not_taken(order: Order, met: Standing) -> Outcome:
    """Why a version did not replace the one it met. Raises OrderConflict or OrderRegressed."""
    document = order.document
    if met.version > document.version:
        return "superseded"
    if met.version < document.version:
        raise OrderRegressed(
            f"Version {document.version} contradicts version {met.version}: a state it cannot "
            f"reach, fewer refunds, another currency or another kind.",
            version=met.version,
            sent_version=document.version,
        )
    if met.fingerprint != order.fingerprint:
        told = f"Version {document.version} is stored with other content."
        raise OrderConflict(told, version=document.version)
    return "unchanged"
