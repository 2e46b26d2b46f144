"""Ids."""

import re
from datetime import UTC, datetime

from promenade.kit.ids import keyed_id, new_id

_FORM = re.compile(r"[a-z]+_[0-9A-HJKMNP-TV-Z]{26}")


def at(second: int) -> datetime:
    return datetime(2026, 1, 5, 9, 30, second, tzinfo=UTC)


def test_an_id_is_its_kind_and_26_characters_of_time_and_chance() -> None:
    assert new_id("order", lambda: at(0), lambda size: b"\x00" * size) == (
        "order_01KE6QVWE00000000000000000"
    )
    assert _FORM.fullmatch(new_id("order", lambda: at(0)))


def test_ids_made_later_sort_later() -> None:
    made = [new_id("order", lambda second=second: at(second)) for second in range(50)]  # type: ignore[misc]
    assert made == sorted(made)


def test_two_ids_of_one_instant_differ() -> None:
    assert new_id("order", lambda: at(0)) != new_id("order", lambda: at(0))


def test_a_keyed_id_repeats_for_the_same_caller_and_key_only() -> None:
    first = keyed_id("order", "client:a", "key-1")
    others = [
        keyed_id("order", "client:a", "key-2"),
        keyed_id("order", "client:b", "key-1"),
        keyed_id("refund", "client:a", "key-1"),
    ]
    assert keyed_id("order", "client:a", "key-1") == first
    assert _FORM.fullmatch(first)
    assert len({first.partition("_")[2], *(other.partition("_")[2] for other in others)}) == 4
