"""What of a name looks like a person, and what merely is a number."""

import msgspec
import pytest

from promenade.kit.masks import masked, masked_json
from tests.support.spent import cpu_s


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("wang.fang@example.com", "***"),
        ("Wang Fang <wang.fang+shop@mail.example.cn>", "Wang Fang <***>"),
        ("wang＠example.com", "***"),
        ("13812345678", "***"),
        ("138 1234 5678", "***"),
        ("8613812345678", "***"),
        ("微信13812345678号", "微信***号"),
        ("+44 20 7946 0958", "***"),
        ("+1 (415) 555-2671", "***"),
        ("4111111111111111", "***"),
        ("4111 1111 1111 1111", "***"),
        ("4111\u00a01111  1111.1111", "***"),
        ("138\u00a01234\u20135678", "***"),
        ("/orders/2/wang.fang@example.cn", "/orders/2/***"),
        ("5500-0055-5555-5559", "***"),
        ("378282246310005", "***"),
        ("6222020000000000000", "***"),
        ("４１１１１１１１１１１１１１１１", "***"),
    ],
)
def test_a_person_is_masked_where_one_shows(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "#1001",
        "INV/2026/0001",
        "小猫旗舰店",
        "Cash on Delivery (COD)",
        "12345678901",
        "12812345678",
        "202601051234567",
        "4111111111111112",
        "1111111111111117",
        "4200001234202601050123456789",
        "138123456789",
        "me@home",
        "A-1 +10%",
        "+12345",
        "",
    ],
)
def test_what_merely_is_a_number_or_a_name_stays(text: str) -> None:
    assert masked(text) == text


def test_a_document_is_masked_in_its_texts_and_keeps_names_and_numbers() -> None:
    document = {"13812345678": ["13812345678", 13812345678, None, {"to": "a@b.cn"}]}
    shown = msgspec.json.decode(masked_json(msgspec.Raw(msgspec.json.encode(document))))
    assert shown == {"13812345678": ["***", 13812345678, None, {"to": "***"}]}


@pytest.mark.parametrize("text", ["x" * 200_000, "a@" * 100_000, "1" * 200_000, "1-" * 100_000])
def test_long_texts_take_no_long_time(text: str) -> None:
    assert cpu_s(lambda: masked(text)) < 1
