"""Whether one person may let the catalogue show a price: by the rule that changes are held to."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from promenade.base.price.model.baseline import Offers
from promenade.base.price.model.book import is_for_everybody, rule_of
from promenade.base.price.model.change import Need, judge
from promenade.base.price.model.choosing import in_books, is_in_force
from promenade.base.price.model.listing import Listed, Listing
from promenade.base.price.model.terms import Terms
from promenade.contracts.claims import Claim, Question
from promenade.contracts.prices import ListedPrice

MEASURED_FOR = timedelta(days=7)
"""A change is measured from all that was asked so long, so that many small ones need somebody else
as one large one does."""


def needs_of(asked: ListedPrice, offers: Offers, limit_bp: int, now: datetime) -> tuple[Need, ...]:
    """None for a first price, and for one that a book asks of everybody: somebody agreed to it."""
    terms = Terms(asked.list_minor, asked.sale_minor, cost_minor=_cost_minor(asked, offers))
    if _is_asked(terms, asked, offers, now):
        return ()
    needs = judge(terms, None, limit_bp, _stood(asked, offers, now)).needs
    return ("other_currency", *needs) if _is_in_other_money(asked, offers) else needs


def claim_of(asked: ListedPrice, now: datetime) -> Claim | None:
    """A list price above the sale price is shown struck through."""
    if asked.list_minor <= asked.sale_minor:
        return None
    question = Question(asked.sku, rule_of(asked.currency), now, asked.currency)
    return Claim(question, asked.list_minor)


def _is_in_other_money(asked: ListedPrice, offers: Offers) -> bool:
    """Than what is shown till then, or was last."""
    if asked.before is not None:
        return False
    last = _last(offers.listing.steps)
    before = asked.before_currency or (last.currency if last else asked.currency)
    return before != asked.currency


def _stood(asked: ListedPrice, offers: Offers, now: datetime) -> Iterator[Terms]:
    """What it is changed from, and what the catalogue showed lately, or last."""
    if asked.before is not None:
        yield Terms(asked.before.list_minor, asked.before.sale_minor)
    yield from shown_lately(offers.listing, asked.currency, asked.list_minor, now)


def shown_lately(
    listing: Listing, currency: str, list_minor: int, now: datetime
) -> Iterator[Terms]:
    """What the catalogue asked in MEASURED_FOR before `now`, or asked last; at `list_minor` where
    no list price was kept."""
    shown = [each for each in listing.steps if each.currency == currency]
    for place, step in enumerate(shown):
        ended_at = shown[place + 1].since if place + 1 < len(shown) else now
        is_late = ended_at > now - MEASURED_FOR or step == _last(shown)
        if is_late and step.sale_minor is not None:
            yield Terms(step.list_minor or max(list_minor, step.sale_minor), step.sale_minor)


def _last(shown: Sequence[Listed]) -> Listed | None:
    return next((each for each in reversed(shown) if each.sale_minor is not None), None)


def _cost_minor(asked: ListedPrice, offers: Offers) -> int | None:
    """What was said last, in whichever book of the same money."""
    said = [
        each.entry
        for each in in_books(offers.prices, offers.books)
        if each.book.currency == asked.currency and each.entry.terms.cost_minor is not None
    ]
    last = max(said, key=lambda each: (each.start, each.id), default=None)
    return last.terms.cost_minor if last else None


def _is_asked(terms: Terms, asked: ListedPrice, offers: Offers, now: datetime) -> bool:
    return any(
        (each.entry.terms.list_minor, each.entry.terms.sale_minor)
        == (terms.list_minor, terms.sale_minor)
        for each in in_books(offers.prices, offers.books)
        if each.book.currency == asked.currency
        and is_for_everybody(each.book)
        and is_in_force(each, now)
    )
