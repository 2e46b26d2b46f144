from datetime import timedelta

import pytest

from promenade.base.promotion.model import Window
from promenade.base.promotion.model.lifecycle import (
    ManagedPromotion,
    Status,
    StatusForbids,
    WindowOver,
    edit,
    end,
    pause,
    publish,
    resume,
)
from promenade.kit.values import replace
from tests.support.managed_promotions import day, managed, published, ten_off
from tests.support.stamps import NOON

A_MOMENT = timedelta(microseconds=1)
WINDOW = Window(day(2), day(5))
IN_MARCH = ten_off(window=WINDOW)


@pytest.mark.parametrize(
    ("value", "now", "status"),
    [
        (managed(IN_MARCH), day(3), Status.DRAFT),
        (managed(IN_MARCH), day(9), Status.DRAFT),
        (managed(IN_MARCH, ended_at=day(3)), day(3), Status.ENDED),
        (published(IN_MARCH), day(2) - A_MOMENT, Status.SCHEDULED),
        (published(IN_MARCH), day(2), Status.ACTIVE),
        (published(IN_MARCH), day(5) - A_MOMENT, Status.ACTIVE),
        (published(IN_MARCH), day(5), Status.ENDED),
        (published(IN_MARCH, ended_at=day(3)), day(3), Status.ENDED),
        (published(replace(IN_MARCH, paused=True)), day(1), Status.PAUSED),
        (published(replace(IN_MARCH, paused=True)), day(5), Status.ENDED),
        (published(ten_off()), day(31), Status.ACTIVE),
    ],
)
def test_the_status_follows_from_the_instant(
    value: ManagedPromotion, now: object, status: Status
) -> None:
    assert value.status(now) is status  # type: ignore[arg-type]


def test_the_first_of_window_and_ending_is_the_end() -> None:
    assert published(IN_MARCH).end == day(5)
    assert published(IN_MARCH, ended_at=day(3)).end == day(3)
    assert published(IN_MARCH, ended_at=day(9)).end == day(5)
    assert published(ten_off()).end is None


def test_a_life_from_draft_to_end_makes_a_version_at_each_turn() -> None:
    lived = publish(managed(), NOON)
    assert (lived.version, lived.status(NOON)) == (2, Status.ACTIVE)
    lived = pause(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.promotion.paused) == (3, Status.PAUSED, True)
    lived = resume(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.promotion.paused) == (4, Status.ACTIVE, False)
    lived = end(lived, NOON)
    assert (lived.version, lived.status(NOON), lived.ended_at) == (5, Status.ENDED, NOON)


@pytest.mark.parametrize(
    ("transition", "value", "done"),
    [
        (publish, published(), "published"),
        (pause, managed(), "paused"),
        (pause, published(replace(ten_off(), paused=True)), "paused"),
        (resume, published(), "resumed"),
        (resume, managed(), "resumed"),
        (end, published(ended_at=NOON), "ended"),
    ],
)
def test_a_transition_from_another_status_is_refused_by_name(
    transition: object, value: ManagedPromotion, done: str
) -> None:
    with pytest.raises(StatusForbids) as caught:
        transition(value, NOON)  # type: ignore[operator]
    status = value.status(NOON).value
    assert caught.value.detail == f"A promotion that is {status} cannot be {done}."
    assert caught.value.facts == {"status": status}


def test_a_window_that_is_over_is_not_published() -> None:
    with pytest.raises(WindowOver):
        publish(managed(IN_MARCH), day(5))
    assert publish(managed(IN_MARCH), day(5) - A_MOMENT).version == 2


def test_an_edit_keeps_the_pause_and_counts_versions_from_what_is_stored() -> None:
    paused = published(replace(IN_MARCH, version=7, paused=True))
    edited = edit(paused, ten_off(priority=9, window=WINDOW), day(3))
    assert edited.promotion == ten_off(version=8, priority=9, window=WINDOW, paused=True)
    assert edited.created_at == paused.created_at


def test_a_running_promotion_is_not_shortened_below_now() -> None:
    with pytest.raises(WindowOver):
        edit(published(IN_MARCH), ten_off(window=Window(day(2), day(3))), day(3))
    assert edit(managed(IN_MARCH), ten_off(window=Window(day(2), day(3))), day(3)).version == 2


def test_an_ended_promotion_is_not_edited_to_life_again() -> None:
    with pytest.raises(StatusForbids):
        edit(published(IN_MARCH), ten_off(), day(5))
