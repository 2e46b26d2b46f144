"""Files of orders, row by row: plain or gzip, in bounded memory, nothing skipped in silence."""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.reading import read_order
from promenade.kit.clock import system_clock
from promenade.kit.decoding import receive
from promenade.kit.digests import Digests
from promenade.kit.errors import Invalid

_GZIP = b"\x1f\x8b"
_LINE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be taken; `row` counts from 1, a header included."""

    row: int
    reason: str
    content: str


_ANY = Digests(lambda: b"an order that is only checked")

Found = OrderBody | Rejected
Read = Callable[[Iterable[bytes]], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class OrderFile:
    """`position` says how many of the file's bytes, as they lie on the disk, have been read."""

    lines: Iterator[bytes]
    position: Callable[[], int]


@contextmanager
def opened(path: Path) -> Iterator[OrderFile]:
    with path.open("rb") as raw:
        packed = raw.peek(2)[:2] == _GZIP
        content = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if packed else raw
        yield OrderFile(_lines(content), raw.tell)


def _lines(content: BinaryIO | io.BufferedReader) -> Iterator[bytes]:
    """What of a line exceeds a megabyte is dropped, so that it is refused, not kept in memory."""
    while line := content.readline(_LINE_BYTES):
        yield line
        while len(line) == _LINE_BYTES and not line.endswith(b"\n"):
            line = content.readline(_LINE_BYTES)


def read_json_lines(lines: Iterable[bytes]) -> Iterator[Found]:
    """One order a line, as POST /orders takes it."""
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield checked(receive(line, OrderBody))
        except Invalid as error:
            yield Rejected(row, error.reason, line.decode(errors="replace").rstrip("\n"))


def checked(body: OrderBody) -> OrderBody:
    """As it will be read from the queue. Raises Invalid."""
    read_order(receive(msgspec.json.encode(body), OrderBody), _ANY, system_clock())
    return body
