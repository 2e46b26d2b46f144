"""Who buys: one identity for tokens, orders, quotes and whatever counts by person (N21, N30)."""

import unicodedata
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from promenade.contracts.references import TRIMMED, reference
from promenade.kit.errors import Unauthenticated
from promenade.kit.http.auth import Principal
from promenade.kit.phones import phone_form
from promenade.kit.telemetry import Personal
from promenade.kit.text import EXACT
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only knows customers loads no client
    from promenade.contracts.profiles import ContactKind
    from promenade.kit.digests import Digests

CustomerId = Annotated[str, reference(TRIMMED, **EXACT)]
"""The shop's own id of a customer: opaque, printable, compared character by character. Blanks
around it are no part of it; nothing is folded or normalised."""


class Person(Value, frozen=True):
    """Two that are equal are one person. Not for storing in clear unless known by `id`."""

    known_by: Literal["id", "email", "phone"]
    text: str


class Claimant(Value, frozen=True):
    """Who asks for a coupon, as a signed token tells it; None is what it does not tell."""

    customer: str
    groups: frozenset[str] | None = None
    is_new: bool | None = None


def customer_of(caller: Principal) -> str:
    """The customer whom a shopper's token names. Raises Unauthenticated."""
    try:
        return msgspec.convert(caller.id.strip(), CustomerId)
    except msgspec.ValidationError:
        raise Unauthenticated("The token's subject is no customer's id.") from None


def groups_of(caller: Principal) -> frozenset[str] | None:
    """Of the customer, by the claim `groups` of the token; None where it does not tell them."""
    told = caller.told.get("groups")
    is_told = isinstance(told, list) and all(isinstance(each, str) for each in told)
    return frozenset(told) if told is not None and is_told else None


def channel_of(caller: Principal) -> str | None:
    """Where the customer buys, by the claim `channel` of the token; None where it does not tell."""
    told = caller.told.get("channel")
    return told if isinstance(told, str) else None


def is_new_buyer(caller: Principal) -> bool | None:
    """By the claim `new_buyer` of the token; None where it does not tell."""
    told = caller.told.get("new_buyer")
    return told if isinstance(told, bool) else None


def claimant_of(caller: Principal) -> Claimant:
    """Raises Unauthenticated."""
    return Claimant(customer_of(caller), groups_of(caller), is_new_buyer(caller))


def person(customer: str | None, email: str | None, phone: str | None) -> Person | None:
    """Whom an order or a cart is counted for: the customer, or a guest by what is known of them,
    however it was written; None where nothing is."""
    if customer:
        return Person("id", customer)
    if address := _plain(email).casefold():
        return Person("email", Personal(address))
    number = phone_form(phone or "")
    return Person("phone", Personal(number)) if number else None


def pseudonym(who: Person | None, digests: "Digests") -> str | None:
    """A keyed digest under which a person is counted (N33), the same for orders and quotes."""
    return digests.pseudonym(f"{who.known_by} {who.text[:]}") if who else None


def claim_digest(kind: "ContactKind", value: str, app: str | None, digests: "Digests") -> str:
    """A keyed digest under which a profile has an address (N33), the same however that is written
    (N21): an e-mail in other case, a phone with blanks or its country's code. What others gave as
    an id is compared exactly; `app` is what it belongs to."""
    email = value if kind == "email" else None
    phone = value if kind == "phone" else None
    digest = pseudonym(person(None, email, phone), digests)
    return digest or digests.pseudonym(f"{kind} {app or ''} {value}")


def _plain(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").strip()
