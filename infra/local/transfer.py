"""From a reader to a queue: in batches, remembering how far it came, keeping what was refused."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

from infra.local.order_files import Found, Rejected
from promenade.customer.order.model.order import Order
from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.reading import message
from promenade.kit.packs import packs


@dataclass(frozen=True)
class Sender:
    """In whose name orders go out, and how the persons in them are sealed."""

    actor: str
    correlation_id: str
    seal: Callable[[OrderBody], Order]

    def message(self, body: OrderBody) -> bytes:
        return message(self.seal(body), self.actor, self.correlation_id)


class Queue(Protocol):
    def send(self, messages: list[bytes]) -> None: ...


@dataclass(slots=True)
class Tally:
    """`skipped_count` orders were sent by the run before."""

    sent_count: int = 0
    line_count: int = 0
    skipped_count: int = 0
    rejected_count: int = 0


class Checkpoint:
    """How many of a file's orders a queue has taken. A reader finds the same orders every time,
    so that a number is enough to go on."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def sent_count(self) -> int:
        return int(self._path.read_text()) if self._path.exists() else 0

    def save(self, sent_count: int) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".draft")
        draft.write_text(str(sent_count))
        draft.replace(self._path)

    def clear(self) -> None:
        self._path.unlink(missing_ok=True)


class Report:
    """Refused rows as JSON Lines; a run reads the file from its start and reports them anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("w")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, rejected: Rejected) -> None:
        self._file.write(json.dumps(asdict(rejected), ensure_ascii=False) + "\n")


def transfer(
    found: Iterable[Found],
    sender: Sender,
    tally: Tally,
    outlets: tuple[Queue, Checkpoint, Report],
    limit: int | None = None,
) -> Iterator[None]:
    """Sends what is found, one batch with each step of the iteration, and counts it in `tally`."""
    queue, checkpoint, report = outlets
    before = checkpoint.sent_count()
    orders = itertools.islice(_orders(found, tally, report), limit)
    tally.skipped_count = sum(1 for _ in itertools.islice(orders, before))
    messages = ((order, sender.message(order)) for order in orders)
    for pack in packs(messages, lambda each: len(each[1])):
        queue.send([content for _, content in pack])
        tally.sent_count += len(pack)
        tally.line_count += sum(len(order.lines) for order, _ in pack)
        checkpoint.save(before + tally.sent_count)
        yield


def _orders(found: Iterable[Found], tally: Tally, report: Report) -> Iterator[OrderBody]:
    for each in found:
        if isinstance(each, Rejected):
            tally.rejected_count += 1
            report.add(each)
        else:
            yield each
