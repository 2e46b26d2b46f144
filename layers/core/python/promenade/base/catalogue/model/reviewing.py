"""A product on its way through its review. What was approved changes by another approval alone."""

from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.review import Review, ReviewForbids, Wording
from promenade.contracts.reviews import ReviewState
from promenade.kit.values import replace


def written(asked: Product, before: Product | None, by: str) -> Product:
    """What comes of it when `by` asks for it: of a product that was approved, another title or
    category waits beside it; what it says already takes back nothing that waits."""
    if before is None or before.is_removed:
        return replace(asked, is_approved=False, review=Review((by,)))
    if before.is_approved:
        return _beside(asked, before, by)
    review = before.review or Review()
    is_same = wording_of(asked) == wording_of(before)
    return replace(asked, is_approved=False, review=review if is_same else review.written(by))


def submitted(product: Product, by: str) -> Product:
    """Raises ReviewForbids."""
    return replace(product, review=_review(product).submitted(by))


def rejected(product: Product, reason: str) -> Product:
    """Raises ReviewForbids."""
    return replace(product, review=_review(product).rejected(reason))


def approved(product: Product, by: str) -> Product:
    """With the title and category that were proposed. Raises ReviewForbids, SelfApproval."""
    review = _review(product)
    review.check_approval(by)
    says = review.proposal or wording_of(product)
    return replace(product, title=says.title, category=says.category, is_approved=True, review=None)


def _beside(asked: Product, before: Product, by: str) -> Product:
    lives, wanted, review = wording_of(before), wording_of(asked), before.review
    waits = (review.proposal if review else None) or lives
    proposal = Wording(
        title=waits.title if wanted.title == lives.title else wanted.title,
        category=waits.category if wanted.category == lives.category else wanted.category,
    )
    if proposal != waits:
        authors = (review or Review()).written(by).authors
        review = Review(authors, ReviewState.PENDING, proposal=proposal)
    return replace(
        asked,
        title=lives.title,
        category=lives.category,
        path=before.path,
        is_approved=True,
        review=review,
    )


def _review(product: Product) -> Review:
    if product.review is None:
        raise ReviewForbids("Nothing of it waits.", current_status=ReviewState.APPROVED.value)
    return product.review


def wording_of(product: Product) -> Wording:
    return Wording(title=product.title, category=product.category)
