"""Languages by their tags, in whatever letters they were sent."""

import re

import pytest

from promenade.contracts.languages import LANGUAGE, written

WRITTEN = {
    "zh-cn": "zh-CN",
    "ZH-hant-hk": "zh-Hant-HK",
    "EN": "en",
    "es-419": "es-419",
    "zh-hans": "zh-Hans",
}


@pytest.mark.parametrize("sent", WRITTEN)
def test_a_language_is_kept_as_its_standard_writes_it(sent: str) -> None:
    assert re.search(LANGUAGE, sent)
    assert written(sent) == written(written(sent)) == WRITTEN[sent]


@pytest.mark.parametrize("sent", ["zh_CN", "z", "zh-C", "zh-CN\n", "中文", "zh-CN-Hant", ""])
def test_what_names_no_language_is_none(sent: str) -> None:
    assert not re.search(LANGUAGE, sent)
