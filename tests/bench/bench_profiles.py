"""A file of 500 customers, each with an e-mail address and a phone number: taken when they are new,
and again when nothing of it is; beside a loop that puts each in a transaction of as many items.

A stand-in answers below the HTTP session, and its own time is among what is told for both. Sealing
is a stand-in's too: the key service takes a call for each person beyond this.
"""

from collections.abc import Callable
from time import process_time
from typing import Any
from unittest.mock import patch

import boto3
from botocore.httpsession import URLLib3Session

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs

from promenade.customer.profile.model.learning import Told
from promenade.customer.profile.model.person import Contact, Details, Traits
from promenade.customer.profile.service.importing import Row as Line
from promenade.customer.profile.service.importing import import_rows
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.kit.digests import Digests
from tests.bench.populace import Populace
from tests.bench.ratios import Row, interleaved
from tests.support.fakes.order import FakeVault
from tests.support.stamps import stamp

PEOPLE, ROUNDS, ITEMS = 500, 3, 3
doors = Doors(DynamoProfileStore(), FakeVault(), Digests(lambda: b"bench"))


def rows() -> list[Row]:
    _timed(_taken)
    seconds = interleaved(
        {
            "bare": lambda: _timed(_put)[0],
            "new": lambda: _timed(_taken)[0],
            "again": lambda: _timed(_taken_again)[0],
        },
        ROUNDS,
    )
    new, again = _timed(_taken)[1], _timed(_taken_again)[1]
    return [
        _row("import of new customers", seconds["new"] / seconds["bare"], seconds["new"], new),
        _row("the same file again", seconds["again"] / seconds["bare"], seconds["again"], again),
    ]


def _row(what: str, ratio: float, seconds: float, told: Populace) -> Row:
    return Row(
        what,
        f"{ratio:.2f}",
        "≤ 1.50",
        f"CPU ÷ bare transactions; {seconds / PEOPLE * 1e6:,.0f} µs, {told.calls / PEOPLE:.2f} "
        f"round trips and {told.write_units / PEOPLE:.1f} write units a row",
    )


def _timed(work: Callable[[Populace], float]) -> tuple[float, Populace]:
    populace = Populace(0)

    def answer(session: URLLib3Session, asked: object) -> object:
        return populace.answer(session, asked)

    with patch.object(URLLib3Session, "send", answer):
        return work(populace), populace


def _taken(_: Populace) -> float:
    return _import("created")


def _taken_again(populace: Populace) -> float:
    _import("created")
    populace.calls, populace.write_units = 0, 0.0
    return _import("unchanged")


def _import(expected: str) -> float:
    lines = [Line(number, _name(number), _told(number)) for number in range(PEOPLE)]
    began = process_time()
    done = import_rows(lines, stamp("file"), doors, dry_run=False)
    assert {each.result for each in done} == {expected}
    return process_time() - began


def _told(number: int) -> Told:
    contacts = (
        Contact("email", f"{_name(number)}@example.com"),
        Contact("phone", f"138{number:08}"),
    )
    traits = Traits("zh-CN", "Asia/Shanghai", "CN")
    return Told(_name(number), traits, Details("王芳", "杭州", contacts), ("member",))


def _put(_: Populace) -> float:
    client, table = boto3.client("dynamodb"), SETTINGS["PROFILE_TABLE"]
    began = process_time()
    for number in range(PEOPLE):
        items = [
            {"pk": {"S": f"{_name(number)}-{item}"}, "sk": {"S": "-"}} for item in range(ITEMS)
        ]
        puts: list[Any] = [{"Put": {"TableName": table, "Item": each}} for each in items]
        client.transact_write_items(TransactItems=puts)
    return process_time() - began


def _name(number: int) -> str:
    return f"customer-{number:04}"
