"""The price that a reduction may be measured from, and what proves it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.choosing import choose, edges
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.listing import Listing
from promenade.base.price.model.paid import PaidPrice
from promenade.contracts.claims import (
    Baseline,
    Claim,
    OfferedEvidence,
    PaidEvidence,
    Question,
    Verdict,
)
from promenade.contracts.prices import Venue
from promenade.kit.values import Value

PAID_DAYS = 7
OFFERED_FOR = timedelta(days=30)
_CHINA = ZoneInfo("Asia/Shanghai")


class Offers(Value, frozen=True):
    """All that the public may have been offered a SKU by."""

    prices: SkuPrices
    listing: Listing
    books: Mapping[str, PriceBook]


def days_before(at: datetime) -> tuple[date, ...]:
    """The whole days that rule cn7 looks at, the first one first."""
    start = at.astimezone(_CHINA).date()
    return tuple(start - timedelta(days=count) for count in range(PAID_DAYS, 0, -1))


def paid_baseline(
    question: Question, lowest: Iterable[PaidPrice], last: PaidPrice | None
) -> Baseline:
    """`lowest` are those of the days before, `last` is what was paid last before them."""
    first_on, *_, last_on = days_before(question.at)
    since, until = _midnight(first_on), _midnight(last_on + timedelta(days=1))
    found = min(lowest, key=lambda each: (each.unit_minor, each.paid_at), default=None)
    if found is not None:
        return Baseline(question, since, until, "lowest_paid", found.unit_minor, _paid(found))
    if last is not None:
        return Baseline(question, since, until, "last_paid", last.unit_minor, _paid(last))
    return Baseline(question, since, until, "none")


def offered_baseline(question: Question, offers: Offers) -> Baseline:
    """What anybody was offered: no book of a group counts, nor the promotion's own."""
    since, until = question.at - OFFERED_FOR, question.at
    venue = Venue(question.currency, question.channel, frozenset(), question.zone)
    books = {
        id_: each
        for id_, each in offers.books.items()
        if each.serves(venue) and id_ != question.excluding
    }
    found = _offered(Offers(offers.prices, offers.listing, books), question, since, until)
    lowest = min(found, key=lambda each: (each.price_minor, each.since), default=None)
    if lowest is None:
        return Baseline(question, since, until, "none")
    return Baseline(question, since, until, "lowest_offered", lowest.price_minor, lowest)


def verdict(claim: Claim, baseline: Baseline) -> Verdict:
    if baseline.baseline_minor is None:
        return Verdict(claim, "unproven", baseline)
    is_true = claim.was_minor <= baseline.baseline_minor
    return Verdict(claim, "true" if is_true else "false", baseline)


def _offered(
    offers: Offers, question: Question, since: datetime, until: datetime
) -> Iterator[OfferedEvidence]:
    """One for each stretch of time in which nothing changes."""
    instants = {*edges(offers.prices, offers.books), *offers.listing.edges()}
    for instant in sorted({since, *(each for each in instants if since < each < until)}):
        chosen = choose(offers.prices, offers.books, instant)
        listed = offers.listing.at(instant, question.currency)
        if chosen is not None:
            entry = chosen.entry
            yield OfferedEvidence(entry.terms.sale_minor, entry.start, entry.book_id, entry.id)
        elif listed is not None and listed.sale_minor is not None:
            yield OfferedEvidence(listed.sale_minor, listed.since)


def _paid(found: PaidPrice) -> PaidEvidence:
    return PaidEvidence(found.unit_minor, found.on, found.source, found.number, found.paid_at)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _CHINA).astimezone(UTC)
