"""From file to queue: everything once, nothing lost, going on where a run broke off."""

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest

from infra.local.order_files import Found, Rejected
from infra.local.transfer import Checkpoint, Report, Sender, Tally, transfer
from promenade.customer.order.service import seal
from promenade.customer.order.wire.reading import describe, read_arrival, read_message
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.orders import LATER, PERSON, body, order, sale

SENDER = Sender("import:jsonl", "import-1", lambda body: seal(describe(body, DIGESTS), FakeVault()))
ORDERS = [body(sale(f"A-{number}")) for number in range(25)]


class Queue:
    """Takes `room` batches, then breaks."""

    def __init__(self, room: int = 99) -> None:
        self.batches: list[list[str]] = []
        self._room = room

    def send(self, messages: list[bytes]) -> None:
        if len(self.batches) == self._room:
            raise ConnectionError("gone")
        arrivals = [read_message(message) for message in messages]
        assert {each.actor for each in arrivals} == {"import:jsonl"}
        self.batches.append([read_arrival(each, LATER).document.number for each in arrivals])


def send(
    found: Iterable[Found], queue: Queue, home: Path, limit: int | None = None
) -> tuple[Tally, list[dict[str, object]]]:
    tally = Tally()
    with Report(home / "rejected.jsonl") as report:
        outlets = (queue, Checkpoint(home / "checkpoint"), report)
        for _ in transfer(found, SENDER, tally, outlets, limit):
            pass
    return tally, [json.loads(line) for line in report.path.read_text().splitlines()]


def test_orders_go_out_in_tens_in_their_order(tmp_path: Path) -> None:
    queue = Queue()
    tally, rejected = send(ORDERS, queue, tmp_path)
    assert [len(batch) for batch in queue.batches] == [10, 10, 5]
    assert [*chain(*queue.batches)] == [order.number for order in ORDERS]
    assert (tally, rejected) == (Tally(sent_count=25, line_count=50), [])


def test_a_run_goes_on_where_the_one_before_broke_off(tmp_path: Path) -> None:
    first = Queue(room=1)
    with pytest.raises(ConnectionError):
        send(ORDERS, first, tmp_path)
    second = Queue()
    tally, _ = send(ORDERS, second, tmp_path)
    assert [*chain(*first.batches, *second.batches)] == [order.number for order in ORDERS]
    assert (tally.skipped_count, tally.sent_count) == (10, 15)


def test_bad_rows_are_kept_in_full_and_reported_again_by_a_second_run(tmp_path: Path) -> None:
    bad = Rejected(7, "no order", "content")
    for _ in range(2):
        queue = Queue()
        tally, rejected = send([*ORDERS[:1], bad, *ORDERS[1:2]], queue, tmp_path)
        Checkpoint(tmp_path / "checkpoint").clear()
        assert queue.batches == [["A-0", "A-1"]]
        assert tally.rejected_count == 1
        assert rejected == [{"row": 7, "reason": "no order", "content": "content"}]


def test_a_limit_counts_orders_from_the_start_of_the_file(tmp_path: Path) -> None:
    queue = Queue()
    assert send(ORDERS, queue, tmp_path, limit=12)[0].sent_count == 12
    assert send(ORDERS, queue, tmp_path, limit=20)[0].sent_count == 8


def test_big_orders_go_in_smaller_batches(tmp_path: Path) -> None:
    queue = Queue()
    line = {"sku": "S", "title": "x" * 60, "quantity": 1, "unit_price_minor": 0, "paid_minor": 0}
    lines = [line | {"line": number} for number in range(1, 1_001)]
    free = {"goods_minor": 0, "discount_minor": 0, "shipping_minor": 0, "paid_minor": 0}
    big = [body(sale(f"B-{n}", lines=lines, promotions=[], **free)) for n in range(3)]
    send(big, queue, tmp_path)
    assert [len(batch) for batch in queue.batches] == [1, 1, 1]


def test_a_person_leaves_the_file_sealed() -> None:
    sent = SENDER.message(body(sale(personal=PERSON)))
    assert [text for text in PERSON.values() if text in sent.decode()] == []
    assert read_arrival(read_message(sent), LATER) == order(sale(personal=PERSON))
