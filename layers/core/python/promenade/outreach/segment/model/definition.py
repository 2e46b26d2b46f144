"""What a definition may say: a tree of conditions over one person.

What is not known of a person fulfils no condition, unless it says so: `neq_or_missing`, `missing`,
`or_never`. Counts of what nobody did are 0, and so is money of a currency in which nobody paid.
Days are calendar days of the segment's zone, today among them.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from promenade.contracts.behaviour import MOST_DAYS, Act
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.customers import CustomerId
from promenade.contracts.languages import written
from promenade.contracts.profiles import TAG, ContactKind, Stage
from promenade.kit.codes import CODE, NO_CODE, NO_SLUG, SLUG
from promenade.kit.currencies import Currency
from promenade.kit.ids import Id
from promenade.kit.values import Kind

MOST_CONDITIONS = 100
MOST_DEPTH = 8
MOST_LISTED = 1_000

Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Minor = Annotated[int, Meta(ge=-9_999_999_999_999, le=9_999_999_999_999)]
DayCount = Annotated[int, Meta(ge=1, le=MOST_DAYS)]
Score = Annotated[int, Meta(ge=1, le=5)]
Sku = Annotated[str, Meta(pattern=CODE, extra={"says": NO_CODE})]
Category = Annotated[str, Meta(max_length=64, pattern=SLUG, extra={"says": NO_SLUG})]
Text = Annotated[str, Meta(min_length=1, max_length=128)]
TagName = Annotated[str, Meta(min_length=1, max_length=128, extra_json_schema={"pattern": TAG})]
"""Checked of what is sent, so that a kept one that no tag has can still be read."""

Comparison = Literal["eq", "neq", "neq_or_missing", "exists", "missing"]


class AllOf(Kind, frozen=True):
    of: Annotated[tuple["Condition", ...], Meta(min_length=1, max_length=50)]


class AnyOf(Kind, frozen=True):
    of: Annotated[tuple["Condition", ...], Meta(min_length=1, max_length=50)]


class Not(Kind, frozen=True):
    of: "Condition"


class Field(Kind, frozen=True):
    """`eq` is any of `values`, `neq` a known one that is none of them. Languages are kept as their
    standard writes them."""

    name: Literal["language", "zone", "country"]
    test: Comparison
    values: Annotated[tuple[Text, ...], Meta(max_length=100)] = ()

    def __post_init__(self) -> None:
        if self.name == "language":
            msgspec.structs.force_setattr(self, "values", tuple(map(written, self.values)))


class Tag(Kind, frozen=True):
    """One that has not expired; `values` of `eq` may be left out for any."""

    name: TagName
    test: Comparison = "exists"
    values: Annotated[tuple[Text, ...], Meta(max_length=100)] = ()


class Address(Kind, frozen=True, tag="address"):
    """The person has one of this kind."""

    of_kind: ContactKind


class Consent(Kind, frozen=True, tag="consent"):
    """What the person said last of it, by STOP or a complaint as well; `reachable` is given, and
    nothing of that channel is suppressed for the customer. Whether their address is (after a
    bounce, or a STOP of who had it before) no segment knows, for it knows no addresses: that is
    looked at when a message is sent, and nobody whose address is suppressed gets any."""

    channel: Channel
    purpose: Purpose = Purpose.MARKETING
    state: Literal["given", "withdrawn", "never_asked", "reachable"] = "given"


class Purchases(Kind, frozen=True):
    """Orders that were paid and neither cancelled nor wholly refunded."""

    at_least: Count | None = None
    at_most: Count | None = None


class Spent(Kind, frozen=True):
    """Paid less refunded, over all orders of the currency."""

    currency: Currency
    at_least_minor: Minor | None = None
    at_most_minor: Minor | None = None


class Bought(Kind, frozen=True):
    """The first or the last purchase was on one of the last `within_days` days, or on none of the
    last `not_within_days`; who never bought fulfils neither, unless `or_never`."""

    which: Literal["first", "last"] = "last"
    within_days: DayCount | None = None
    not_within_days: DayCount | None = None
    or_never: bool = False


class Did(Kind, frozen=True):
    """So often within the last days; `at_most` 0 is not at all, within the same days. What `order`
    and `pay` count are orders: those that we have, and those that a storefront tells of by an
    event, each once where the event says its number; cancelled and refunded ones too (`purchases`
    leaves them out). Of who refuses tracking nothing counts."""

    act: Act
    within_days: DayCount
    at_least: Count | None = None
    at_most: Count | None = None
    sku: Sku | None = None
    category: Category | None = None


class Scored(Kind, frozen=True):
    """As profiles score people by now; money asks for its currency."""

    measure: Literal["recency", "frequency", "money"]
    at_least: Score = 1
    at_most: Score = 5
    currency: Currency | None = None


class InStage(Kind, frozen=True):
    stages: Annotated[tuple[Stage, ...], Meta(min_length=1, max_length=5)]


class InSegment(Kind, frozen=True):
    """The other one's definition holds of the person now."""

    segment_id: Id


class Listed(Kind, frozen=True):
    customers: Annotated[tuple[CustomerId, ...], Meta(min_length=1, max_length=MOST_LISTED)]


Leaf = (
    Field
    | Tag
    | Address
    | Consent
    | Purchases
    | Spent
    | Bought
    | Did
    | Scored
    | InStage
    | InSegment
    | Listed
)
Condition = AllOf | AnyOf | Not | Leaf


def parts(condition: Condition) -> tuple[tuple[str, Condition], ...]:
    """What it is made of, each with its place in it as a JSON pointer."""
    if isinstance(condition, Not):
        return (("/of", condition.of),)
    if isinstance(condition, AllOf | AnyOf):
        return tuple((f"/of/{place}", each) for place, each in enumerate(condition.of))
    return ()


def walk(condition: Condition, at: str = "") -> Iterator[tuple[str, Condition]]:
    """Each condition with where it stands, the whole first."""
    yield at, condition
    for place, part in parts(condition):
        yield from walk(part, f"{at}{place}")


def references(condition: Condition) -> frozenset[str]:
    """The segments that it names."""
    return frozenset(each.segment_id for _, each in walk(condition) if isinstance(each, InSegment))
