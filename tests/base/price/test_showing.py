"""Which prices of a SKU a reduction may be shown beside."""

from typing import Any

from promenade.base.price.model.showing import shown
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.claims import Question, Shown
from promenade.kit.values import replace
from tests.support.managed_promotions import facts
from tests.support.prices import book, entry, hour, prices, terms

MUG: SkuFacts = replace(facts("MUG"), list_price_minor=6_000, sale_price_minor=5_000)


def at_noon(*entries: Any, **books: Any) -> list[Shown]:
    return list(shown(MUG, prices(*entries), books, hour(0)))


def test_the_catalogues_own_price_is_held_to_the_rule_of_its_currency() -> None:
    (found,) = at_noon()
    assert found == Shown(Question("MUG", "cn7", hour(0), "CNY"), 6_000, 5_000)
    (euro,) = shown(replace(MUG, currency="EUR"), prices(), {}, hour(0))
    assert euro.question.rule == "eu30"


def test_a_book_shows_the_price_that_holds_then_under_its_own_rule() -> None:
    books = {"B": book("B", currency="EUR", zone="eu", rule="eu30")}
    found = at_noon(
        entry("now", 0, 1, terms=terms(900)), entry("later", 1, terms=terms(800)), **books
    )
    asked = Question("MUG", "eu30", hour(0), "EUR", zone="eu")
    assert found[0] == Shown(asked, 1_000, 900)
    assert found[1].question.currency == "CNY"


def test_a_book_for_everybody_hides_what_the_catalogue_asks_in_its_currency() -> None:
    (found,) = at_noon(entry("now", 0, terms=terms(900)), B=book("B"))
    assert found.sale_minor == 900
    both = at_noon(entry("now", 0, terms=terms(900)), B=book("B", channel="app"))
    assert [each.sale_minor for each in both] == [900, 5_000]
