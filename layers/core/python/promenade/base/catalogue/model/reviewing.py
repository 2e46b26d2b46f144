"""A product on its way through its review. What was approved changes by another approval alone."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import structs

from promenade.base.catalogue.model.product import Product, Sku, SkuPrice
from promenade.base.catalogue.model.review import Review, ReviewForbids, Wording
from promenade.contracts.reviews import ReviewState
from promenade.kit.differences import Difference, differences
from promenade.kit.values import replace


def written(asked: Product, before: Product | None, by: str) -> Product:
    """What comes of it when `by` asks for it: of a product that was approved, another wording, more
    SKUs and other options wait beside it; what it says already takes back nothing that waits."""
    asked = replace(asked, agreed={})
    if before is None or before.is_removed:
        return replace(asked, is_approved=False, review=Review((by,)))
    if before.is_approved:
        return _beside(asked, before, by)
    review = before.review or Review()
    is_same = _judged(asked) == _judged(before)
    return replace(asked, is_approved=False, review=review if is_same else review.written(by))


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
    had = {each.code: {"options": each.options} for each in product.skus}
    others = {code: {"options": each} for code, each in review.options.items()}
    new = {code: structs.asdict(each) for code, each in _bare(product, review.skus).items()}
    return differences(
        _said(wording_of(product)) | {"skus": {code: had[code] for code in others}},
        _said(says) | {"skus": others | new},
    )


def approved(product: Product, by: str) -> Product:
    """With what was proposed. Raises ReviewForbids, SelfApproval."""
    review = _review(product)
    review.check_approval(by)
    if not product.is_approved:
        return vouched(product)
    says = review.proposal or wording_of(product)
    skus = tuple(
        replace(each, options=review.options.get(each.code, each.options)) for each in product.skus
    )
    agreed = {**product.agreed, **_prices(each for each in skus if each.code in review.skus)}
    return replace(product, **_said(says), skus=skus, agreed=agreed, review=None)


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
    options = {code: each for code, each in review.options.items() if code in codes}
    left = replace(review, skus=proposed.skus, options=options)
    return None if left.is_empty else left


def _proposed(asked: Product, before: Product, sells: Mapping[str, Sku]) -> Review:
    """What waits once it is asked for, by nobody yet."""
    waits = before.review if before.review and before.waits else Review()
    lives = wording_of(before)
    told, old = _said(wording_of(asked)), _said(lives)
    others = {name: each for name, each in told.items() if each != old[name]}
    says = replace(waits.proposal or lives, **others)
    options = {
        each.code: waits.options.get(each.code)
        if each.options == sells[each.code].options
        else each.options
        for each in asked.skus
        if each.code in sells
    }
    return Review(
        proposal=None if says == lives else says,
        skus=tuple(each.code for each in asked.skus if each.code not in sells),
        options={code: each for code, each in options.items() if each is not None},
    )


def _is_new(proposed: Review, before: Product) -> bool:
    """Neither waits nor was sent back."""
    review = before.review or Review()
    known = (review.proposal, review.proposal if before.waits else None)
    options = proposed.options.items()
    is_other = any(each != review.options.get(code) for code, each in options)
    return is_other or proposed.proposal not in known


def _as_sold(asked: Sku, sold: Sku | None) -> Sku:
    return replace(asked, options=sold.options) if sold else asked


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
