"""What an order's quote met of promotions serves the hold that follows it, and no other."""

from datetime import timedelta

from promenade.base.promotion.store.sights import Sights
from tests.support.managed_promotions import managed
from tests.support.stamps import NOON

MET = {"ten-off": managed()}


def test_who_holds_at_the_same_instant_has_it_once() -> None:
    sights = Sights()
    sights.note(MET, NOON)
    assert sights.taken(NOON) == MET
    assert sights.taken(NOON) == {}


def test_who_holds_later_looks_for_themselves() -> None:
    sights = Sights()
    sights.note(MET, NOON)
    assert sights.taken(NOON + timedelta(microseconds=1)) == {}
    assert sights.taken(NOON) == {}


def test_the_last_quote_alone_counts() -> None:
    sights = Sights()
    sights.note(MET, NOON)
    sights.note({}, NOON)
    assert sights.taken(NOON) == {}
