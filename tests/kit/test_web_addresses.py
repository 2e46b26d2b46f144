"""Which texts are addresses that calls and links may lead to: one rule for all who name one."""

from typing import Any

import msgspec
import pytest

from promenade.customer.tracking.wire.link_sets import Target
from promenade.outreach.channel.model import parsing
from promenade.outreach.channel.model.account import WebAddress


def of_link_sets(text: str) -> bool:
    return _is(text, Target)


def of_webhooks(text: str) -> bool:
    return _is(text, WebAddress)


def of_templates(text: str) -> bool:
    return not list(parsing.faults(f"{{{{link:{text}}}}}", "/text"))


def _is(text: str, shape: Any) -> bool:
    try:
        msgspec.convert(text, shape)
    except msgspec.ValidationError:
        return False
    return True


JUDGES = [of_link_sets, of_webhooks, of_templates]


@pytest.mark.parametrize(
    "text",
    [
        *("https://a.cn", "https://a.cn/", "https://a.cn?b=c", "https://a.cn#d"),
        *(
            "https://a.cn:65535/a%20b/(c)?d=e&f=g#h",
            "https://xn--fiqs8s.xn--fiqs8s/",
            "https://1.cn",
            "https://hooks.example/",
            "https://local.cn/a.local/",
            "https://a.locals",
            "https://test.internal.example?a.local",
        ),
    ],
)
def test_an_honest_address_is_taken_by_all(text: str) -> None:
    assert [judge(text) for judge in JUDGES] == [True] * 3


@pytest.mark.parametrize(
    "text",
    [
        *("http://a.cn/", "//a.cn/", "javascript:alert(1)", "https://", "https:///a", "https://a"),
        *("https://127.0.0.1/", "https://2130706433/", "https://127.0.0.0x1/", "https://[::1]/"),
        *("https://a.cn:0/", "https://a.cn:65536/", "https://u:p@a.cn/", "https://a.cn@b.cn/"),
        *("https://-a.cn/", "https://a..cn/", "https://a.cn./", "https://a.cn\\@b.cn/"),
        *(
            'https://a.cn/"b',
            "https://a.cn/'b",
            "https://a.cn/<b>",
            "https://a.cn/`b",
            "https://é.cn/",
        ),
        *("https://-/", "https://./", "https://a..b/", "https://ip6-localhost/", "https://a_b.cn/"),
        *("https://promenade.localhost/", "https://metadata.google.internal/", "https://a.local"),
        *(
            "https://A.LocalHost:443/",
            "https://a.invalid?b",
            "https://a.b.test#c",
            "https://a.local:1",
        ),
        *("https://a.cn/更多", "https://a.cn/b c", "https://a.cn/\rb", "https://a.cn/b|c"),
    ],
)
def test_what_leads_nowhere_or_deceives_is_taken_by_none(text: str) -> None:
    assert [judge(text) for judge in JUDGES] == [False] * 3
