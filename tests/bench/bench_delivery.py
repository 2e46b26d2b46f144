"""An audience of 100,000 with a tenth held out, through the gate into a sink, against a bare loop
that only hands messages over; and what a person costs the table.

AWS answers at once from a stand-in below the HTTP session, so that serialising and signing count
and waiting does not. Write units are those of what is sent.
"""

import json
import resource
from math import ceil
from time import process_time
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSResponse, HTTPHeaders
from botocore.httpsession import URLLib3Session

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs

from promenade.contracts.campaigns import HELD_OUT, arm
from promenade.contracts.messages import Accepted, Content, Outgoing
from promenade.contracts.profiles import Address
from promenade.customer.tracking.holds import DynamoLinks
from promenade.customer.tracking.service.links import Marks
from promenade.kit.telemetry import Personal
from promenade.kit.values import replace
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.bench.ratios import Row
from tests.support.deliveries import World, request, terms
from tests.support.tracking import BASE, KEYS

PEOPLE = 100_000
TOGETHER = 100
HOLDOUT_BP = 1_000


TABLE = SETTINGS["DELIVERY_TABLE"]


class Sink(list[Outgoing]):
    """Takes all and keeps none."""

    taken = 0

    def append(self, _message: Outgoing) -> None:
        self.taken += 1


class Traffic:
    """What was asked of the table."""

    def __init__(self) -> None:
        self.calls = self.write_units = 0

    def answer(self, _session: URLLib3Session, asked: Any) -> AWSResponse:
        self.calls += 1
        name = asked.headers["X-Amz-Target"].decode().partition(".")[2]
        told = json.loads(asked.body)
        if name == "PutItem":
            self.write_units += ceil(_size(told["Item"]) / 1024)
        if name == "BatchWriteItem":
            self.write_units += sum(map(len, told["RequestItems"].values()))
        headers = HTTPHeaders.from_dict({"content-type": "application/x-amz-json-1.0"})
        return AWSResponse(asked.url, 200, headers, _Body(name))


def _size(item: dict[str, dict[str, str]]) -> int:
    """Names and values, as DynamoDB counts them; a number a little too dearly."""
    return sum(len(name) + len(next(iter(value.values()))) for name, value in item.items())


class _Body:
    def __init__(self, name: str) -> None:
        self._text = b'{"Responses": {}, "UnprocessedItems": {}}' if "Batch" in name else b"{}"

    def stream(self, *_: object, **__: object) -> Any:
        yield self._text


def rows() -> list[Row]:
    world, traffic = _world(), Traffic()

    def answer(session: URLLib3Session, asked: Any) -> AWSResponse:
        return traffic.answer(session, asked)

    with patch.object(URLLib3Session, "send", answer):
        _run(world, range(10))
        before_kb, calls, units = _memory_kb(), traffic.calls, traffic.write_units
        seconds, sent, held_out = _run(world, range(10, 10 + PEOPLE // TOGETHER))
    grown_kb = _memory_kb() - before_kb
    calls, units = traffic.calls - calls, traffic.write_units - units
    people = [_name(number) for number in range(10 * TOGETHER, 10 * TOGETHER + PEOPLE)]
    choices = request().choices
    expected = sum(arm("spring", each, HOLDOUT_BP, choices) == HELD_OUT for each in people)
    assert (sent, held_out) == (PEOPLE - expected, expected)
    bare = _bare()
    rate, part = f"{PEOPLE / seconds:,.0f}", "a tenth held out"
    told, aim = f"{sent}, {held_out}", f"{PEOPLE - expected}, {expected}"
    return [
        Row("people a CPU-second through the gate", rate, "", "the table answers at once"),
        Row("CPU beside a loop that only sends", f"{seconds / bare:.1f}", "", f"{PEOPLE:,} people"),
        Row("write units a person", f"{units / PEOPLE:.2f}", "≤ 2.00", part),
        Row("round trips a person to the table", f"{calls / PEOPLE:.2f}", "≤ 1.00", part),
        Row("sent and held out", told, aim, "exact"),
        Row("memory that the audience took, kB", f"{grown_kb}", "", "beyond its first thousand"),
    ]


def _world() -> World:
    return World(DynamoGateStore(), campaign=terms(holdout_bp=HOLDOUT_BP), outbox=Sink())


def _run(world: World, numbers: range) -> tuple[float, int, int]:
    links = DynamoLinks(Marks(KEYS), BASE, lambda: world.now)
    doors = replace(world.doors, links=links)
    began, sent, held_out = process_time(), 0, 0
    for number in numbers:
        customers = (_name(number * TOGETHER + each) for each in range(TOGETHER))
        told = handle(request(*customers, id=f"spring#{number}"), doors)
        assert told
        sent, held_out = sent + told.sent_count, held_out + len(told.held_out)
    return process_time() - began, sent, held_out


def _bare() -> float:
    """Makes each message and hands it over."""
    sink, began = Sink(), process_time()
    for number in range(PEOPLE):
        name = _name(number)
        address = Address("email", Personal(f"{name}@example.com"))
        content = Content("en", Personal("Hello you"))
        sink.append(Outgoing(name, "hello", 1, address, content))
        Accepted("ses", name, content.units)
    return process_time() - began


def _name(number: int) -> str:
    return f"customer-{number:07}"


def _memory_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
