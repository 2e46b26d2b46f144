"""Why somebody was not sent a message, in Chinese for who asks for that."""

from typing import get_args

import pytest

from promenade.contracts.consents import Reason, Rule, Verdict
from promenade.contracts.reasons import SENTENCES, reason_of
from promenade.kit.messages.zh import SENTENCES as CHINESE
from promenade.kit.messages.zh_deliveries import CODES
from promenade.outreach.consent.model.consent import Source
from tests.support.stamps import NOON


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("another id of the person", "同一顾客的另一个编号"),
        ("until 2026-03-02T10:00 Asia/Shanghai", "等到 Asia/Shanghai 时间 2026-03-02T10:00"),
        ("2026-03-02T10:00 Asia/Shanghai", "Asia/Shanghai 时间 2026-03-02T10:00"),
        ("quiet until 08:00 Asia/Shanghai", "免打扰时段，等到 Asia/Shanghai 时间 08:00"),
        ("2 of 2 in 7 days", "7 天内已有 2 条，上限为 2 条"),
        ("by campaign_1-1.0.0", "已由请求 campaign_1-1.0.0 发送"),
        ("by welcome#1 as old", "已由请求 welcome#1 以编号 old 发送"),
        ("as old", "以编号 old"),
        ("given up: The provider is busy: status 503.", "已放弃：服务商繁忙：status 503。"),
        ("budget", "预算不足"),
        (Verdict("withdrawn", NOON, Source.ONE_CLICK).told, "已撤回同意（2026-03-01，一键退订）"),
        (Verdict("never_asked").told, "从未询问过"),
        (Verdict("merged", by="ada").told, "已并入另一位顾客（ada）"),
        ("a sentence of nobody", "a sentence of nobody"),
        ("", ""),
    ],
)
def test_a_reason_is_told_in_the_language_of_who_asks(reason: str, chinese: str) -> None:
    assert reason_of("waiting", reason, "zh") == chinese
    assert reason_of("waiting", reason, "en") == reason


def test_a_variable_is_called_what_it_is_called() -> None:
    assert reason_of("variable_missing", "content", "zh") == "content"
    assert reason_of("refused_by_provider", "content", "zh") == "服务商拒绝此内容"


def test_whatever_is_said_has_its_chinese() -> None:
    assert set(SENTENCES) <= CHINESE.keys()
    assert {*get_args(Rule), *Source, *Reason} <= CODES.keys()
