"""Limits that hold over all containers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.kit import outbox
from promenade.kit.digests import Digests
from promenade.kit.errors import TooMany
from promenade.kit.limits import Limit, Limiter, Tally
from tests.support.capacity import capacity
from tests.support.cloud import dump, streamed

pytestmark = pytest.mark.usefixtures("stores")
NOON = datetime(2026, 1, 5, 12, 0, 15, tzinfo=UTC)
THREE = Limit("guesses", most=3, window_s=60)


class GuessTally(Tally):
    class Meta:
        table_name = "promenade-promotion"


def container(secret: bytes = b"s" * 43) -> Limiter:
    return Limiter(THREE, GuessTally, Digests(lambda: secret))


def stored() -> list[dict[str, Any]]:
    return dump()["promenade-promotion"]


def test_the_limit_holds_over_all_containers() -> None:
    for thing in ("A", "B", "C"):
        container().count(["ada"], [thing], NOON)
    before = dump()
    with pytest.raises(TooMany, match="More than 3 guesses in 60 s") as refused:
        container().count(["ada"], ["D"], NOON)
    assert refused.value.retry_after_s == 45
    assert dump() == before


def test_a_thing_done_again_counts_once() -> None:
    limiter = container()
    for _ in range(3):
        limiter.count(["ada"], ["A", "B", "C"], NOON)
    with pytest.raises(TooMany):
        limiter.count(["ada"], ["A", "D"], NOON)


def test_a_window_ends_for_every_container() -> None:
    limiter = container()
    limiter.count(["ada"], ["A", "B", "C"], NOON)
    with pytest.raises(TooMany):
        limiter.count(["ada"], ["D"], NOON)
    next_minute = NOON + timedelta(seconds=45)
    limiter.admit(["ada"], ["D"], next_minute)
    limiter.count(["ada"], ["D"], next_minute)


def test_each_of_those_who_are_named_is_limited() -> None:
    limiter = container()
    limiter.count(["ada", "address:1"], ["A", "B"], NOON)
    limiter.count(["bob", "address:1"], ["C"], NOON)
    with pytest.raises(TooMany):
        limiter.count(["eve", "address:1"], ["D"], NOON)
    limiter.count(["bob", "address:2"], ["D"], NOON)


def test_who_was_refused_is_refused_again_without_a_round_trip() -> None:
    limiter = container()
    limiter.count(["ada"], ["A", "B", "C"], NOON)
    limiter.admit(["ada"], ["D"], NOON)
    with pytest.raises(TooMany):
        limiter.count(["ada"], ["D"], NOON)
    with capacity() as asked, pytest.raises(TooMany):
        limiter.admit(["ada"], ["E"], NOON)
    assert asked.calls == {}
    limiter.admit(["ada"], [], NOON)
    limiter.admit(["bob"], ["E"], NOON)


def test_a_thousand_are_remembered_the_last_ones() -> None:
    limiter = container()
    limiter.count(["address:1"], ["A", "B", "C"], NOON)
    for number in range(1_001):
        limiter._remember(f"shopper:{number}", NOON)
    limiter.admit(["shopper:0"], ["D"], NOON)
    with pytest.raises(TooMany):
        limiter.admit(["shopper:1"], ["D"], NOON)


def test_nothing_done_is_nothing_counted() -> None:
    with capacity() as asked:
        container().count(["ada"], [], NOON)
    assert asked.calls == {}


def test_what_is_stored_names_nobody_without_the_secret() -> None:
    container().count(["shopper:ada"], ["ADA@EXAMPLE.ORG"], NOON)
    container(b"other").count(["shopper:ada"], ["ADA@EXAMPLE.ORG"], NOON)
    first, second = stored()
    assert first["pk"] != second["pk"]
    assert first["done"] != second["done"]
    assert "ada" not in repr(stored()).lower()


def test_a_tally_is_cleaned_up_after_its_window_and_told_to_nobody() -> None:
    container().count(["ada"], ["A"], NOON)
    (tally,) = stored()
    assert tally["expires_at"] == {"N": str(int(NOON.timestamp()) + 45)}
    told = streamed()
    assert told
    assert not any(outbox.states_a_fact(record) for record in told)


def test_many_at_once_are_counted_whole_or_not_at_all() -> None:
    with pytest.raises(TooMany):
        container().count(["ada"], ["A", "B", "C", "D"], NOON)
    assert stored() == []
    container().count(["ada"], ["A", "B"], NOON)
    before = dump()
    with pytest.raises(TooMany):
        container().count(["ada"], ["C", "D"], NOON)
    assert dump() == before
    container().count(["ada"], ["A", "B"], NOON)
