"""What a SKU may be said to have cost before, and what proves it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from promenade.base.price.model.baseline import Offers, days_before, offered_baseline
from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.listing import MAX_STEPS, Listed, Listing, list_anew
from promenade.base.price.model.paid import PaidPrice
from promenade.base.price.service.claiming import baseline, verdicts
from promenade.contracts.claims import (
    Claim,
    ClaimFalse,
    OfferedEvidence,
    PaidEvidence,
    Question,
    refuse_false,
)
from promenade.kit.values import replace
from tests.support.fakes.evidence import FakeEvidenceStore
from tests.support.prices import book, entry, prices, terms

START = datetime(2026, 3, 10, 16, tzinfo=UTC)
"""Midnight of 11 March in China."""

CN = Question("MUG", "cn7", START, "CNY")
EU = Question("MUG", "eu30", START, "EUR", zone="eu")


def paid(day: int, unit_minor: int, number: str = "A-1", **other: Any) -> PaidPrice:
    at = datetime(2026, 3, day, 4, tzinfo=UTC)
    given: dict[str, Any] = {"sku": "MUG", "currency": "CNY", "source": "s", "paid_at": at}
    named = {"on": date(2026, 3, day), "unit_minor": unit_minor, "number": number}
    return PaidPrice(**given | named | other)


def test_the_seven_days_before_are_whole_days_in_china() -> None:
    assert [each.day for each in days_before(START)] == [4, 5, 6, 7, 8, 9, 10]
    assert [each.day for each in days_before(START - timedelta(seconds=1))][-1] == 9


def test_the_lowest_price_paid_in_the_seven_days_before_is_the_baseline() -> None:
    store = FakeEvidenceStore(paid(4, 900, "A-4"), paid(10, 950), paid(3, 100), paid(11, 200))
    found = baseline(CN, store)
    assert (found.baseline_minor, found.basis) == (900, "lowest_paid")
    at = datetime(2026, 3, 4, 4, tzinfo=UTC)
    assert found.evidence == PaidEvidence(900, date(2026, 3, 4), "s", "A-4", at)
    assert (found.since, found.until) == (START - timedelta(days=7), START)


def test_where_nothing_was_paid_in_them_the_last_price_paid_is() -> None:
    found = baseline(CN, FakeEvidenceStore(paid(1, 500), paid(3, 700, "A-3"), paid(11, 200)))
    assert (found.baseline_minor, found.basis) == (700, "last_paid")
    assert isinstance(found.evidence, PaidEvidence)
    assert found.evidence.number == "A-3"


def test_the_lowest_of_many_prices_is_found_day_by_day() -> None:
    many = [paid(10, 1_000 + n, f"A-{n}") for n in range(60)]
    found = baseline(CN, FakeEvidenceStore(*many, paid(4, 900, "low"), paid(3, 100)))
    assert (found.baseline_minor, found.basis) == (900, "lowest_paid")


def test_what_was_never_paid_has_no_baseline_and_a_claim_of_it_is_unproven() -> None:
    found = baseline(CN, FakeEvidenceStore())
    assert (found.baseline_minor, found.basis, found.evidence) == (None, "none", None)
    (verdict,) = verdicts([Claim(CN, 100)], FakeEvidenceStore())
    assert verdict.result == "unproven"
    refuse_false([verdict])


def test_a_claim_up_to_the_baseline_is_true_and_above_it_false() -> None:
    store = FakeEvidenceStore(paid(5, 900, "A-5"))
    found = verdicts([Claim(CN, 900), Claim(CN, 901)], store)
    assert [each.result for each in found] == ["true", "false"]
    with pytest.raises(ClaimFalse) as refused:
        refuse_false(found)
    assert refused.value.facts == {
        "sku": "MUG",
        "currency": "CNY",
        "was_minor": 901,
        "baseline_minor": 900,
        "rule": "cn7",
        "basis": "lowest_paid",
        "since": "2026-03-03T16:00:00.000000Z",
        "until": "2026-03-10T16:00:00.000000Z",
        "provable_at": "2026-03-18T16:00:00.000000Z",
        "order": "s/A-5",
        "day": "2026-03-05",
        "false_count": 1,
    }


def days(number: float) -> float:
    """Hours after noon of 1 March of an instant so many days before START."""
    return (START - timedelta(days=number) - datetime(2026, 3, 1, 12, tzinfo=UTC)) / timedelta(
        hours=1
    )


def offer(id_: str, first: float, last: float | None, sale_minor: int, **other: Any) -> Any:
    """In force from so many days before START until so many days before it."""
    end = None if last is None else days(last)
    return entry(id_, days(first), end, terms=terms(sale_minor), **{"book_id": "E"} | other)


EURO = book("E", currency="EUR", zone="eu")


def offered(*entries: Any, books: Mapping[str, PriceBook] | None = None, **other: Any) -> Any:
    listing = other.pop("listing", Listing("MUG"))
    asked = replace(EU, **other)
    offers = Offers(prices(*entries), listing, books or {"E": EURO})
    return offered_baseline(asked, offers)


def test_the_lowest_price_offered_in_the_thirty_days_before_is_the_baseline() -> None:
    found = offered(
        offer("old", 60, 31, 100),
        offer("first", 31, 20, 900),
        offer("low", 20, 10, 700),
        offer("last", 10, 0, 800),
        offer("promotion", 0, None, 300),
    )
    assert (found.baseline_minor, found.basis) == (700, "lowest_offered")
    assert found.evidence == OfferedEvidence(700, START - timedelta(days=20), "E", "low")
    assert (found.since, found.until) == (START - timedelta(days=30), START)


def test_a_price_that_began_earlier_and_still_held_then_counts() -> None:
    assert offered(offer("long", 400, 29, 500), offer("last", 29, None, 800)).baseline_minor == 500
    assert offered(offer("over", 400, 30, 500), offer("last", 30, None, 800)).baseline_minor == 800


def test_a_price_that_a_better_ranked_book_hid_was_not_offered() -> None:
    books = {"E": EURO, "H": book("H", currency="EUR", zone="eu", priority=5)}
    hidden = offer("hidden", 20, 10, 300)
    hiding = offer("hiding", 25, None, 800, book_id="H")
    assert offered(hidden, hiding, books=books).baseline_minor == 800


def test_a_group_another_zone_and_another_currency_prove_nothing() -> None:
    books = {
        "E": EURO,
        "G": book("G", currency="EUR", group="member"),
        "Z": book("Z", currency="EUR", zone="uk"),
        "U": book("U", currency="USD"),
    }
    entries = [offer(name, 20, None, 100, book_id=name) for name in ("G", "Z", "U")]
    assert offered(offer("open", 40, None, 800), *entries, books=books).baseline_minor == 800


def test_the_promotions_own_book_is_excluded_where_it_is_named() -> None:
    books = {"E": EURO, "P": book("P", currency="EUR", priority=5)}
    both = (offer("open", 40, None, 800), offer("own", 5, None, 500, book_id="P"))
    assert offered(*both, books=books).baseline_minor == 500
    assert offered(*both, books=books, excluding="P").baseline_minor == 800


def listed(version: int, before: float, sale_minor: int | None) -> Listed:
    return Listed(version, START - timedelta(days=before), "EUR", sale_minor)


def test_where_no_book_has_a_price_the_catalogue_offered_its_own() -> None:
    steps = (listed(1, 90, 950), listed(2, 25, 600), listed(3, 24, None), listed(4, 20, 900))
    listing = Listing("MUG", 4, steps)
    found = offered(offer("book", 10, None, 800), listing=listing)
    assert found.evidence == OfferedEvidence(600, START - timedelta(days=25))
    assert offered(listing=Listing("MUG", 1, (listed(1, 10, None),))).baseline_minor is None
    assert offered(listing=listing, currency="USD").baseline_minor is None


def test_what_the_catalogue_asked_is_told_in_whatever_order_it_comes() -> None:
    steps = [listed(3, 10, 800), listed(1, 30, 900), listed(2, 20, 700), listed(1, 30, 900)]
    listing = Listing("MUG")
    for each in steps:
        listing = list_anew(listing, each)
    assert [each.version for each in listing.steps] == [1, 2, 3]
    assert listing.version == 3
    many = Listing("MUG")
    for version in range(1, MAX_STEPS + 3):
        many = list_anew(many, listed(version, 0, version))
    assert [many.steps[0].version, len(many.steps)] == [3, MAX_STEPS]
