"""Events per CPU-second through intake, against a bare loop of `batch_write_item` that neither
tells duplicates nor counts; and what the writes of an event cost.

AWS answers at once from a stand-in below the HTTP session, so that serialising and signing count
and waiting does not. Write units are those of what is sent, a new day's counts at one kilobyte.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from math import ceil
from time import process_time
from typing import Any
from unittest.mock import patch

import boto3
import msgspec
from botocore.httpsession import URLLib3Session

from promenade.activity.behaviour.model.events import Event, Person, Sent
from promenade.activity.behaviour.service.intake import take
from promenade.contracts.behaviour import Act
from promenade.kit.clock import system_clock
from promenade.kit.stamp import Stamp
from tests.bench.bench_ingest import _answer
from tests.bench.ratios import Row, interleaved

EVENTS = 500
AIMS = {500: "≤ 8.0", 100: "≤ 2.5", 1: "≤ 1.5"}
"""By how many people did the events: a transaction has room for twenty."""
ROUNDS = 7
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
STAMP = Stamp("client:bench", AT, "bench", "bench")
_ids = count()


def rows() -> list[Row]:
    return [_row(people, aim) for people, aim in AIMS.items()]


def _row(people: int, aim: str) -> Row:
    sent: list[bytes] = []

    def answer(session: URLLib3Session, request: Any) -> Any:
        sent.append(request.body)
        return _answer(session, request)

    with patch.object(URLLib3Session, "send", answer):
        bare = _bare()
        candidates = {
            "ours": lambda: _per_event(_ours, people),
            "bare": lambda: _per_event(bare, people),
        }
        seconds = interleaved(candidates, ROUNDS)
        sent.clear()
        _ours(_events(people))
    return Row(
        f"POST /events, {people} people",
        f"{seconds['ours'] / seconds['bare']:.2f}",
        aim,
        f"CPU ÷ bare batch_write_item; {1 / seconds['ours']:.0f} events per CPU-second against "
        f"{1 / seconds['bare']:.0f}; {_units(sent) / EVENTS:.1f} write units an event against "
        f"1.0, {len(sent)} round trips a call",
    )


def _events(people: int) -> dict[int, Sent]:
    persons = [Person("customer", f"customer-{number}") for number in range(people)]
    return {
        place: Sent(persons[place % people], Event(f"event-{next(_ids)}", Act.VIEW, AT, "MUG-1"))
        for place in range(EVENTS)
    }


def _per_event(handle: Callable[[dict[int, Sent]], None], people: int) -> float:
    events = _events(people)
    began = process_time()
    handle(events)
    return (process_time() - began) / EVENTS


def _ours(events: dict[int, Sent]) -> None:
    from promenade.activity.behaviour.store.events import DynamoEventStore  # noqa: PLC0415

    take(events, STAMP, system_clock, DynamoEventStore())


def _bare() -> Callable[[dict[int, Sent]], None]:
    client = boto3.client(
        "dynamodb", region_name="eu-west-1", aws_access_key_id="k", aws_secret_access_key="s"
    )

    def handle(events: dict[int, Sent]) -> None:
        items = [_item(each) for each in events.values()]
        for start in range(0, len(items), 25):
            client.batch_write_item(RequestItems={"events": items[start : start + 25]})

    return handle


def _item(sent: Sent) -> Any:
    body = msgspec.json.encode(sent.event).decode()
    item = {"pk": {"S": sent.person.id}, "sk": {"S": sent.event.id}, "body": {"S": body}}
    return {"PutRequest": {"Item": item}}


def _units(requests: list[bytes]) -> int:
    """A write of a transaction costs two units for each kilobyte."""
    writes = [each for body in requests for each in json.loads(body)["TransactItems"]]
    return sum(2 * ceil(_size(each) / 1024) for each in writes)


def _size(write: dict[str, Any]) -> int:
    item = write.get("Put", {}).get("Item", {})
    values = (next(iter(each.values())) for each in item.values())
    return sum(map(len, item)) + sum(map(len, values)) or 1
