"""Everybody is judged by a segment's definition, at 10,000, 100,000 and a million people, beside a
loop that only reads them; and what a person costs, which should not grow with their number.

Of one in twenty a history is asked for, of carts that were filled lately; 35 of 100 are in it. Then
an hourly run, in which one in twenty came.
"""

import resource
from collections.abc import Callable
from time import process_time
from typing import Any, NamedTuple
from unittest.mock import patch

import boto3
from botocore.httpsession import URLLib3Session

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs

from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel
from promenade.customer.profile.reader import DynamoScoring
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.run import PARTS
from promenade.outreach.segment.model.segment import Terms
from promenade.outreach.segment.service import computing, managing
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from tests.bench.populace import Populace
from tests.bench.ratios import Row
from tests.support.stamps import NOON, stamp

SIZES = (10_000, 100_000, 1_000_000)
MIDDLE = 100_000
ZONE = "Asia/Shanghai"
REACHED = (d.Field("language", "eq", ("zh-CN",)), d.Consent(Channel.EMAIL, state="reachable"))
CARTED = d.Did(Act.CART, 7, at_least=2)
OFTEN = d.AllOf((*REACHED, d.Purchases(at_least=3)))
WANTED = d.AllOf((*REACHED, d.AnyOf((CARTED, d.Purchases(at_least=3)))))
CAME = d.AllOf((*REACHED, d.Did(Act.CART, 7, at_least=1)))

doors = Doors(
    DynamoSegmentStore(),
    DynamoPersonStore(),
    DynamoRunStore(),
    DynamoScoring(),
    DynamoBehaviour(),
)


class Measured(NamedTuple):
    """Of a run, by person; `peak_kb` is the process's until then."""

    populace: Populace
    cpu_us: float
    peak_kb: int


def rows() -> list[Row]:
    _measure(1_000, _judged)
    found = [_measure(people, _judged) for people in SIZES]
    told, hourly, bare = (_measure(MIDDLE, work) for work in (_judged_as_told, _followed, _read))
    smallest, largest = found[0], found[-1]
    grown_kb = largest.peak_kb - smallest.peak_kb
    grown = largest.cpu_us / smallest.cpu_us
    return [
        *(_row("segment run", each) for each in found),
        Row("the last ÷ the first of these", f"{grown:.2f}", "≤ 1.20", "CPU a person"),
        Row("memory that a million took, kB", f"{grown_kb}", "≤ 2,000", "beyond 10,000"),
        _row("the same, no history asked for", told),
        _row("hourly run", hourly),
        Row(
            "segment run ÷ a bare boto3 loop",
            f"{told.cpu_us / bare.cpu_us:.2f}",
            "≤ 1.00",
            f"CPU, no history; the loop only reads the items, as many at once: "
            f"{bare.cpu_us:.0f} µs",
        ),
    ]


def _row(what: str, measured: Measured) -> Row:
    made = measured.populace
    people = made.people
    return Row(
        f"{what}, {people:,} people",
        f"{measured.cpu_us:.0f} µs a person",
        "",
        f"{made.read_units / people:.3f} read and {made.write_units / people:.3f} write units, "
        f"{made.calls / people:.3f} round trips a person; {made.calls / PARTS:,.0f} by a part's "
        f"worker",
    )


def _measure(people: int, work: Callable[[Populace], None]) -> Measured:
    populace = Populace(people)

    def answer(session: URLLib3Session, asked: object) -> object:
        return populace.answer(session, asked)

    with patch.object(URLLib3Session, "send", answer):
        began = process_time()
        work(populace)
        spent_s = process_time() - began - populace.spent_s
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Measured(populace, spent_s / people * 1e6, peak_kb)


def _judged(populace: Populace) -> None:
    _judge(populace, WANTED, populace.people * 7 // 20)


def _judged_as_told(populace: Populace) -> None:
    _judge(populace, OFTEN, populace.people * 6 // 20)


def _judge(populace: Populace, definition: d.Condition, expected: int) -> None:
    managing.draft("wanted", Terms("wanted", definition, ZONE), stamp(), doors.segments)
    run = computing.compute("wanted", "run-1", stamp("run-1"), doors)
    _carry_out(run.id)
    found = doors.runs.find(run.id)
    assert found
    told = (found.judged_count, found.count, populace.paged)
    assert told == (populace.people, expected, expected)


def _followed(populace: Populace) -> None:
    terms = Terms("came", CAME, ZONE, is_followed=True)
    managing.draft("came", terms, stamp(), doors.segments)
    run = computing.follow_hourly(NOON, doors)
    assert run
    _carry_out(run.id)
    found = doors.runs.find(run.id)
    assert found
    assert (found.judged_count, populace.turned) == (populace.people, populace.people // 20)


def _carry_out(run_id: str) -> None:
    ahead = computing.carry_out(computing.Begun(run_id), stamp(), lambda: NOON, doors)
    while ahead:
        ahead = [
            again
            for each in ahead
            for again in computing.carry_out(each, stamp(), lambda: NOON, doors)
        ]


def _read(populace: Populace) -> None:
    client = boto3.client("dynamodb")
    for part in range(PARTS):
        asked: dict[str, Any] = {
            "TableName": SETTINGS["SEGMENT_TABLE"],
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": f"PEOPLE#{part:02}"}},
            "ConsistentRead": True,
            "Limit": computing.AT_ONCE,
        }
        read = 0
        while True:
            told = client.query(**asked)
            read += len(told["Items"])
            if "LastEvaluatedKey" not in told:
                break
            asked["ExclusiveStartKey"] = told["LastEvaluatedKey"]
        assert read == populace.people // PARTS
