"""The register of tags: words that staff put on products by hand, and words that rules give.

A rule looks at nothing that rules give, so that no two of them go round in a circle.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from promenade.base.catalogue.model.brand import brand_id
from promenade.base.catalogue.model.product import MAX_TAG_LENGTH, NO_CATEGORY, Product, Shelf
from promenade.contracts.dependents import Entry
from promenade.kit.codes import label
from promenade.kit.errors import Conflict, Fault, Stale
from promenade.kit.values import Document, Value, replace

MAX_RULES = 20
"""All of a product's rule tags come or go in one write beside its 40 SKUs."""


class TagInUse(Conflict):
    """Products have it by hand: it stays on the register."""


class TooManyRules(Conflict):
    """So many tags are given by rules as may be."""


class Rewritten(Stale):
    """Another rule was written meanwhile: look again."""


class PriceRange(Document, frozen=True, kw_only=True):
    """Of sale prices, in minor units; both ends are in it."""

    currency: str
    from_minor: int = 0
    to_minor: int | None = None

    def has(self, currency: str, minor: int) -> bool:
        is_below = self.to_minor is None or minor <= self.to_minor
        return currency == self.currency and self.from_minor <= minor and is_below


class Rule(Document, frozen=True, kw_only=True):
    """All that it names must hold; of several of a kind one is enough. `categories` include what is
    below them, `price` is that of any SKU, `shelves` are as of the time asked; it is new for so
    many days since the first of its SKUs came on sale. `tags` are those put on by hand."""

    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    price: PriceRange | None = None
    attributes: Mapping[str, tuple[str, ...]] = {}
    shelves: tuple[Shelf, ...] = ()
    new_for_days: int | None = None
    tags: tuple[str, ...] = ()

    @property
    def is_timed(self) -> bool:
        """Whether what it gives changes though no product does."""
        return self.new_for_days is not None or bool(self.shelves)

    def names(self, entry: Entry) -> bool:
        register, id_ = entry
        named = {
            "brand": [*map(brand_id, self.brands)],
            "category": self.categories,
            "tag": self.tags,
        }
        return id_ in named[register]

    def fits(self, product: Product, now: datetime) -> bool:
        return (
            (not self.categories or not {*self.categories}.isdisjoint(product.path))
            and (not self.brands or brand_id(product.brand or "") in map(brand_id, self.brands))
            and (not self.tags or not {*self.tags}.isdisjoint(product.tags))
            and (not self.shelves or product.shelf_at(now) in self.shelves)
            and self._fits_prices(product)
            and self._fits_attributes(product)
            and self._fits_age(product, now)
        )

    def _fits_prices(self, product: Product) -> bool:
        price = self.price
        if price is None:
            return True
        return any(
            price.has(each.currency, each.sale_price_minor) for each in product.approved_skus
        )

    def _fits_attributes(self, product: Product) -> bool:
        values = {label(name): label(value) for name, value in product.attributes.items()}
        wanted = self.attributes.items()
        return all(values.get(label(name)) in {*map(label, any_of)} for name, any_of in wanted)

    def _fits_age(self, product: Product, now: datetime) -> bool:
        if self.new_for_days is None:
            return True
        first = min(product.first_on_at.values(), default=None)
        return first is not None and first <= now < first + timedelta(days=self.new_for_days)


class Tag(Value, frozen=True, kw_only=True):
    """`id` is what all spellings of its `name` have in common, and what products have. One without
    a `rule` is put on by hand."""

    id: str
    name: str
    rule: Rule | None = None
    is_removed: bool = False
    version: int = 0


class Rules(Value, frozen=True, kw_only=True):
    """All there are, by what they give."""

    by_tag: Mapping[str, Rule] = {}

    @property
    def is_timed(self) -> bool:
        return any(each.is_timed for each in self.by_tag.values())

    def naming(self, entry: Entry) -> tuple[str, ...]:
        """The tags whose rules name it."""
        return tuple(tag for tag, each in self.by_tag.items() if each.names(entry))

    def given(self, product: Product, now: datetime) -> tuple[str, ...]:
        return tuple(sorted(tag for tag, each in self.by_tag.items() if each.fits(product, now)))

    def with_tag(self, tag: Tag) -> "Rules":
        """As they are once the tag is so. Raises TooManyRules."""
        others = {id_: rule for id_, rule in self.by_tag.items() if id_ != tag.id}
        ruled = {} if tag.rule is None or tag.is_removed else {tag.id: tag.rule}
        if len(others) + len(ruled) > MAX_RULES:
            most = MAX_RULES
            raise TooManyRules(f"{most} tags are given by rules: no more are.", most=most)
        return Rules(by_tag=others | ruled)


def tagged(product: Product, rules: Rules, now: datetime) -> Product:
    """With the tags that rules give it; the same product where it has them. What a product that is
    removed had, it has when it comes back."""
    found = product.rule_tags if product.is_removed else rules.given(product, now)
    if found == product.rule_tags:
        return product
    return replace(product, rule_tags=found, turns=product.turns + 1)


def tag_faults(asked: Tag, categories: Collection[str], ruled: Collection[str]) -> Iterator[Fault]:
    """`categories` are those that there are, `ruled` the tags that rules give."""
    if not 0 < len(asked.id) <= MAX_TAG_LENGTH:
        yield Fault("/name", "malformed", "A tag has 1 to 40 characters.")
    if asked.rule is not None:
        rule = asked.rule
        yield from (fault.within("/rule") for fault in _rule_faults(rule, categories, ruled))


def hand_faults(tags: Sequence[str], had: Collection[str], ruled: Collection[str]) -> list[Fault]:
    """`had` are those that were put on before a rule came to give them."""
    detail = "“{tag}” is given by a rule: change the rule, or use another tag."
    return [
        Fault(f"/tags/{place}", "rule_tag", detail, facts={"tag": tag})
        for place, tag in enumerate(tags)
        if tag in ruled and tag not in had
    ]


def _rule_faults(
    rule: Rule, categories: Collection[str], ruled: Collection[str]
) -> Iterator[Fault]:
    if rule == Rule():
        yield Fault("", "missing", "Say which products have the tag.")
    for place, category in enumerate(rule.categories):
        if category not in categories:
            facts = {"category": category}
            yield Fault(f"/categories/{place}", "unknown_category", NO_CATEGORY, facts=facts)
    price = rule.price
    if price and price.to_minor is not None and price.to_minor < price.from_minor:
        yield Fault("/price/to_minor", "below_from", "The range ends before it begins.")
    for place, tag in enumerate(rule.tags):
        if tag in ruled:
            detail = "A rule cannot look at “{tag}”, which a rule gives."
            yield Fault(f"/tags/{place}", "rule_tag", detail, facts={"tag": tag})
