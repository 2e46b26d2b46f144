"""How many there are is said as people say it, and long lists end between two names."""

import pytest

from promenade.contracts.access import Permission
from promenade.kit.counting import counted
from promenade.kit.messages import listed, say_refusal


@pytest.mark.parametrize(
    ("count", "names", "said"),
    [
        (0, ("product",), "0 products"),
        (1, ("product",), "1 product"),
        (2, ("product",), "2 products"),
        (1, ("product has", "products have"), "1 product has"),
        (3, ("product has", "products have"), "3 products have"),
    ],
)
def test_one_is_said_otherwise_than_several(count: int, names: tuple[str, ...], said: str) -> None:
    assert counted(count, *names) == said


def test_a_list_of_names_is_never_cut_inside_of_one() -> None:
    names = [*map(str, sorted(Permission))]
    told, _, more = listed(names).rpartition(" and ")
    shown = told.split(", ")
    assert shown == names[: len(shown)]
    assert len(told) <= 400 < len(", ".join(names[: len(shown) + 1]))
    assert more == f"{len(names) - len(shown)} more"
    facts = {"permissions": ", ".join(names)}
    chinese = say_refusal("beyond_own", "", facts, "zh")
    assert chinese == (
        f"您本人在此范围和期限内并不具备以下全部权限：{told}，另有 {len(names) - len(shown)} 项。"
    )


def test_a_short_list_is_told_whole() -> None:
    assert listed(["stock:read", "stock:write"]) == "stock:read, stock:write"
    assert listed(["a" * 400]) == "a" * 400
