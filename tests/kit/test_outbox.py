"""From stream records to events on the bus and changes for the audit trail."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar
from unittest.mock import patch

import msgspec
import pytest

from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.facts import Change, Envelope, Fact
from promenade.kit.outbox import Outbox, Refused, parcel
from promenade.kit.packs import MOST_BYTES
from tests.support.relaying import Bus


class LevelSet(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.shelf"
    schema: ClassVar[int] = 3

    count: int
    note: str | None = None


class Trail:
    """Stands for the audit trail's queue."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def send(self, bodies: Sequence[bytes]) -> None:
        self.changes += [msgspec.json.decode(each, type=Change) for each in bodies]


FACTS = {("promenade.shelf", "LevelSet"): LevelSet}
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/{}/stream/2026-01-05T00:00:00.000"


def image(version: int, body: str = '{"count": 5}', **other: str) -> dict[str, Any]:
    texts = {
        "pk": "SKU#A",
        "sk": "LEVEL",
        "fact": "LevelSet",
        "body": body,
        "actor": "staff:olga",
        "updated_at": "2026-01-05T09:30:00.000000Z",
        "correlation_id": "call-1",
    }
    stated = {name: {"S": text} for name, text in (texts | other).items() if text}
    return stated | {"version": {"N": str(version)}}


def record(table: str = "shelves", **images: dict[str, Any]) -> dict[str, Any]:
    return {"eventSourceARN": ARN.format(table), "dynamodb": images}


@pytest.fixture
def bus() -> Iterator[Bus]:
    bus = Bus()
    with patch.object(aws, "client", lambda _service: bus):
        yield bus


def relay(*records: dict[str, Any], trail: Trail | None = None) -> list[Refused]:
    sources = {"shelves": "promenade.shelf", "attic": "promenade.attic"}
    queue: Any = trail or Trail()
    return Outbox(sources, FACTS, "promenade", queue).relay(records)


def reasons(refused: list[Refused]) -> list[tuple[str, str]]:
    return [(each.error.code, each.error.reason) for each in refused]


def test_a_fact_goes_out_as_its_type_says_and_nothing_else_that_is_stored(bus: Bus) -> None:
    assert relay(record(NewImage=image(2, '{"count": 5, "cost": 7, "by": {"name": "x"}}'))) == []
    ((entry,),) = bus.calls
    assert (entry["Source"], entry["DetailType"], entry["EventBusName"]) == (
        "promenade.shelf",
        "LevelSet",
        "promenade",
    )
    assert json.loads(entry["Detail"]) == {
        "event_id": "SKU#A/LEVEL@2",
        "schema": 3,
        "occurred_at": "2026-01-05T09:30:00Z",
        "correlation_id": "call-1",
        "actor": "staff:olga",
        "data": {"count": 5, "note": None},
    }


def test_a_consumer_reads_it_and_tolerates_what_it_does_not_know(bus: Bus) -> None:
    relay(record(NewImage=image(2)))
    event = bus.events[0]
    event["detail"]["data"]["colour"] = event["detail"]["new"] = "blue"
    read = msgspec.convert(event, Envelope[LevelSet])
    assert (read.fact, read.detail.data) == ("LevelSet", LevelSet(5))


def test_a_record_that_comes_again_has_the_same_id(bus: Bus) -> None:
    relay(record(NewImage=image(2)))
    relay(record(NewImage=image(2)))
    assert [each["detail"]["event_id"] for each in bus.events] == ["SKU#A/LEVEL@2"] * 2


def test_what_staff_did_goes_to_the_audit_trail_as_it_is_stored(bus: Bus) -> None:
    trail = Trail()
    old, new = image(1, '{"count": 4, "cost": 7}'), image(2, '{"count": 5, "cost": 8}')
    relay(record(OldImage=old, NewImage=new), trail=trail)
    (change,) = trail.changes
    assert (change.source, change.fact, change.event_id) == (
        "promenade.shelf",
        "LevelSet",
        "SKU#A/LEVEL@2",
    )
    assert bytes(change.before) == b'{"count": 4, "cost": 7}'
    assert bytes(change.after) == b'{"count": 5, "cost": 8}'


def test_a_creation_has_no_before_and_what_others_did_is_not_audited(bus: Bus) -> None:
    trail = Trail()
    by_client = image(1, actor="client:storefront")
    relay(record(NewImage=image(1)), record(NewImage=by_client), trail=trail)
    (change,) = trail.changes
    assert (change.actor, bytes(change.before)) == ("staff:olga", b"null")
    assert len(bus.events) == 2


@pytest.mark.parametrize(
    "silent",
    [
        record(NewImage=image(1, fact="")),
        record(OldImage=image(1)),
        record(OldImage=image(1), NewImage=image(1)),
    ],
)
def test_items_without_a_new_fact_say_nothing(silent: dict[str, Any], bus: Bus) -> None:
    assert relay(silent) == []
    assert bus.calls == []


def test_many_facts_go_out_in_order_ten_at_a_time(bus: Bus) -> None:
    assert relay(*(record(NewImage=image(number)) for number in range(1, 24))) == []
    assert [len(call) for call in bus.calls] == [10, 10, 3]
    ids = [each["detail"]["event_id"] for each in bus.events]
    assert ids == [f"SKU#A/LEVEL@{number}" for number in range(1, 24)]


@pytest.mark.parametrize(
    ("poison", "code", "reason"),
    [
        (record(NewImage=image(1, '{"cost": 7}')), "invalid", "/count: This field is required."),
        (record(NewImage=image(1, "{")), "invalid", "is not valid JSON"),
        (record(NewImage=image(1, fact="LevelGone")), "untellable", "publishes no LevelGone"),
        (record("attic", NewImage=image(1)), "untellable", "attic publishes no LevelSet"),
        (record("cellar", NewImage=image(1)), "untellable", "named for the table cellar"),
        (record(NewImage=image(1, actor="")), "untellable", "KeyError('actor')"),
        (record(NewImage=image(1, updated_at="noon")), "untellable", "ValueError"),
    ],
)
def test_what_can_never_be_told_is_handed_back_and_holds_up_no_other(
    poison: dict[str, Any], code: str, reason: str, bus: Bus
) -> None:
    trail = Trail()
    good = [record(NewImage=image(1)), record(NewImage=image(2))]
    (refused,) = relay(good[0], poison, good[1], trail=trail)
    assert (refused.record, refused.error.code) == (poison, code)
    assert reason in refused.error.reason
    assert [each["detail"]["event_id"] for each in bus.events] == [
        "SKU#A/LEVEL@1",
        "SKU#A/LEVEL@2",
    ]
    assert len(trail.changes) == 2


def test_where_a_message_does_not_hold_both_the_change_goes_without_its_before(bus: Bus) -> None:
    trail = Trail()
    half = json.dumps({"count": 5, "cost": "x" * (MOST_BYTES // 2)})
    assert relay(record(OldImage=image(1, half), NewImage=image(2, half)), trail=trail) == []
    assert bytes(trail.changes[0].before) == b"null"
    assert bytes(trail.changes[0].after) == half.encode()
    assert bus.events[0]["detail"]["data"] == {"count": 5, "note": None}


def test_what_no_message_holds_is_handed_back(bus: Bus) -> None:
    large = json.dumps({"count": 5, "note": "x" * MOST_BYTES})
    by_client = image(1, large, actor="client:storefront")
    assert reasons(relay(record(NewImage=by_client))) == [
        ("untellable", "SKU#A/LEVEL@1 is larger than a message.")
    ]
    assert bus.calls == []


def test_an_entry_that_the_bus_never_takes_is_handed_back_and_the_next_is_not() -> None:
    records = [record(NewImage=image(1)), record(NewImage=image(2))]
    with patch.object(aws, "client", lambda _service: Bus("", "MalformedDetail")):
        (refused,) = relay(*records)
    assert refused.record == records[1]
    assert reasons([refused]) == [("untellable", "The bus refuses it: MalformedDetail.")]


@pytest.mark.parametrize("code", ["InternalException", "InternalFailure", "ThrottlingException"])
def test_an_entry_that_the_bus_does_not_take_now_brings_the_batch_back(code: str) -> None:
    bus = Bus("", code)
    with patch.object(aws, "client", lambda _service: bus), pytest.raises(Unavailable):
        relay(record(NewImage=image(1)), record(NewImage=image(2)))


def test_a_parked_record_is_relayed_as_it_would_have_been(bus: Bus) -> None:
    whole = record(OldImage=image(1), NewImage=image(2))
    assert json.loads(parcel(whole | {"eventID": "1"})) == whole


def test_a_parked_record_leaves_out_what_its_message_does_not_hold() -> None:
    half = json.dumps({"count": 5, "cost": "x" * (MOST_BYTES // 2)})
    both = json.loads(parcel(record(OldImage=image(1, half), NewImage=image(2, half))))
    assert both == record(NewImage=image(2, half))
    large = json.dumps({"count": 5, "cost": "x" * MOST_BYTES})
    left = json.loads(parcel(record(NewImage=image(2, large))))["dynamodb"]["NewImage"]
    assert left == {name: image(2)[name] for name in ("pk", "sk", "fact", "version")}
