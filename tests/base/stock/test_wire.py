"""Stock on the wire."""

from typing import Any

import msgspec
import pytest

from promenade.base.stock.model import Level, MoveStock
from promenade.base.stock.wire import (
    Adjustment,
    LevelView,
    MovementBody,
    SafetyBody,
    read_movement,
)
from promenade.kit.decoding import decode, show
from promenade.kit.errors import Invalid


def read(body: Any) -> MoveStock:
    shape: Any = MovementBody
    return read_movement("movement_1", "MUG", decode(msgspec.json.encode(body), shape))


def pointers(body: Any, shape: Any = MovementBody) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        decode(msgspec.json.encode(body), shape)
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("kind", "count"),
    [("receive", 1), ("adjust", -999_999_999), ("stock_take", 0), ("stock_take", 999_999_999)],
)
def test_each_kind_of_movement_is_read(kind: Any, count: int) -> None:
    found = read({"kind": kind, "count": count, "reason": "Because"})
    assert found == MoveStock("movement_1", "MUG", kind, count, "Because")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"kind": "steal", "count": 1, "reason": "x"}, [("/kind", "unknown_tag")]),
        ({"count": 1, "reason": "x"}, [("/kind", "unknown_tag")]),
        ({"kind": "receive", "count": 0, "reason": "x"}, [("/count", "wrong_value")]),
        ({"kind": "receive", "count": -1, "reason": "x"}, [("/count", "wrong_value")]),
        ({"kind": "adjust", "count": 1.0, "reason": "x"}, [("/count", "wrong_value")]),
        ({"kind": "adjust", "count": "1", "reason": "x"}, [("/count", "wrong_value")]),
        ({"kind": "adjust", "count": True, "reason": "x"}, [("/count", "wrong_value")]),
        ({"kind": "stock_take", "count": 10**9, "reason": "x"}, [("/count", "wrong_value")]),
        (
            {"kind": "receive", "reason": "", "who": "me"},
            [("/count", "missing"), ("/reason", "wrong_value"), ("/who", "unknown_field")],
        ),
        ([], [("", "wrong_value")]),
    ],
)
def test_a_wrong_movement_is_refused_with_all_its_faults(
    body: Any, expected: list[tuple[str, str]]
) -> None:
    assert pointers(body) == expected


def test_an_adjustment_of_nothing_is_none() -> None:
    with pytest.raises(Invalid) as refused:
        read_movement("movement_1", "MUG", Adjustment(count=0, reason="x"))
    assert [(f.pointer, f.code) for f in refused.value.faults] == [("/count", "zero")]


@pytest.mark.parametrize("count", [-1, 10**9, 1.5, None])
def test_safety_is_a_count(count: Any) -> None:
    assert pointers({"safety_count": count}, SafetyBody) == [("/safety_count", "wrong_value")]


def test_a_level_is_shown_with_what_is_available() -> None:
    assert msgspec.to_builtins(show(Level("MUG", 10, 3, 2, 7), LevelView)) == {
        "sku": "MUG",
        "warehouse": "MAIN",
        "on_hand_count": 10,
        "reserved_count": 3,
        "safety_count": 2,
        "available_count": 5,
        "low_count": None,
        "version": 7,
    }
