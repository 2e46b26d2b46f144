"""A product on its way through its review. What was approved changes by another approval alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from promenade.base.catalogue.model.product import Product, Sku, SkuPrice
from promenade.base.catalogue.model.review import Review, ReviewForbids, Wording
from promenade.contracts.reviews import ReviewState
from promenade.kit.codes import label
from promenade.kit.differences import Difference, differences
from promenade.kit.errors import Fault
from promenade.kit.values import replace

Told = frozenset[tuple[str, str]]
"""What tells a SKU from others."""


def written(asked: Product, before: Product | None, by: str) -> Product:
    """What comes of it when `by` asks for it: of a product that was approved, another wording, more
    SKUs, other options and lower floors wait beside it; what it says already takes back nothing
    that waits."""
    asked = replace(asked, agreed={})
    if before is None or before.is_removed:
        return replace(asked, is_approved=False, review=Review((by,)))
    if before.is_approved:
        return _beside(asked, before, by)
    review = before.review or Review()
    is_same = _judged(asked) == _judged(before)
    return replace(asked, is_approved=False, review=review if is_same else review.written(by))


def floor_faults(asked: Product, before: Product | None) -> Iterator[Fault]:
    """Of prices below a floor that stands until somebody else has agreed to a lower one."""
    sells = before.approved_skus if before and before.is_approved and not before.is_removed else ()
    floors = {each.code: _floor(each) for each in sells}
    detail = "Its floor is {floor_minor} until somebody else has approved a lower one."
    for place, each in enumerate(asked.skus):
        if each.sale_price_minor < (floor_minor := floors.get(each.code, 0)):
            facts = {"floor_minor": floor_minor}
            yield Fault(f"/skus/{place}/sale_price_minor", "below_floor", detail, facts=facts)


def options_faults(asked: Product, before: Product | None) -> Iterator[Fault]:
    """Of SKUs that nothing tells apart, but for those that stood so before."""
    stood = {each.code: each.options for each in before.skus} if before else {}
    seen: set[Told] = set()
    for place, each in enumerate(asked.skus):
        told = told_apart_by(each)
        if told in seen and stood.get(each.code) != each.options:
            detail = "Another SKU here has these options."
            yield Fault(f"/skus/{place}/options", "repeated", detail)
        if told:
            seen.add(told)


def told_apart_by(sku: Sku) -> Told:
    """Its options, however they are spelt."""
    return frozenset((label(name), label(value)) for name, value in sku.options.items())


def waits_of(product: Product, sku: str, stated: Mapping[str, Any]) -> bool:
    """Whether something that was stated of the product and of this SKU is not sold by until it is
    approved."""
    review = product.review
    if not product.is_approved:
        return True
    if review is None or not product.waits:
        return False
    lives = wording_of(product)
    says = _said(review.proposal or lives)
    is_worded = any(says[name] != each for name, each in _said(lives).items() if name in stated)
    return (
        is_worded
        or sku in review.skus
        or ("options" in stated and sku in review.options)
        or ("floor_price_minor" in stated and sku in review.floors)
    )


def vouched(product: Product) -> Product:
    """Approved as it is."""
    return replace(product, is_approved=True, review=None, agreed=_prices(product.skus))


def submitted(product: Product, by: str) -> Product:
    """Raises ReviewForbids."""
    return replace(product, review=_review(product).submitted(by))


def rejected(product: Product, reason: str) -> Product:
    """Raises ReviewForbids."""
    return replace(product, review=_review(product).rejected(reason))


def withdrawn(product: Product) -> Product:
    """A product that was submitted is a draft again; of one that was approved nothing is kept that
    does not sell, be it what was sent back. Raises ReviewForbids."""
    review = _review(product)
    if product.is_approved:
        return replace(product, review=None, skus=product.approved_skus)
    return replace(product, review=review.withdrawn())


def changes(product: Product) -> tuple[Difference, ...]:
    """What its approval would change of a product that was approved; a SKU's below its code."""
    review = product.review or Review()
    says = review.proposal or wording_of(product)
    shall = replace(product, skus=tuple(_as_proposed(each, review) for each in product.skus))
    sold = _bare(product, {each.code for each in product.approved_skus})
    return differences(
        {**_said(wording_of(product)), "skus": sold},
        {**_said(says), "skus": _bare(shall, {each.code for each in shall.skus})},
    )


def approved(product: Product, by: str) -> Product:
    """With what was proposed. Raises ReviewForbids, SelfApproval."""
    review = _review(product)
    review.check_approval(by)
    if not product.is_approved:
        return vouched(product)
    says = review.proposal or wording_of(product)
    skus = tuple(_as_proposed(each, review) for each in product.skus)
    agreed = {**product.agreed, **_prices(each for each in skus if each.code in review.skus)}
    return replace(product, **_said(says), skus=skus, agreed=agreed, review=None)


def moved_to(product: Product) -> str | None:
    """The category that its approval would put it into, where that is another."""
    proposal = product.review.proposal if product.review else None
    is_other = proposal is not None and proposal.category != product.category
    return proposal.category if proposal and is_other else None


def wording_of(product: Product) -> Wording:
    return Wording(**{name: getattr(product, name) for name in Wording.__struct_fields__})


def _beside(asked: Product, before: Product, by: str) -> Product:
    """What was sent back is part of nothing else that is proposed, but for SKUs, which stay."""
    sells = {each.code: each for each in before.approved_skus}
    stays = {each.code for each in asked.skus} & sells.keys()
    return replace(
        asked,
        **_said(wording_of(before)),
        skus=tuple(_as_sold(each, sells.get(each.code)) for each in asked.skus),
        path=before.path,
        is_approved=True,
        agreed={code: each for code, each in before.agreed.items() if code in stays},
        review=_review_of(_proposed(asked, before, sells), asked, before, by),
    )


def _review_of(proposed: Review, asked: Product, before: Product, by: str) -> Review | None:
    review = before.review or Review()
    if _is_new(proposed, before) or _bare(asked, proposed.skus) != _bare(before, proposed.skus):
        is_more = before.waits or not {*proposed.skus}.isdisjoint(review.skus)
        authors = (review if is_more else Review()).written(by).authors
        return replace(proposed, authors=authors, state=ReviewState.PENDING)
    codes = {each.code for each in asked.skus}
    left = replace(
        review,
        skus=proposed.skus,
        options={code: each for code, each in review.options.items() if code in codes},
        floors={code: each for code, each in review.floors.items() if code in codes},
    )
    return None if left.is_empty else left


def _proposed(asked: Product, before: Product, sells: Mapping[str, Sku]) -> Review:
    """What waits once it is asked for, by nobody yet."""
    waits = before.review if before.review and before.waits else Review()
    lives = wording_of(before)
    told, old = _said(wording_of(asked)), _said(lives)
    others = {name: each for name, each in told.items() if each != old[name]}
    says = replace(waits.proposal or lives, **others)
    asked_skus = [(each, sells[each.code]) for each in asked.skus if each.code in sells]
    options = {each.code: each.options for each, sold in asked_skus if each.options != sold.options}
    floors = {each.code: _floor(each) for each, sold in asked_skus if _floor(each) < _floor(sold)}
    stays = {each.code for each, _ in asked_skus}
    return Review(
        proposal=None if says == lives else says,
        skus=tuple(each.code for each in asked.skus if each.code not in sells),
        options={**{code: waits.options[code] for code in stays & waits.options.keys()}, **options},
        floors={**{code: waits.floors[code] for code in stays & waits.floors.keys()}, **floors},
    )


def _is_new(proposed: Review, before: Product) -> bool:
    """Neither waits nor was sent back."""
    review = before.review or Review()
    known = (review.proposal, review.proposal if before.waits else None)
    return (
        proposed.proposal not in known
        or any(each != review.options.get(code) for code, each in proposed.options.items())
        or any(each != review.floors.get(code) for code, each in proposed.floors.items())
    )


def _as_sold(asked: Sku, sold: Sku | None) -> Sku:
    if sold is None:
        return asked
    is_lower = _floor(asked) < _floor(sold)
    floor = sold.floor_price_minor if is_lower else asked.floor_price_minor
    return replace(asked, options=sold.options, floor_price_minor=floor)


def _as_proposed(sku: Sku, review: Review) -> Sku:
    return replace(
        sku,
        options=review.options.get(sku.code, sku.options),
        floor_price_minor=review.floors.get(sku.code, _floor(sku)) or None,
    )


def _floor(sku: Sku) -> int:
    return sku.floor_price_minor or 0


def _review(product: Product) -> Review:
    if product.review is None:
        raise ReviewForbids("Nothing of it waits.", current_status=ReviewState.APPROVED.value)
    return product.review


def _judged(product: Product) -> Product:
    """What whoever approves a new product agrees to: all that was asked for but its tags and where
    it stands."""
    skus = tuple(replace(each, was_price_minor=None) for each in product.skus)
    named = ("id", "store", "brand", "attributes", *Wording.__struct_fields__)
    return Product(skus=skus, **{name: getattr(product, name) for name in named})


def _bare(product: Product, codes: Collection[str]) -> dict[str, Sku]:
    """As somebody asks for them."""
    skus = (each for each in product.skus if each.code in codes)
    return {each.code: replace(each, was_price_minor=None) for each in skus}


def _prices(skus: Iterable[Sku]) -> dict[str, SkuPrice]:
    return {each.code: each.price for each in skus}


def _said(wording: Wording) -> dict[str, Any]:
    return {name: getattr(wording, name) for name in Wording.__struct_fields__}
