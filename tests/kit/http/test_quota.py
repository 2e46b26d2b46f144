"""How often a client may call, of all containers together."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.kit.dynamo_api_clients import CallsRecord, book, calls_key
from promenade.kit.errors import TooMany
from promenade.kit.http.auth import Principal
from promenade.kit.http.quota import Book, Quota
from tests.support.fakes.calls import FakeBook

NOW = datetime(2026, 1, 5, 9, 30, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Time:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["fake", "real"])
def booking(request: pytest.FixtureRequest) -> Book:
    if request.param == "fake":
        return FakeBook()
    request.getfixturevalue("stores")
    return book


def client(quota: int | None, name: str = "client_till") -> Principal:
    return Principal("client", name, frozenset(), calls_per_minute=quota)


def admitted(quota: Quota, caller: Principal, times: int) -> int:
    def is_admitted() -> bool:
        try:
            quota.admit(caller)
        except TooMany:
            return False
        return True

    return sum(is_admitted() for _ in range(times))


def test_a_client_may_call_its_quota_a_minute(booking: Book, time: Time) -> None:
    quota = Quota(booking, time)
    assert admitted(quota, client(7), 9) == 7
    time.now += timedelta(seconds=39)
    assert admitted(quota, client(7), 9) == 0
    time.now += timedelta(seconds=1)
    assert admitted(quota, client(7), 9) == 7


def test_all_containers_together_may_call_as_often(booking: Book, time: Time) -> None:
    containers = [Quota(booking, time) for _ in range(4)]
    made = sum(admitted(each, client(9), 1) for _ in range(4) for each in containers)
    assert made == 9


def test_what_a_container_does_not_use_it_has_booked_little_of(booking: Book, time: Time) -> None:
    idle = [Quota(booking, time) for _ in range(3)]
    assert sum(admitted(each, client(240), 4) for each in idle) == 12
    assert admitted(Quota(booking, time), client(240), 999) == 240 - 3 * (1 + 2 + 4)


def test_who_calls_too_often_is_told_when_to_come_again(booking: Book, time: Time) -> None:
    quota = Quota(booking, time)
    admitted(quota, client(3), 3)
    with pytest.raises(TooMany, match="may call 3 times a minute, and has") as refused:
        quota.admit(client(3))
    assert refused.value.facts == {"retry_after_s": 40, "per_minute": 3}


def test_clients_do_not_slow_one_another(booking: Book, time: Time) -> None:
    quota = Quota(booking, time)
    assert admitted(quota, client(5), 9) == 5
    assert admitted(quota, client(5, "client_other"), 9) == 5


def test_another_quota_counts_from_the_next_call_on(booking: Book, time: Time) -> None:
    quota = Quota(booking, time)
    assert admitted(quota, client(5), 9) == 5
    assert admitted(quota, client(8), 9) == 3
    assert admitted(quota, client(2), 9) == 0


def test_who_is_behind_the_others_clocks_counts_with_them(booking: Book, time: Time) -> None:
    ahead = Time()
    ahead.now += MINUTE
    assert admitted(Quota(booking, ahead), client(5), 3) == 3
    late = Quota(booking, time)
    assert admitted(late, client(5), 9) == 2
    with pytest.raises(TooMany) as refused:
        late.admit(client(5))
    assert refused.value.retry_after_s == 100


def test_who_is_not_counted_writes_nothing(time: Time) -> None:
    fake = FakeBook()
    assert admitted(Quota(fake, time), client(None), 99) == 99
    assert fake.writes == 0


def test_many_calls_take_few_writes_and_refusals_none(time: Time) -> None:
    fake = FakeBook()
    quota = Quota(fake, time)
    assert admitted(quota, client(6_000), 6_000) == 6_000
    writes = fake.writes
    assert writes <= 6_000 // 100 + 12
    assert admitted(quota, client(6_000), 999) == 0
    assert fake.writes == writes + 1


@pytest.mark.usefixtures("stores")
def test_the_days_calls_are_summed_until_the_day_ends() -> None:
    minute = int(datetime(2026, 1, 5, 23, 58, tzinfo=UTC).timestamp()) // 60

    def told() -> tuple[int | None, ...]:
        record = CallsRecord.get(*calls_key("client_till"))
        return record.minute, record.calls, record.day_calls

    for later, count, expected in [(0, 3, (3, 3)), (0, 2, (5, 5)), (1, 4, (4, 9)), (2, 1, (1, 1))]:
        book("client_till", minute + later, count, 60)
        assert told() == (minute + later, *expected)


Step = tuple[int, int, int]
"""Which container is called how often, so many seconds later."""


@given(
    quota=st.sampled_from([1, 2, 7, 59, 60, 119, 120, 200, 600]),
    steps=st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 30), st.sampled_from([0, 0, 0, 1, 25])),
        max_size=40,
    ),
)
@settings(max_examples=80)
def test_no_minute_has_more_calls_than_the_quota_nor_is_one_refused_far_below_it(
    quota: int, steps: list[Step]
) -> None:
    clock, fake = Time(), FakeBook()
    containers = [Quota(fake, clock) for _ in range(4)]
    made: Counter[int] = Counter()
    for container, count, later_s in steps:
        clock.now += timedelta(seconds=later_s)
        minute = int(clock.now.timestamp()) // 60
        done = admitted(containers[container], client(quota), count)
        made[minute] += done
        assert made[minute] <= quota
        if done < count:
            assert made[minute] >= quota - 3 * (max(1, quota // 60) - 1)
