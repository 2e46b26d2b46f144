"""Files in whatever wrapping, read in bounded memory."""

import gzip
from pathlib import Path

import msgspec
import pytest

from infra.local.order_files import Found, Rejected, opened, read_json_lines
from promenade.customer.order.wire.bodies import OrderBody
from tests.support.orders import PERSON, sale

CONTENT = b'{"a": 1}\n{"b": 2}\n'


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_is_read_plain_or_packed(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "orders"
    path.write_bytes(gzip.compress(CONTENT) if packed else CONTENT)
    with opened(path) as file:
        assert list(file.lines) == CONTENT.splitlines(keepends=True)
        assert file.position() == path.stat().st_size


def test_a_packed_file_that_breaks_off_is_an_error_not_an_end(tmp_path: Path) -> None:
    path = tmp_path / "orders.gz"
    path.write_bytes(gzip.compress(CONTENT * 1000)[:-20])
    with opened(path) as file, pytest.raises(EOFError):
        list(file.lines)


def test_an_endless_line_is_cut_and_the_next_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "orders"
    path.write_bytes(b"x" * 2_500_000 + b"\n" + CONTENT)
    with opened(path) as file:
        assert [len(line) for line in file.lines] == [1_000_000, 9, 9]


def found(*lines: bytes) -> list[Found]:
    return list(read_json_lines(line + b"\n" for line in lines))


def test_each_line_is_an_order_as_the_api_takes_it() -> None:
    (order,) = found(msgspec.json.encode(sale(personal=PERSON)))
    assert isinstance(order, OrderBody)
    assert (order.number, order.paid_minor) == ("A-1", 4800)


def test_bad_lines_are_reported_with_number_reason_and_content() -> None:
    wrong_sum = msgspec.json.encode(sale(goods_minor=1))
    first, second, third, order = found(
        b"no json", b"\xff", wrong_sum, b"", msgspec.json.encode(sale())
    )
    assert isinstance(order, OrderBody)
    assert isinstance(first, Rejected)
    assert isinstance(second, Rejected)
    assert isinstance(third, Rejected)
    assert (first.row, first.content) == (1, "no json")
    assert (second.row, second.content) == (2, "�")
    assert third.row == 3
    assert (
        third.reason
        == "/goods_minor: This is ¥0.01; the sum of quantity times unit price is ¥45.00."
    )
