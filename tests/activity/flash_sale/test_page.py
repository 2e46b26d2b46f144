"""The page of a sale: right without its script, safe with it, small, in two languages."""

import re
from datetime import timedelta
from html import escape

import pytest

from promenade.activity.flash_sale.model.terms import Fairness
from promenade.activity.flash_sale.render.assets import asset
from promenade.activity.flash_sale.render.page import POLICY, to_html
from promenade.activity.flash_sale.render.words import FRAME, SAYS
from tests.support.flash_sales import END, START, scheduled

QUEUED = {"fairness": Fairness.QUEUE, "zone": "Asia/Shanghai"}
SCRIPT = asset("sale.js").text


def shown(text: str) -> list[str]:
    """What is said without the script."""
    says = re.findall(r'<p data-says="(\w+)">', text)
    return says + re.findall(r'<span data-until="(\w+)">', text)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (START - timedelta(seconds=1), ["upcoming", "start"]),
        (START, ["running", "end"]),
        (END, ["ended", "end"]),
    ],
)
def test_without_its_script_it_tells_what_the_sale_is(at: object, says: list[str]) -> None:
    assert shown(to_html(scheduled(), "en", at)) == says  # type: ignore[arg-type]


def test_it_tells_price_limit_and_window_in_the_sales_zone() -> None:
    text = to_html(scheduled(**QUEUED), "zh", START)
    assert '<html lang="zh-CN">' in text
    assert "¥9.90" in text
    assert "每人限购 2 件" in text
    assert "2026-03-01 20:00 至 2026-03-01 21:00（Asia/Shanghai）" in text
    assert "开始前 2 分钟以前加入排队的顾客一起抽签" in text


def test_nothing_in_it_is_script_or_style_of_its_own() -> None:
    text = to_html(scheduled(name='<script>alert("1")</script>', sku="<b>"), "en", START)
    assert re.findall(r"<script[^>]*>", text) == [
        f'<script src="../assets/sale.js?digest={asset("sale.js").digest}" defer>'
    ]
    assert escape('<script>alert("1")</script>', quote=False) in text
    assert "<style" not in text
    assert " style=" not in text
    assert re.findall(r" on\w+=", text) == []
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


def test_all_of_it_has_less_than_50_kilobytes() -> None:
    texts = [to_html(scheduled(), "zh", START), asset("sale.js").text, asset("sale.css").text]
    assert sum(len(each.encode()) for each in texts) < 20_000


def test_what_the_script_says_and_fills_stands_in_the_page() -> None:
    said = set(re.findall(r'say\(\s*"(\w+)"', SCRIPT)) | {"upcoming", "running", "paused"}
    said |= {
        "sold_out",
        "ended",
        "waiting",
        "queued",
        "first",
        "next",
        "let_in",
        "paid",
        "cancelled",
    }
    listed = re.search(r"KNOWN = new Set\(\[(.*?)\]\)", SCRIPT, re.DOTALL)
    assert listed
    said |= set(re.findall(r'"(\w+)"', listed[1]))
    said |= {"queue_open", "queue_not_open"}
    assert said | {"loading"} == set(SAYS)


@pytest.mark.parametrize("words", [FRAME, SAYS])
def test_both_languages_fill_the_same_places(words: dict[str, tuple[str, str]]) -> None:
    for english, chinese in words.values():
        places = re.findall(r"\{\w+\}", english)
        assert sorted(places) == sorted(re.findall(r"\{\w+\}", chinese))
