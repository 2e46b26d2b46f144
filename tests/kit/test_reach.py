"""Where a caller holds a permission, and what is there."""

import pytest

from promenade.kit.authority import EVERYWHERE, NO_LIMITS, NOWHERE, Reach, Scope
from promenade.kit.errors import Forbidden

PARIS = Scope(stores=("paris",))
CLOTHING = Scope(categories=("clothing",))
BOTH = Scope(stores=("paris", "rome"), categories=("clothing", "tea"))
SHIRT = ("clothing", "shirts", "linen")


@pytest.mark.parametrize(
    ("scopes", "store", "path", "is_there"),
    [
        ([], "paris", SHIRT, False),
        ([EVERYWHERE], "paris", SHIRT, True),
        ([EVERYWHERE], None, (), True),
        ([PARIS], "paris", SHIRT, True),
        ([PARIS], "rome", SHIRT, False),
        ([PARIS], "paris", (), True),
        ([PARIS], None, (), False),
        ([CLOTHING], "rome", SHIRT, True),
        ([CLOTHING], "rome", ("clothing",), True),
        ([CLOTHING], "rome", ("shirts",), False),
        ([CLOTHING], "rome", (), False),
        ([BOTH], "rome", ("drinks", "tea"), True),
        ([BOTH], "oslo", ("drinks", "tea"), False),
        ([BOTH], "rome", ("drinks",), False),
        ([PARIS, CLOTHING], "rome", SHIRT, True),
        ([PARIS, CLOTHING], "rome", ("tea",), False),
    ],
)
def test_a_thing_is_in_its_store_and_in_every_category_above_it(
    scopes: list[Scope], store: str | None, path: tuple[str, ...], *, is_there: bool
) -> None:
    assert Reach("a", tuple(scopes)).includes(store, path) is is_there


def test_who_has_no_limits_is_everywhere_and_nobody_is_nowhere() -> None:
    assert NO_LIMITS.is_everywhere
    assert not NOWHERE.is_everywhere
    assert not Reach("a", (PARIS,)).is_everywhere


@pytest.mark.parametrize(
    ("path", "facts", "told"),
    [
        ((), {}, "in the store oslo."),
        (SHIRT, {"category": "linen"}, "in store oslo, category linen."),
    ],
)
def test_what_would_come_to_be_elsewhere_is_refused_with_what_is_lacking_there(
    path: tuple[str, ...], facts: dict[str, str], told: str
) -> None:
    reach = Reach("catalogue:write", (PARIS,))
    reach.require("paris", path)
    with pytest.raises(Forbidden) as refused:
        reach.require("oslo", path)
    assert refused.value.facts == {"permission": "catalogue:write", "store": "oslo"} | facts
    assert refused.value.detail == f"This call needs the permission catalogue:write {told}"
