"""What a template gives beyond its terms: never less than was promised."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.coupon.model import template as life
from promenade.activity.coupon.model.extending import (
    MOST_RAISES,
    Extension,
    NotAnExtension,
    RaisedTooOften,
    propose,
    withdraw,
)
from promenade.activity.coupon.model.template import StatusForbids, Template
from promenade.activity.coupon.model.terms import ClaimWindow, Fixed, Relative
from promenade.activity.coupon.service.giving import pieces_of
from promenade.contracts.reviews import NotReady, Review
from promenade.kit.pieces import Pieces
from promenade.kit.values import replace
from tests.support.coupons import active, template
from tests.support.stamps import NOON, stamp

DAY = timedelta(days=1)
FIXED = Fixed(NOON, NOON + 9 * DAY)


def agreed(proposed: Template) -> Template:
    """By olga, and activated."""
    submitted = life.submit(proposed, Review("staff:maria", NOON, 1))
    approved = life.approve(submitted, replace(stamp("approve"), actor="staff:olga"))
    return life.activate(approved, NOON)


def test_a_raise_adds_pieces_of_its_own() -> None:
    once = agreed(propose(active(), Extension(total=150), "staff:maria"))
    twice = agreed(propose(once, Extension(total=151), "staff:maria"))
    assert (twice.terms.total, twice.added, twice.terms_version) == (151, (50, 1), twice.version)
    (drawn,) = pieces_of(twice, NOON, is_counted=False)
    assert drawn == (
        Pieces("template_1+2", 1),
        Pieces("template_1+1", 50),
        Pieces("template_1", 100),
    )
    assert list(pieces_of(twice, NOON, is_counted=True)) == []


def test_a_raise_of_a_days_total_adds_pieces_to_that_day_and_those_that_follow() -> None:
    once = agreed(propose(active(per_day_total=10), Extension(per_day_total=15), "staff:maria"))
    both = agreed(propose(once, Extension(total=101, per_day_total=16), "staff:maria"))
    assert (both.terms.per_day_total, both.added_a_day, both.added) == (16, (5, 1), (1,))
    for day in (NOON, NOON + DAY):
        (drawn,) = pieces_of(both, day, is_counted=True)
        key = drawn[-1].key
        assert drawn == (Pieces(f"{key}+2", 1), Pieces(f"{key}+1", 5), Pieces(key, 10))
    above = propose(active(per_day_total=10), Extension(per_day_total=101), "staff:maria")
    with pytest.raises(NotReady):
        life.submit(above, Review("staff:maria", NOON, 1))


def test_what_is_proposed_counts_once_it_is_activated() -> None:
    proposed = propose(active(validity=FIXED), Extension(validity_end=NOON + 10 * DAY), "staff:m")
    assert (proposed.terms.validity, proposed.status) == (FIXED, "active")
    assert agreed(proposed).terms.validity == Fixed(NOON, NOON + 10 * DAY)
    assert (agreed(proposed).terms.total, agreed(proposed).added) == (100, ())


@pytest.mark.parametrize(
    ("extension", "fields"),
    [
        (Extension(total=99), "total"),
        (Extension(per_day_total=50), "per_day_total"),
        (Extension(total=200, validity_days=6), "validity_days"),
        (Extension(claim_window_end=NOON), "claim_window_end"),
        (Extension(validity_end=NOON + 99 * DAY), "validity_end"),
        (Extension(), ""),
        (Extension(total=100, validity_days=7), ""),
    ],
)
def test_nothing_that_was_promised_is_taken_back(extension: Extension, fields: str) -> None:
    with pytest.raises(NotAnExtension) as refusal:
        propose(active(), extension, "staff:maria")
    assert refusal.value.facts["fields"] == fields


def test_what_has_no_bound_gets_none() -> None:
    with pytest.raises(NotAnExtension):
        propose(active(total=None), Extension(total=1_000_000), "staff:maria")
    window = ClaimWindow(end=NOON + DAY)
    later = propose(active(claim_window=window), Extension(claim_window_end=NOON + 2 * DAY), "m")
    assert later.latest.claim_window == ClaimWindow(end=NOON + 2 * DAY)
    assert propose(active(), Extension(validity_days=8), "m").latest.validity == Relative(8)


@pytest.mark.parametrize("other", [{"stopped_at": NOON}, {"is_archived": True}])
def test_what_gives_no_more_is_not_extended(other: dict[str, Any]) -> None:
    with pytest.raises(StatusForbids):
        propose(active(**other), Extension(total=200), "staff:maria")
    with pytest.raises(StatusForbids):
        propose(template(), Extension(total=200), "staff:maria")


def test_an_extension_goes_through_a_review_of_its_own() -> None:
    proposed = propose(active(), Extension(total=200), "staff:maria")
    with pytest.raises(StatusForbids) as refusal:
        life.activate(proposed, NOON)
    assert refusal.value.facts["current_status"] == "draft"
    submitted = life.submit(proposed, Review("staff:maria", NOON, 1))
    rejected = life.reject(submitted, "Too dear", stamp("reject"))
    assert propose(rejected, Extension(total=150), "staff:maria").review is None
    with pytest.raises(StatusForbids):
        life.submit(active(), Review("staff:maria", NOON, 1))


def test_it_is_withdrawn_or_ends_with_the_template() -> None:
    proposed = propose(active(), Extension(total=200), "staff:maria")
    assert withdraw(proposed).proposed is None
    assert life.stop(proposed, NOON).proposed is None
    with pytest.raises(StatusForbids):
        withdraw(active())


def test_what_is_over_before_it_is_approved_is_not_submitted() -> None:
    proposed = propose(active(validity=FIXED), Extension(validity_end=NOON + 10 * DAY), "staff:m")
    with pytest.raises(NotReady):
        life.submit(proposed, Review("staff:maria", NOON + 10 * DAY, 1))


def test_a_total_is_raised_so_often() -> None:
    often = active(total=100 + MOST_RAISES, added=(1,) * MOST_RAISES)
    with pytest.raises(RaisedTooOften):
        propose(often, Extension(total=200), "staff:maria")
    assert propose(often, Extension(validity_days=8), "staff:maria").latest.validity == Relative(8)
    days = active(total=100, per_day_total=50, added_a_day=(1,) * MOST_RAISES)
    with pytest.raises(RaisedTooOften):
        propose(days, Extension(per_day_total=60), "staff:maria")
