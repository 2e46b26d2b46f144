from datetime import datetime, timedelta
from typing import Any

import pytest

from promenade.base.promotion.model import Window
from promenade.base.promotion.model.approving import approve, reject, submit
from promenade.base.promotion.model.lifecycle import (
    NothingProposed,
    StatusForbids,
    WindowOver,
    archive,
    edit,
    end,
    kill,
    move_end,
    pause,
    publish,
    resume,
)
from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.contracts.reviews import (
    ApprovedBefore,
    Rejection,
    Review,
    ReviewState,
    SelfApproval,
)
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.managed_promotions import approved, day, managed, published, ten_off
from tests.support.stamps import NOON, stamp

A_MOMENT = timedelta(microseconds=1)
WINDOW = Window(day(2), day(5))
IN_MARCH = ten_off(window=WINDOW)
PENDING = Review("staff:maria", NOON, 1, 1_000_000)
REJECTED = replace(PENDING, rejection=Rejection("staff:olga", NOON, 2, "too dear"))


def by(name: str) -> Stamp:
    return replace(stamp(), actor=f"staff:{name}")


@pytest.mark.parametrize(
    ("value", "now", "status"),
    [
        (managed(IN_MARCH), day(3), Status.DRAFT),
        (managed(IN_MARCH), day(9), Status.DRAFT),
        (managed(IN_MARCH, review=PENDING), day(3), Status.PENDING),
        (managed(IN_MARCH, review=REJECTED), day(3), Status.REJECTED),
        (approved(IN_MARCH), day(3), Status.APPROVED),
        (managed(IN_MARCH, ended_at=day(3)), day(3), Status.ENDED),
        (published(IN_MARCH), day(2) - A_MOMENT, Status.SCHEDULED),
        (published(IN_MARCH), day(2), Status.ACTIVE),
        (published(IN_MARCH), day(5) - A_MOMENT, Status.ACTIVE),
        (published(IN_MARCH), day(5), Status.ENDED),
        (published(IN_MARCH, ended_at=day(3)), day(3), Status.ENDED),
        (published(IN_MARCH, is_archived=True), day(5), Status.ARCHIVED),
        (published(replace(IN_MARCH, paused=True)), day(1), Status.PAUSED),
        (published(replace(IN_MARCH, paused=True)), day(5), Status.ENDED),
        (published(IN_MARCH, proposed=ten_off(), review=REJECTED), day(2), Status.ACTIVE),
        (published(ten_off()), day(31), Status.ACTIVE),
    ],
)
def test_the_status_follows_from_the_instant(
    value: ManagedPromotion, now: datetime, status: Status
) -> None:
    assert value.status(now) is status


def test_the_first_of_window_and_ending_is_the_end() -> None:
    assert published(IN_MARCH).end == day(5)
    assert published(IN_MARCH, ended_at=day(3)).end == day(3)
    assert published(IN_MARCH, ended_at=day(9)).end == day(5)
    assert published(ten_off()).end is None


def test_a_life_from_draft_to_archive_makes_a_version_at_each_turn() -> None:
    lived = submit(managed(), PENDING)
    assert (lived.version, lived.status(NOON)) == (2, Status.PENDING)
    lived = approve(lived, by("olga"))
    assert (lived.version, lived.status(NOON)) == (3, Status.APPROVED)
    lived = publish(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.review) == (4, Status.ACTIVE, None)
    lived = pause(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.promotion.paused) == (5, Status.PAUSED, True)
    lived = resume(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.promotion.paused) == (6, Status.ACTIVE, False)
    lived = end(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.ended_at) == (7, Status.ENDED, NOON)
    lived = archive(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.promotion.version) == (8, Status.ARCHIVED, 7)


def test_terms_have_the_version_that_brought_them() -> None:
    reviewed = approve(submit(managed(), PENDING), by("olga"))
    assert (reviewed.version, reviewed.promotion.version) == (3, 1)
    assert publish(reviewed, NOON).promotion.version == 4


# ---- Reviews ----


def test_nobody_approves_what_they_wrote_or_submitted() -> None:
    written = edit(managed(), ten_off(priority=1), "staff:otto", NOON)
    submitted = submit(written, replace(PENDING, submitted_by="staff:sina"))
    for name in ("maria", "otto", "sina"):
        with pytest.raises(SelfApproval):
            approve(submitted, by(name))
    assert approve(submitted, by("olga")).status(NOON) is Status.APPROVED


def test_two_approvals_are_those_of_two() -> None:
    submitted = submit(managed(), replace(PENDING, required_count=2))
    once = approve(submitted, by("olga"))
    assert once.status(NOON) is Status.PENDING
    with pytest.raises(ApprovedBefore):
        approve(once, by("olga"))
    twice = approve(once, by("otto"))
    assert twice.status(NOON) is Status.APPROVED
    assert twice.review is not None
    assert [(each.by, each.version) for each in twice.review.approvals] == [
        ("staff:olga", 2),
        ("staff:otto", 3),
    ]


def test_an_edit_voids_what_was_said_of_the_terms_before() -> None:
    edited = edit(approved(), ten_off(priority=9), "staff:maria", NOON)
    assert (edited.status(NOON), edited.review) == (Status.DRAFT, None)
    with pytest.raises(StatusForbids):
        publish(edited, NOON)


def test_what_is_rejected_says_why_and_is_edited_before_it_comes_back() -> None:
    rejected = reject(submit(managed(), PENDING), "too dear", by("olga"))
    assert rejected.review is not None
    assert rejected.review.rejection == Rejection("staff:olga", NOON, 2, "too dear")
    with pytest.raises(StatusForbids):
        submit(rejected, PENDING)
    edited = edit(rejected, ten_off(priority=9), "staff:maria", NOON)
    assert submit(edited, PENDING).status(NOON) is Status.PENDING


def test_an_edit_of_a_running_one_waits_beside_the_terms_in_force() -> None:
    running = published(replace(IN_MARCH, version=4), version=4, authors=())
    edited = edit(running, replace(IN_MARCH, priority=9), "staff:maria", day(3))
    assert (edited.version, edited.status(day(3))) == (5, Status.ACTIVE)
    assert (edited.promotion, edited.review_state) == (running.promotion, ReviewState.DRAFT)
    with pytest.raises(StatusForbids):
        publish(edited, day(3))
    agreed = approve(submit(edited, replace(PENDING, submitted_at=day(3))), by("olga"))
    live = publish(agreed, day(3))
    assert live.promotion == replace(IN_MARCH, version=8, priority=9)
    assert (live.proposed, live.review, live.review_state) == (None, None, None)


@pytest.mark.parametrize(
    "turn",
    [
        lambda value: submit(value, PENDING),
        lambda value: approve(value, by("olga")),
        lambda value: reject(value, "why not", by("olga")),
        lambda value: publish(value, NOON),
    ],
)
def test_a_running_one_without_an_edit_has_nothing_to_review(turn: Any) -> None:
    with pytest.raises(NothingProposed):
        turn(published())


@pytest.mark.parametrize(
    ("transition", "value", "action"),
    [
        (publish, managed(), "publish"),
        (publish, published(ended_at=NOON), "publish"),
        (pause, managed(), "pause"),
        (pause, published(replace(ten_off(), paused=True)), "pause"),
        (resume, published(), "resume"),
        (resume, managed(), "resume"),
        (end, published(ended_at=NOON), "end"),
        (archive, published(), "archive"),
        (archive, managed(), "archive"),
        (archive, published(ended_at=NOON, is_archived=True), "archive"),
    ],
)
def test_a_transition_from_another_status_is_refused_by_name(
    transition: Any, value: ManagedPromotion, action: str
) -> None:
    with pytest.raises(StatusForbids) as caught:
        transition(value, NOON)
    status = value.status(NOON).value
    assert (
        caught.value.detail == f"A promotion that is {worded(status)} cannot be {worded(action)}."
    )
    assert caught.value.facts == {"current_status": status, "action": action}


# ---- Windows and ends ----


def test_a_window_that_is_over_is_not_published() -> None:
    with pytest.raises(WindowOver):
        publish(approved(IN_MARCH), day(5))
    assert publish(approved(IN_MARCH), day(5) - A_MOMENT).version == 2


def test_an_edit_keeps_the_pause_and_counts_versions_from_what_is_stored() -> None:
    paused = published(replace(IN_MARCH, version=7, paused=True), version=7)
    edited = edit(paused, ten_off(priority=9, window=WINDOW), "staff:maria", day(3))
    assert edited.proposed == ten_off(version=8, priority=9, window=WINDOW, paused=True)
    assert edited.created_at == paused.created_at


def test_who_pauses_while_an_edit_is_reviewed_publishes_it_paused() -> None:
    agreed = published(proposed=ten_off(priority=9), review=approved().review)
    live = publish(pause(agreed, NOON), NOON)
    assert (live.promotion.paused, live.promotion.priority) == (True, 9)


def test_a_running_promotion_is_not_shortened_below_now() -> None:
    short = ten_off(window=Window(day(2), day(3)))
    with pytest.raises(WindowOver):
        edit(published(IN_MARCH), short, "staff:maria", day(3))
    assert edit(managed(IN_MARCH), short, "staff:maria", day(3)).version == 2


def test_an_end_moves_both_ways_and_stays_ahead() -> None:
    running = published(IN_MARCH)
    assert move_end(running, day(9), day(3)).end == day(9)
    assert move_end(running, day(4), day(3)).end == day(4)
    for past in (day(3), day(2)):
        with pytest.raises(WindowOver):
            move_end(running, past, day(3))
    with pytest.raises(StatusForbids):
        move_end(running, day(9), day(5))


def test_whatever_is_live_is_killed_for_a_reason() -> None:
    for live in (published(), published(replace(ten_off(), paused=True)), published(IN_MARCH)):
        killed = kill(live, "wrong price", NOON)
        assert (killed.status(NOON), killed.end_reason) == (Status.ENDED, "wrong price")
    with pytest.raises(StatusForbids):
        kill(managed(), "wrong price", NOON)


def test_an_ended_promotion_is_not_edited_to_life_again() -> None:
    with pytest.raises(StatusForbids):
        edit(published(IN_MARCH), ten_off(), "staff:maria", day(5))
