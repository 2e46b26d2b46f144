"""An offer's life, and what keeps it from being in force."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.activity.targeted_offer.model import offer as life
from promenade.activity.targeted_offer.model.checking import faults, named, not_open_now, obstacles
from promenade.activity.targeted_offer.model.offer import (
    EndNotLater,
    Offer,
    OfferStatus,
    ShareBonus,
    StatusForbids,
    Terms,
)
from promenade.activity.targeted_offer.model.personal import Tally, end_of
from promenade.activity.targeted_offer.wire.offers import show_statistics
from promenade.contracts.coupon_gifts import GiftTemplate
from promenade.kit.errors import DomainError
from promenade.kit.values import replace
from tests.support.stamps import NOON

HOUR = timedelta(hours=1)
BONUS = ShareBonus("template_3", "template_4", 3, 100)


def terms(**other: Any) -> Terms:
    """Two days from noon on, each for five hours."""
    found: dict[str, Any] = {
        "name": "For you",
        "template_id": "template_1",
        "alternative_template_id": "template_2",
        "hours_valid": 5,
        "start": NOON,
        "end": NOON + 48 * HOUR,
    }
    return Terms(**found | other)


def offer(**other: Any) -> Offer:
    found: dict[str, Any] = {"created_at": NOON, "request": "1", "activated_at": NOON}
    return Offer("offer_1", terms(), **found | other)


def template(id_: str, **other: Any) -> GiftTemplate:
    found: dict[str, Any] = {
        "name": id_,
        "currency": "CNY",
        "take": "claim" if id_ == "template_2" else "targeted_offer",
        "per_user": 3,
        "is_active": True,
        "is_limited_by_day": False,
        "is_for_all": True,
    }
    return GiftTemplate(id_, **found | other)


def hindered(given: Terms, **templates: Any) -> list[tuple[str, str]]:
    known = {id_: template(id_, **templates.get(id_, {})) for id_ in named(given).values()}
    return [(each.pointer, each.code) for each in obstacles(given, known, NOON)]


@pytest.mark.parametrize(
    ("hours", "other", "status"),
    [
        (-1, {}, OfferStatus.UPCOMING),
        (0, {}, OfferStatus.ACTIVE),
        (48, {}, OfferStatus.ENDED),
        (47, {"paused_at": NOON}, OfferStatus.PAUSED),
        (48, {"paused_at": NOON}, OfferStatus.ENDED),
        (1, {"ended_at": NOON}, OfferStatus.ENDED),
        (1, {"activated_at": None}, OfferStatus.DRAFT),
        (99, {"activated_at": None}, OfferStatus.DRAFT),
    ],
)
def test_what_an_offer_is_follows_from_the_time(
    hours: int, other: dict[str, Any], status: OfferStatus
) -> None:
    assert offer(**other).status(NOON + hours * HOUR) is status


def test_a_granted_offer_ends_with_its_hours_or_with_the_offer() -> None:
    assert end_of(offer(), NOON) == NOON + 5 * HOUR
    assert end_of(offer(), NOON + 45 * HOUR) == NOON + 48 * HOUR


def test_what_is_in_order_hinders_nothing() -> None:
    assert hindered(terms(share_bonus=BONUS)) == []
    exact = {"opens_at": NOON, "closes_at": NOON + 48 * HOUR, "good_for_hours": 5}
    assert hindered(terms(), template_1=exact, template_2=exact) == []


@pytest.mark.parametrize(
    ("id_", "other", "found"),
    [
        ("template_1", {"take": "claim"}, ("/template_id", "other_way")),
        ("template_1", {"is_active": False}, ("/template_id", "not_in_force")),
        ("template_1", {"good_for_hours": 4}, ("/template_id", "good_for_less")),
        ("template_1", {"opens_at": NOON + HOUR}, ("/template_id", "window_not_covered")),
        (
            "template_2",
            {"closes_at": NOON + 47 * HOUR},
            ("/alternative_template_id", "window_not_covered"),
        ),
        ("template_2", {"take": "code"}, ("/alternative_template_id", "not_claimed")),
        ("template_2", {"is_for_all": False}, ("/alternative_template_id", "not_for_all")),
        (
            "template_2",
            {"is_limited_by_day": True},
            ("/alternative_template_id", "limited_by_day"),
        ),
        ("template_4", {"per_user": 2}, ("/share_bonus/inviter_template_id", "fewer_per_user")),
    ],
)
def test_each_promise_that_a_template_does_not_keep_is_told(
    id_: str, other: dict[str, Any], found: tuple[str, str]
) -> None:
    assert hindered(terms(share_bonus=BONUS), **{id_: other}) == [found]


def test_what_contradicts_itself_is_told() -> None:
    wrong = terms(end=NOON, zone="Mars", alternative_template_id="template_1")
    assert [each.code for each in faults(wrong)] == ["unknown_zone", "not_after_start", "repeated"]
    over = obstacles(terms(), {"template_1": None, "template_2": None}, NOON + 48 * HOUR)
    assert [each.code for each in over] == ["over", "unknown_template", "unknown_template"]


def test_an_alternative_is_open_at_an_instant_or_not() -> None:
    window = {"opens_at": NOON, "closes_at": NOON + HOUR}
    for other, is_closed in (({}, False), ({"is_active": False}, True), ({"take": "code"}, True)):
        assert not_open_now(template("template_2", **window | other), NOON) is is_closed
    assert not_open_now(template("template_2", **window), NOON + 2 * HOUR)


TURNS = ["activate", "pause", "resume", "end", "edit", "extend"]


def turned(found: Offer, turn: str, at: Any) -> Offer:
    if turn == "edit":
        return life.edit(found, found.terms, at)
    if turn == "extend":
        return life.extend(found, found.terms.end + HOUR, at)
    done: Offer = getattr(life, turn)(found, at)
    return done


@given(st.lists(st.tuples(st.sampled_from(TURNS), st.integers(0, 20)), max_size=12))
def test_whatever_is_done_in_whatever_order_an_end_is_an_end(
    steps: list[tuple[str, int]],
) -> None:
    found, at = offer(activated_at=None), NOON
    for turn, hours in steps:
        at += hours * HOUR
        before = found.status(at)
        try:
            found = turned(found, turn, at)
        except (StatusForbids, EndNotLater):
            assert turn != "activate" or before is not OfferStatus.DRAFT
            continue
        after = found.status(at)
        assert before is not OfferStatus.ENDED
        assert (before is OfferStatus.DRAFT) is (turn in {"activate", "edit"})
        assert after is not OfferStatus.DRAFT or turn == "edit"
        assert (found.ended_at is not None) is (turn == "end")


def test_an_end_is_never_brought_forward() -> None:
    for end in (NOON, NOON + 48 * HOUR):
        with pytest.raises(EndNotLater):
            life.extend(offer(), end, NOON)
    assert life.extend(offer(), NOON + 49 * HOUR, NOON).terms.end == NOON + 49 * HOUR


def test_statistics_show_what_was_counted() -> None:
    shown = show_statistics(offer(), Tally(9, 8, 7, 6, 5, 4, 3, 2, 1), NOON)
    counts = [shown.granted_count, shown.used_count, shown.shared_count, shown.accepted_count]
    assert counts == [9, 8, 7, 6]
    rest = [shown.bonus_count, shown.withheld_count, shown.voided_count]
    assert (rest, shown.status) == ([5, 4, 3], OfferStatus.ACTIVE)
    assert (shown.opted_out_count, shown.skipped_count) == (2, 1)


def test_a_status_that_forbids_says_which_it_is() -> None:
    with pytest.raises(DomainError) as refused:
        life.resume(replace(offer(), ended_at=NOON), NOON)
    assert refused.value.facts == {"current_status": "ended", "action": "resume"}
