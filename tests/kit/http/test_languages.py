"""Accept-Language."""

import pytest

from promenade.kit.http.languages import preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB, zh;q=0.9", "en"),
        ("fr, zh;q=0.3", "zh"),
        ("fr", "en"),
        ("*", "en"),
        ("en;q=0, *", "zh"),
        ("en;q=0, zh;q=0", "en"),
        ("nonsense;;;q=x", "en"),
        ("ZH-tw", "zh"),
    ],
)
def test_the_dearest_on_offer_wins_and_the_first_is_the_default(header: str, language: str) -> None:
    assert preferred(header, ("en", "zh")) == language
