"""A product on its way through its review. What was approved changes by another approval alone."""

from typing import Any

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.review import Review, ReviewForbids, Wording
from promenade.contracts.reviews import ReviewState
from promenade.kit.values import replace


def written(asked: Product, before: Product | None, by: str) -> Product:
    """What comes of it when `by` asks for it: of a product that was approved, another wording waits
    beside it; what it says already takes back nothing that waits."""
    if before is None or before.is_removed:
        return replace(asked, is_approved=False, review=Review((by,)))
    if before.is_approved:
        return _beside(asked, before, by)
    review = before.review or Review()
    is_same = _judged(asked) == _judged(before)
    return replace(asked, is_approved=False, review=review if is_same else review.written(by))


def submitted(product: Product, by: str) -> Product:
    """Raises ReviewForbids."""
    return replace(product, review=_review(product).submitted(by))


def rejected(product: Product, reason: str) -> Product:
    """Raises ReviewForbids."""
    return replace(product, review=_review(product).rejected(reason))


def withdrawn(product: Product) -> Product:
    """A product that was submitted is a draft again; of one that was approved no proposal is kept,
    be it one that was sent back. Raises ReviewForbids."""
    review = _review(product)
    return replace(product, review=None if product.is_approved else review.withdrawn())


def approved(product: Product, by: str) -> Product:
    """With the wording that was proposed. Raises ReviewForbids, SelfApproval."""
    review = _review(product)
    review.check_approval(by)
    says = review.proposal or wording_of(product)
    return replace(product, **_said(says), is_approved=True, review=None)


def _beside(asked: Product, before: Product, by: str) -> Product:
    """What was sent back is part of nothing else that is proposed."""
    lives, review = wording_of(before), before.review
    pending = review if before.waits else None
    waits = (pending.proposal if pending else None) or lives
    told, old = _said(wording_of(asked)), _said(lives)
    proposal = replace(waits, **{name: each for name, each in told.items() if each != old[name]})
    if proposal not in (waits, review.proposal if review else None):
        authors = (pending or Review()).written(by).authors
        review = Review(authors, ReviewState.PENDING, proposal=proposal)
    return replace(asked, **old, path=before.path, is_approved=True, review=review)


def _review(product: Product) -> Review:
    if product.review is None:
        raise ReviewForbids("Nothing of it waits.", current_status=ReviewState.APPROVED.value)
    return product.review


def wording_of(product: Product) -> Wording:
    return Wording(**{name: getattr(product, name) for name in Wording.__struct_fields__})


def _judged(product: Product) -> Product:
    """What whoever approves a new product agrees to: all that was asked for but its tags and where
    it stands."""
    skus = tuple(replace(each, was_price_minor=None) for each in product.skus)
    named = ("id", "store", "brand", "attributes", *Wording.__struct_fields__)
    return Product(skus=skus, **{name: getattr(product, name) for name in named})


def _said(wording: Wording) -> dict[str, Any]:
    return {name: getattr(wording, name) for name in Wording.__struct_fields__}
