from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest

from promenade.kit.documents import read, write


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Circle:
    radius: int


@dataclass(frozen=True)
class RoundedSquare:
    side: int = 1
    corners: tuple[Circle, ...] = ()


@dataclass(frozen=True)
class Drawing:
    shape: Circle | RoundedSquare
    colour: Colour | None = None
    tags: frozenset[str] = frozenset()
    drawn_at: datetime | None = None
    layers: tuple[Circle | RoundedSquare, ...] = ()
    notes: dict[str, int] = field(default_factory=dict)


FULL = Drawing(
    RoundedSquare(2, (Circle(1),)),
    Colour.RED,
    frozenset("ba"),
    datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8))),
    (Circle(3), RoundedSquare()),
    {"a": 1},
)


def test_a_value_is_written_by_field_and_of_a_union_the_kind_is_told() -> None:
    assert write(FULL, Drawing) == {
        "shape": {"kind": "rounded_square", "side": 2, "corners": [{"radius": 1}]},
        "colour": "red",
        "tags": ["a", "b"],
        "drawn_at": "2026-01-01T00:00:00.000000Z",
        "layers": [{"kind": "circle", "radius": 3}, {"kind": "rounded_square"}],
        "notes": {"a": 1},
    }


def test_defaults_are_left_out() -> None:
    assert write(Drawing(Circle(1)), Drawing) == {
        "shape": {"kind": "circle", "radius": 1},
        "notes": {},
    }


@pytest.mark.parametrize(
    "drawing", [FULL, Drawing(Circle(1), drawn_at=datetime(2026, 1, 1, tzinfo=UTC))]
)
def test_reading_gives_back_what_was_written(drawing: Drawing) -> None:
    assert read(write(drawing, Drawing), Drawing) == drawing


def test_fields_added_by_later_code_are_ignored() -> None:
    assert read({"shape": {"kind": "circle", "radius": 1, "hue": 3}}, Drawing) == Drawing(Circle(1))


def test_a_document_without_a_due_field_is_not_read() -> None:
    with pytest.raises(TypeError, match="radius"):
        read({"shape": {"kind": "circle"}}, Drawing)
