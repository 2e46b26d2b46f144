"""What depends on goods, whichever room it is of (M1-1): told before they leave the shelf, go for
good, or come to stand in another category."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol

from promenade.contracts.catalogue import SkuFacts
from promenade.kit.values import Value

Covers = Callable[[SkuFacts], bool]
Entry = tuple[Literal["brand", "category", "tag"], str]
"""Of a register of the catalogue, by its id."""


class DependentKind(StrEnum):
    """`reservation` are units that orders hold, `order` is one that waits for its payment,
    `tag_rule` the rule that gives a tag."""

    CAMPAIGN = "campaign"
    COUPON_TEMPLATE = "coupon_template"
    FLASH_SALE = "flash_sale"
    LIMITED_DISCOUNT = "limited_discount"
    ORDER = "order"
    PROMOTION = "promotion"
    RESERVATION = "reservation"
    STAFF_GRANT = "staff_grant"
    TAG_RULE = "tag_rule"
    TARGETED_OFFER = "targeted_offer"


How = Literal["loses", "gains", "names", "sells", "holds", "gives"]
"""It covers the goods and would not, or does not and would; it names an entry that goes; it sells
them by itself; it holds them for a buyer; it gives coupons that lose or gain them."""


class Dependent(Value, frozen=True, kw_only=True):
    """`skus` are those it is about, `count` how many units of them it has, where it has any. One
    that `is_bound` would break if they went. `name` is None where it has none."""

    kind: DependentKind
    id: str
    how: How
    state: str
    path: str
    name: str | None = None
    skus: tuple[str, ...] = ()
    count: int | None = None
    is_bound: bool = False


class Shift(Value, frozen=True):
    """A SKU as it is, and as it shall be; None: it leaves, and is sold no longer."""

    before: SkuFacts
    after: SkuFacts | None


class Turn(Value, frozen=True):
    """What becomes of goods at once, or that an entry, of which are none, `goes`."""

    shifts: tuple[Shift, ...] = ()
    goes: Entry | None = None

    @property
    def leaving(self) -> tuple[str, ...]:
        return tuple(each.before.sku for each in self.shifts if each.after is None)


class Interest(Value, frozen=True):
    """In goods that it `covers`. Only what it `names`, by themselves or by their category, brand
    or a tag, does it lose when they leave: what is about all goods of a shop goes on without."""

    covers: Covers
    names: Covers

    def hows(self, turn: Turn) -> Iterator[tuple[How, str]]:
        for each in turn.shifts:
            test = self.covers if each.after else self.names
            had, has = (
                goods is not None and goods.is_sellable and test(goods)
                for goods in (each.before, each.after)
            )
            if had != has:
                yield ("loses" if had else "gains"), each.before.sku


class Standing(Value, frozen=True):
    """How something stands to what becomes of goods."""

    how: How
    skus: tuple[str, ...] = ()


def standing(turn: Turn, interests: Iterable[Interest], named: Iterable[Entry]) -> Standing | None:
    """Of what has these interests and names these entries; None where nothing of it changes.
    What loses one SKU and gains another is told as losing."""
    if turn.goes and turn.goes in {*named}:
        return Standing("names")
    found = dict.fromkeys(each for interest in interests for each in interest.hows(turn))
    if not found:
        return None
    how: How = "loses" if any(each == "loses" for each, _ in found) else "gains"
    return Standing(how, tuple(dict.fromkeys(sku for each, sku in found if each == how)))


class Dependents(Protocol):
    def of(self, turn: Turn, at: datetime, /) -> Iterable[Dependent]:
        """Those of a room that are live, or scheduled; eventually consistent. Raises
        Unavailable."""
        ...


class Givers(Protocol):
    def of(self, template_ids: Collection[str], at: datetime, /) -> Iterable[Dependent]:
        """Those of a room that are live and give coupons of any of these templates. Raises
        Unavailable."""
        ...
