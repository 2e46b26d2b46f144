"""What is meant by people's own clocks is sent to each as theirs shows it, once and by the rules as
they are then."""

from datetime import UTC, datetime, timedelta
from itertools import count
from operator import itemgetter
from typing import Any

import pytest

from promenade.contracts.consents import Verdict
from promenade.contracts.deliveries import LocalTime, SendRequest
from promenade.kit.errors import Unavailable
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.service.sweeping import sweep
from promenade.outreach.delivery.store.gate import DynamoGateStore, DynamoLaterStore
from promenade.outreach.delivery.wire.requests import read_request, request_body
from tests.support.cloud import cloud
from tests.support.deliveries import World, request, template, terms
from tests.support.fakes.delivery import FakeGateStore
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before

WALL = "2026-03-02T10:00"
LAUNCH = datetime(2026, 3, 1, 20, tzinfo=UTC)
"""The first clock on earth shows it."""

PLACES = {
    "kiri": ("Pacific/Kiritimati", LAUNCH),
    "sheng": ("Asia/Shanghai", datetime(2026, 3, 2, 2, tzinfo=UTC)),
    "nobody_knows": (None, datetime(2026, 3, 2, 9, tzinfo=UTC)),
    "lana": ("America/Los_Angeles", datetime(2026, 3, 2, 18, tzinfo=UTC)),
    "pago": ("Pacific/Pago_Pago", datetime(2026, 3, 2, 21, tzinfo=UTC)),
}


def local(wall: str = WALL, *, ttl_hours: int = 24, since: datetime = LAUNCH) -> LocalTime:
    return LocalTime(wall, "Europe/Berlin", ttl_hours, since)


def asked(*customers: str, **other: Any) -> SendRequest:
    return request(*customers, **{"local": local(), "is_asked_again": True} | other)


def world_of(people: dict[str, str | None], **other: Any) -> World:
    zones = {who: zone for who, zone in people.items() if zone}
    return World(zones=zones, **{"now": LAUNCH} | other)


def why(world: World, asked_for: SendRequest) -> dict[str, str]:
    told = handle(asked_for, world.doors)
    assert told is not None
    return {each.customer: f"{each.outcome} {each.said}".strip() for each in told.decisions()}


def waiting(world: World) -> dict[str, tuple[datetime, SendRequest]]:
    assert isinstance(world.store, FakeGateStore)
    return world.store.waiting


def test_each_is_sent_it_as_their_own_clock_shows_it_and_not_a_second_before() -> None:
    world = world_of({who: zone for who, (zone, _) in PLACES.items()})
    told = handle(asked(*PLACES), world.doors)
    assert told is not None
    assert {who: each.until for who, each in told.left.items()} == {
        who: at for who, (_, at) in PLACES.items() if who != "kiri"
    }
    assert told.left["lana"].said == "until 2026-03-02T10:00 America/Los_Angeles"
    assert told.left["nobody_knows"].said == "until 2026-03-02T10:00 Europe/Berlin"
    times = {"kiri@example.com": LAUNCH}
    for at, later in sorted(waiting(world).values(), key=itemgetter(0)):
        world.now = at - timedelta(seconds=1)
        handle(asked(*later.customers, id=f"early for {later.id}"), world.doors)
        assert world.reached == sorted(times)
        world.now = at
        handle(later, world.doors)
        times |= {each: at for each in world.reached if each not in times}
    assert times == {f"{who}@example.com": at for who, (_, at) in PLACES.items()}
    assert len(world.outbox) == len(PLACES)


def test_it_is_on_the_queue_as_it_was_asked_for() -> None:
    assert read_request(request_body(asked("ada"))) == asked("ada")


@pytest.mark.parametrize(
    ("wall", "zone", "at"),
    [
        # Leapt over: 02:30 is 03:30 that day.
        ("2026-03-08T02:30", "America/Los_Angeles", "2026-03-08T10:30Z"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30Z"),
        # Shown twice: the first counts.
        ("2026-11-01T01:30", "America/Los_Angeles", "2026-11-01T08:30Z"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45Z"),
    ],
)
def test_what_a_clock_leaps_over_or_shows_twice_is_sent_once(wall: str, zone: str, at: str) -> None:
    found = local(wall).at(zone)
    assert found == datetime.fromisoformat(at)


def test_who_is_asked_for_late_is_sent_it_at_once_within_their_own_ttl() -> None:
    world = world_of({who: zone for who, (zone, _) in PLACES.items()})
    world.now = LAUNCH + timedelta(hours=8)
    found = why(world, asked(*PLACES, local=local(ttl_hours=8)))
    assert found == {
        "kiri": "too_late 2026-03-02T10:00 Pacific/Kiritimati",
        "sheng": "sent",
        "nobody_knows": "waiting until 2026-03-02T10:00 Europe/Berlin",
        "lana": "waiting until 2026-03-02T10:00 America/Los_Angeles",
        "pago": "waiting until 2026-03-02T10:00 Pacific/Pago_Pago",
    }
    resumed = local(ttl_hours=8, since=world.now)
    again = why(world, asked("kiri", id="resumed", local=resumed, entry="2"))
    assert again == {"kiri": "sent"}


def test_consent_and_caps_are_as_they_are_at_a_persons_own_time() -> None:
    world = world_of({"lana": "America/Los_Angeles", "rob": "America/Los_Angeles"})
    for number in (1, 2):
        handle(request("lana", id=f"s#{number}", step=f"s{number}"), world.doors)
    world.outbox.clear()
    world.campaign, world.refused = terms(holdout_bp=0), {"rob": Verdict("never_asked")}
    assert set(why(world, asked("lana", "rob")).values()) == {
        "waiting until 2026-03-02T10:00 America/Los_Angeles"
    }
    world.refused = {}
    ((at, later),) = waiting(world).values()
    world.now = at
    assert why(world, later) == {"lana": "frequency 2 of 2 in 7 days", "rob": "sent"}


def test_who_sleeps_at_their_own_time_is_sent_it_in_their_morning_within_their_own_ttl() -> None:
    world = world_of({"tao": "Asia/Shanghai", "kei": "Asia/Tokyo"})
    seven = local("2026-03-02T07:00")
    assert len(why(world, asked("tao", "kei", local=seven))) == 2
    played = play(world)
    assert played == {
        "kei@example.com": datetime(2026, 3, 1, 23, tzinfo=UTC),
        "tao@example.com": datetime(2026, 3, 2, 0, tzinfo=UTC),
    }
    short = local("2026-03-02T07:00", ttl_hours=1)
    world.now = datetime(2026, 3, 1, 23, tzinfo=UTC)
    late = asked("tao", id="short", local=short, entry="2", until=world.now + timedelta(hours=40))
    assert why(world, late) == {"tao": "too_late quiet until 08:00 Asia/Shanghai"}


def play(world: World) -> dict[str, datetime]:
    """Everything that waits comes at its time; who was sent it when."""
    times, done = dict[str, datetime](), set[str]()
    while ahead := [each for id_, each in waiting(world).items() if id_ not in done]:
        world.now, later = min(ahead, key=lambda each: (each[0], each[1].id))
        done.add(later.id)
        handle(later, world.doors)
        times |= {each: world.now for each in world.reached if each not in times}
    return times


def test_who_moves_west_meanwhile_waits_on() -> None:
    world = world_of({"sheng": "Asia/Shanghai"})
    handle(asked("sheng"), world.doors)
    world.zones["sheng"] = "America/Los_Angeles"
    assert play(world) == {"sheng@example.com": PLACES["lana"][1]}


@pytest.mark.parametrize("state", ["cancelled", "done"])
def test_who_waits_is_not_sent_it_once_the_campaign_ended(state: str) -> None:
    world = world_of({"lana": "America/Los_Angeles"})
    handle(asked("lana"), world.doors)
    ((world.now, later),) = waiting(world).values()
    world.campaign = terms(state=state)
    assert why(world, later) == {"lana": "campaign_ended"}
    assert world.outbox == []


def test_who_waits_while_it_is_paused_is_sent_it_once_it_goes_on() -> None:
    world = world_of({"lana": "America/Los_Angeles"})
    handle(asked("lana"), world.doors)
    ((world.now, later),) = waiting(world).values()
    world.campaign = terms(state="paused")
    assert handle(later, world.doors) is None
    assert waiting(world)[later.id] == (world.now + timedelta(minutes=1), later)
    world.campaign = terms()
    assert why(world, later) == {"lana": "sent"}


def test_whom_the_budget_is_too_small_for_at_their_time_waits_for_more() -> None:
    world = world_of({"lana": "America/Los_Angeles"}, campaign=terms(has_budget=True))
    handle(asked("lana"), world.doors)
    ((world.now, later),) = waiting(world).values()
    assert why(world, later) == {"lana": "waiting budget"}
    world.budget_micros = 10**9
    assert play(world) == {"lana@example.com": world.now}
    assert world.now == PLACES["lana"][1] + timedelta(minutes=15)


@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_who_is_killed_over_it_loses_nobody_and_sends_nothing_twice(fault: Fault) -> None:
    for number in count(1):
        if run(fault, number) < number:
            break
    assert number > 4


def run(fault: Fault, number: int) -> int:
    """The first try dies at this call, an hour passes in which one's own time comes; how many calls
    it made."""
    with cloud():
        world = world_of({"sheng": "Asia/Shanghai"}, store=DynamoGateStore())
        world.known["hello"] = template(knows_keys=False)
        world.now = PLACES["sheng"][1] - timedelta(minutes=2)
        try:
            with failing(fault, number) as turn:
                handle(asked("sheng"), world.doors)
        except Killed:
            world.now += timedelta(minutes=5)
            insist(world, asked("sheng"))
        world.now += timedelta(minutes=10)
        came = list[SendRequest]()
        sweep(world.now, came.extend, DynamoLaterStore())
        for later in came:
            insist(world, later)
        assert world.reached == ["sheng@example.com"], number
        return turn.count


def insist(world: World, asked_for: SendRequest) -> None:
    try:
        handle(asked_for, world.doors)
    except Unavailable:
        world.now += timedelta(minutes=3)
        handle(asked_for, world.doors)
