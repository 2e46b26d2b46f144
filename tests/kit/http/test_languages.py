import pytest

from promenade.kit.http.languages import preferred


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en;q=0.2, zh-Hans-CN;q=0.7", "zh"),
        ("fr, en;q=0.5, zh;q=0.4", "en"),
        ("fr;q=1, *;q=0.1", "en"),
        ("en;q=0, *", "zh"),
        ("ZH", "zh"),
    ],
)
def test_the_heaviest_language_on_offer_is_chosen(header: str, chosen: str) -> None:
    assert preferred(header, ("en", "zh")) == chosen


@pytest.mark.parametrize("header", ["", "fr", "en;q=0, zh;q=0", ";;q=", "zh;q=2", "中文"])
def test_the_first_on_offer_answers_a_header_that_asks_for_none_of_them(header: str) -> None:
    assert preferred(header, ("en", "zh")) == "en"
