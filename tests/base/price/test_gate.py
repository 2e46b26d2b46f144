"""What of the catalogue's prices one person may not show alone, and what nobody may."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.price.model.baseline import Offers
from promenade.base.price.model.listing import Listed, Listing
from promenade.base.price.model.paid import PaidPrice
from promenade.base.price.service.gating import judge
from promenade.contracts.prices import ListedPrice, PriceTerms
from tests.support.fakes.evidence import FakeEvidenceStore
from tests.support.prices import book, entry, hour, prices, terms
from tests.support.stamps import NOON


def asked(list_minor: int, sale_minor: int | None = None, **other: Any) -> ListedPrice:
    return ListedPrice("MUG", "CNY", list_minor, sale_minor or list_minor, **other)


def told(price: ListedPrice, *paid: PaidPrice, **offered: Any) -> dict[str, str | int | None]:
    """Why it is refused, and what for."""
    given: dict[str, Any] = {"prices": prices(), "listing": Listing("MUG"), "books": {}}
    store = FakeEvidenceStore(*paid, offers=Offers(**given | offered))
    found = judge([price], 3_000, store, NOON).refusals
    return {each.code: each.facts.get("needs") for each in found.values()}


def listing(*steps: tuple[int, int | None]) -> Listing:
    """(hours after noon, price) each; None: not on sale."""
    listed = [
        Listed(version, hour(at), "CNY", sale, sale)
        for version, (at, sale) in enumerate(steps, start=1)
    ]
    return Listing("MUG", len(listed), tuple(listed))


@pytest.mark.parametrize("list_minor", [1, 99_999_999])
def test_a_first_price_is_free(list_minor: int) -> None:
    assert told(asked(list_minor)) == {}


@pytest.mark.parametrize(
    ("list_minor", "sale_minor", "refused"),
    [
        (1_300, 1_300, {}),
        (700, 700, {}),
        (1_301, 1_000, {"price_unapproved": "beyond_limit"}),
        (1_000, 699, {"price_unapproved": "beyond_limit"}),
    ],
)
def test_a_price_that_changes_is_held_to_the_limit(
    list_minor: int, sale_minor: int, refused: dict[str, str]
) -> None:
    before = PriceTerms(1_000, 1_000)
    assert told(asked(list_minor, sale_minor, before=before)) == refused


def test_many_small_steps_are_one_large_one_for_seven_days() -> None:
    step = asked(650, before=PriceTerms(700, 700))
    lately, earlier = listing((-100, 1_000), (-50, 700)), listing((-300, 1_000), (-170, 700))
    assert told(step, listing=lately) == {"price_unapproved": "beyond_limit"}
    assert told(step, listing=earlier) == {}


def test_what_comes_back_on_sale_is_measured_from_what_it_cost_last() -> None:
    rested = listing((-9_000, 1_000), (-8_000, None))
    assert told(asked(600), listing=rested) == {"price_unapproved": "beyond_limit"}
    assert told(asked(701), listing=rested) == {}


def test_a_price_below_the_cost_that_was_said_last_is_nobodys_alone() -> None:
    said = {"books": {"B": book()}, "prices": prices(entry("a", 0, terms=terms(cost_minor=800)))}
    assert told(asked(799), **said) == {"price_unapproved": "below_cost"}
    assert told(asked(800), **said) == {}


def test_a_price_in_another_currency_is_measured_from_nothing_and_is_nobodys_alone() -> None:
    held = prices(entry("a", -1, terms=terms(10, list_minor=10)))
    yuan = asked(10, before_currency="USD")
    assert told(yuan) == {"price_unapproved": "other_currency"}
    assert told(yuan, books={"B": book()}, prices=held) == {}
    assert told(yuan, books={"B": book(currency="USD")}, prices=held) == {
        "price_unapproved": "other_currency"
    }


def test_what_comes_back_on_sale_in_another_currency_is_nobodys_alone() -> None:
    dollars = Listing(
        "MUG",
        2,
        (Listed(1, hour(-9_000), "USD", 1_000, 1_000), Listed(2, hour(-8_000), "USD", None)),
    )
    assert told(asked(10), listing=dollars) == {"price_unapproved": "other_currency"}
    assert told(asked(10, before=PriceTerms(10, 9)), listing=dollars) == {}


@pytest.mark.parametrize(
    ("scope", "refused"), [({}, {}), ({"group": "member"}, {"price_unapproved": "beyond_limit"})]
)
def test_what_a_book_asks_of_everybody_the_catalogue_may_ask(
    scope: dict[str, str], refused: dict[str, str]
) -> None:
    held = prices(entry("a", -1, terms=terms(500, list_minor=500)))
    before = PriceTerms(1_000, 1_000)
    assert told(asked(500, before=before), books={"B": book(**scope)}, prices=held) == refused


def test_an_old_price_that_orders_disprove_is_nobodys() -> None:
    day = NOON - timedelta(days=2)
    sold = PaidPrice("MUG", "CNY", day.date(), 950, "storefront", "A-1", day)
    before = PriceTerms(1_000, 1_000)
    assert told(asked(1_000, 900, before=before), sold) == {"claim_false": None}
    assert told(asked(950, 900, before=before), sold) == {}
    assert told(asked(1_000, before=before), sold) == {}


@pytest.mark.parametrize(("list_minor", "proved"), [(950, {"MUG"}), (951, set()), (900, set())])
def test_an_old_price_that_orders_prove_may_be_shown(list_minor: int, proved: set[str]) -> None:
    day = NOON - timedelta(days=2)
    sold = PaidPrice("MUG", "CNY", day.date(), 950, "storefront", "A-1", day)
    price = asked(list_minor, 900)
    assert judge([price], 3_000, FakeEvidenceStore(sold), NOON).proved == proved


def test_without_an_order_or_an_offer_nothing_is_proven_and_nothing_refused() -> None:
    found = judge([asked(99_900, 9_900)], 3_000, FakeEvidenceStore(), NOON)
    assert (found.proved, found.refusals) == (frozenset(), {})
