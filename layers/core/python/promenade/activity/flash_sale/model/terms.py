"""A sale's terms: what it sells, for how much, how many, and when."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from promenade.activity.flash_sale.model.queue import LONGEST
from promenade.contracts.catalogue import SkuFacts
from promenade.kit.currencies import Currency
from promenade.kit.errors import Fault
from promenade.kit.values import Document
from promenade.kit.zones import is_zone

MOST_UNITS = 50_000
MOST_PEAK_PER_S = 50_000
MOST_PER_USER = 10
"""Fewer than a shard has, so that an order finds its units in one."""

Instant = Annotated[datetime, Meta(tz=True)]


class Fairness(StrEnum):
    """Who is let in first: who asks first, or whom the draws of a queue say."""

    OPEN = "open"
    QUEUE = "queue"


class Terms(Document, frozen=True):
    """The window is half-open; `zone` is where its days are written; `peak_per_s` is how many calls
    a second are expected at the start, of which more than usual has to be ready."""

    name: str
    sku: str
    currency: Currency
    price_minor: int
    unit_count: int
    start: Instant
    end: Instant
    per_user: int = 1
    zone: str = "UTC"
    fairness: Fairness = Fairness.OPEN
    peak_per_s: int = 0


class Goods(Document, frozen=True):
    """What the catalogue said of the SKU when the terms were submitted."""

    title: str
    category: str | None
    usual_minor: int


def faults(terms: Terms) -> Iterator[Fault]:
    """What contradicts itself; pointers are into the terms' document."""
    if not is_zone(terms.zone):
        yield Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")
    if terms.end <= terms.start:
        yield Fault("/end", "not_after_start", "A window ends after it starts.")
    if terms.fairness is Fairness.QUEUE and terms.end - terms.start > LONGEST:
        yield Fault("/end", "too_long", "A sale with a queue lasts three hours at most.")
    if terms.per_user > terms.unit_count:
        yield Fault("/per_user", "above_total", "There are not so many in all.")


def obstacles(terms: Terms, facts: SkuFacts | None, now: datetime) -> Iterator[Fault]:
    """What keeps them from being submitted or scheduled now, of a SKU as the catalogue has it."""
    yield from faults(terms)
    if terms.end <= now:
        yield Fault("/end", "over", "The window's end has passed.")
    yield from misfits(terms, facts, now)


def misfits(terms: Terms, facts: SkuFacts | None, now: datetime) -> Iterator[Fault]:
    """What keeps the SKU from being sold so from the start or, if that has come, from now on, as
    the catalogue has it."""
    if facts is None:
        yield Fault("/sku", "unknown_sku", "The catalogue has no such SKU.")
    else:
        if not facts.sells_at(max(now, terms.start)):
            yield Fault("/sku", "not_on_sale", "The SKU is not on sale.")
        yield from _price_faults(terms, facts)


def exposure_minor(terms: Terms, goods: Goods) -> int:
    """What the sale costs at worst: what its units would have cost beyond its price."""
    return max(goods.usual_minor - terms.price_minor, 0) * terms.unit_count


def _price_faults(terms: Terms, facts: SkuFacts) -> Iterator[Fault]:
    floor_minor, usual_minor = facts.floor_price_minor or 0, facts.sale_price_minor
    told: dict[str, str | int] = {"currency": facts.currency}
    if facts.currency != terms.currency:
        detail = "The catalogue has the SKU in {currency}."
        yield Fault("/currency", "other_currency", detail, facts=told)
    elif terms.price_minor > usual_minor:
        detail = "The SKU costs {usual_minor} without the sale."
        yield Fault(
            "/price_minor", "above_usual", detail, facts=told | {"usual_minor": usual_minor}
        )
    elif terms.price_minor < floor_minor:
        detail = "It is below {floor_minor}, the floor of this SKU in the catalogue."
        yield Fault(
            "/price_minor", "below_floor", detail, facts=told | {"floor_minor": floor_minor}
        )
