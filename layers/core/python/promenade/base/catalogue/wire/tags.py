"""The register of tags on the wire."""

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from promenade.base.catalogue.model.product import MAX_PRICE_MINOR, Shelf
from promenade.base.catalogue.model.tags import PriceRange, Rule, Tag
from promenade.base.catalogue.wire.fields import Brand, Name, Slug, Word, text
from promenade.base.catalogue.wire.products import read_tags
from promenade.kit.codes import label
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page

Values = Annotated[tuple[Name, ...], Meta(min_length=1, max_length=20)]
Amount = Annotated[int, Meta(ge=0, le=MAX_PRICE_MINOR)]


class PriceRangeBody(Strict, frozen=True, kw_only=True):
    """Of sale prices, in minor units; both ends are in it."""

    currency: Currency
    from_minor: Amount = 0
    to_minor: Amount | None = None


class RuleBody(Strict, frozen=True, kw_only=True):
    """All that it names must hold, and it names something; of several of a kind one is enough.
    `categories` include what is below them, `price` is that of any SKU, `attributes` are names with
    the values of which one is enough. A product is new for so many days since the first of its SKUs
    came on sale; `tags` are those put on by hand."""

    categories: Annotated[tuple[Slug, ...], Meta(max_length=20)] = ()
    brands: Annotated[tuple[Brand, ...], Meta(max_length=20)] = ()
    price: PriceRangeBody | None = None
    attributes: Annotated[dict[Word, Values], Meta(max_length=5)] = field(default_factory=dict)
    shelves: Annotated[tuple[Shelf, ...], Meta(max_length=4)] = ()
    new_for_days: Annotated[int, Meta(ge=1, le=3_650)] | None = None
    tags: Annotated[tuple[Word, ...], Meta(max_length=20)] = ()


class TagBody(Strict, frozen=True, kw_only=True):
    """`name` as people see it. With a `rule`, products that fit it have the tag, and no others;
    without one, staff put it on."""

    name: Word
    rule: RuleBody | None = None


class PriceRangeView(View, frozen=True):
    currency: str
    from_minor: int
    to_minor: int | None


class RuleView(View, frozen=True):
    """As of RuleBody."""

    categories: list[str]
    brands: list[str]
    price: PriceRangeView | None
    attributes: dict[str, list[str]]
    shelves: list[Shelf]
    new_for_days: int | None
    tags: list[str]


class TagView(View, frozen=True):
    """`id` is what all spellings of the `name` have in common, and what products have."""

    id: str
    name: str
    type: Literal["manual", "rule"]
    rule: RuleView | None
    version: int


class TagPage(View, frozen=True):
    items: list[TagView]
    next: str | None


def read_tag(body: TagBody) -> Tag:
    name = text(body.name)
    return Tag(id=label(name), name=name, rule=_read_rule(body.rule) if body.rule else None)


def read_change(call: Call[TagBody, Any]) -> Tag:
    """As it shall be, at the version that was looked at, by whatever name."""
    asked = read_tag(call.body)
    return Tag(id=call.path["tag"], name=asked.name, rule=asked.rule, version=call.if_match)


def show_tag(tag: Tag) -> TagView:
    return TagView(
        id=tag.id,
        name=tag.name,
        type="rule" if tag.rule else "manual",
        rule=_show_rule(tag.rule) if tag.rule else None,
        version=tag.version,
    )


def show_tags(page: Page[Tag], cursor: str | None) -> TagPage:
    return TagPage(items=[show_tag(each) for each in page.items], next=cursor)


def _read_rule(body: RuleBody) -> Rule:
    price = body.price
    return Rule(
        categories=body.categories,
        brands=tuple(map(text, body.brands)),
        price=PriceRange(
            currency=price.currency, from_minor=price.from_minor, to_minor=price.to_minor
        )
        if price
        else None,
        attributes={
            text(name): tuple(map(text, any_of)) for name, any_of in body.attributes.items()
        },
        shelves=body.shelves,
        new_for_days=body.new_for_days,
        tags=read_tags(body.tags),
    )


def _show_rule(rule: Rule) -> RuleView:
    price = rule.price
    return RuleView(
        categories=list(rule.categories),
        brands=list(rule.brands),
        price=PriceRangeView(
            currency=price.currency, from_minor=price.from_minor, to_minor=price.to_minor
        )
        if price
        else None,
        attributes={name: list(any_of) for name, any_of in rule.attributes.items()},
        shelves=list(rule.shelves),
        new_for_days=rule.new_for_days,
        tags=list(rule.tags),
    )
