"""Names that other systems give are taken as they are."""

import msgspec
import pytest

from promenade.contracts.paths import PATHS
from promenade.contracts.references import Reference
from promenade.kit.errors import Fault
from promenade.kit.http.paths import read_path

NAMES = [
    "#1001",
    "INV/2026/0001",
    "小猫旗舰店",
    "抖音小店",
    "Cash on Delivery (COD)",
    "a b\u3000c",
    "100%",
    "~`!@$^&*()_+-={}[]|\\:\";'<>?,.",
    "🐱" * 128,
]
NONE = ["", " ", "\u3000", "a\n", "\na", "a\u0000", "a\u200bb", "a\u202eb", "\ufeff", "x" * 129]


@pytest.mark.parametrize("name", NAMES)
def test_a_printable_text_is_a_name_in_a_body_and_in_a_path(name: str) -> None:
    assert msgspec.convert(name, Reference) == name
    faults: list[Fault] = []
    assert read_path({"number": name}, PATHS, faults) == {"number": name}
    assert faults == []


@pytest.mark.parametrize("name", NONE)
def test_what_cannot_be_seen_or_is_too_long_is_none(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, Reference)
    faults: list[Fault] = []
    read_path({"number": name}, PATHS, faults)
    assert [(fault.pointer, fault.code) for fault in faults] == [("/number", "malformed")]


def test_a_segment_is_read_decoded_or_not_and_composed() -> None:
    for sent in ("INV%2F2026%2F%E5%B0%8F", "INV/2026/小"):
        assert read_path({"number": sent}, PATHS, []) == {"number": "INV/2026/小"}
    assert read_path({"number": "cafe\u0301"}, PATHS, []) == {"number": "café"}
