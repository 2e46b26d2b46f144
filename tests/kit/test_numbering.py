"""How countries number their phones."""

import pytest

from promenade.kit.numbering import Found, look_up


@pytest.mark.parametrize(
    ("compact", "country", "found"),
    [
        ("07911123456", "GB", Found("+447911123456", "mobile")),
        ("+12125550199", "CN", Found("+12125550199", "mobile")),
        ("01065529988", "CN", Found("+861065529988", "fixed")),
        ("07700900106", "GB", Found("+447700900106", "unplanned")),
        ("138123456780", "CN", None),
        ("13711117777", "XX", None),
        ("137x", "CN", None),
        ("", "CN", None),
    ],
)
def test_a_number_is_told_from_its_countrys_plan(
    compact: str, country: str, found: Found | None
) -> None:
    assert look_up(compact, country) == found
