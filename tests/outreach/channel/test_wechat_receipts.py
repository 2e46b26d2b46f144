"""What WeChat pushes of template messages and people."""

from datetime import timedelta

import pytest

from promenade.contracts.messages import Receipt
from promenade.outreach.channel.model.account import Wechat
from promenade.outreach.channel.wire.receipts.intake import understood
from promenade.outreach.channel.wire.receipts.reading import Source, Told
from promenade.outreach.channel.wire.receipts.wechat import Signed, pushed
from tests.support.channels import account
from tests.support.providers.wechat import push, signed
from tests.support.stamps import NOON

AT_S = 1_772_366_400
SOURCE = Source(
    "wx-1",
    AT_S,
    lambda channel, text: f"digest of {channel} {text}",
    lambda channel, text: f"claim of {channel} {text}",
)
TOKEN = "0123456789abcdef0123456789abcdef"


def told(body: bytes) -> Told:
    return understood(account("wx-1", provider=Wechat("wx1", "wx")), body, SOURCE)


def only(**fields: str) -> Receipt:
    found = told(push(**fields))
    assert (found.unknown, len(found.receipts)) == ((), 1)
    return found.receipts[0]


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        ("success", "delivered", "success"),
        ("failed:user block", "stopped", "user block"),
        ("failed: system failed", "bounced", "system failed"),
    ],
)
def test_a_message_ends_one_of_three_ways(status: str, state: str, said: str) -> None:
    found = only(MsgType="event", Event="TEMPLATESENDJOBFINISH", MsgID="7", Status=status)
    assert (found.state, found.provider_id, found.detail) == (state, "7", said)
    assert (found.at_s, found.is_final) == (AT_S + 5, False)


def test_who_follows_no_more_stops_and_so_does_who_says_so() -> None:
    left = only(MsgType="event", Event="unsubscribe")
    said = only(MsgType="text", Content="退订")
    for found in (left, said):
        assert (found.state, found.address_digest) == ("stopped", "digest of wechat oA1")
        assert found.claim == "claim of wechat oA1"
    assert left.event_id != said.event_id


def test_other_words_and_events_tell_nothing_and_are_kept_nowhere() -> None:
    for fields in (
        {"MsgType": "text", "Content": "你好 <b>谢谢</b>"},
        {"MsgType": "event", "Event": "subscribe"},
        {"MsgType": "image", "PicUrl": "https://x.example/"},
    ):
        assert told(push(**fields)) == Told()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[abc=]]></Encrypt></xml>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xml><MsgType>&a;</MsgType></xml>',
        push(MsgType="event", Event="TEMPLATESENDJOBFINISH", Status="success"),
    ],
)
def test_what_nobody_understands_is_kept(body: bytes) -> None:
    found = told(body)
    assert (found.receipts, len(found.unknown)) == ((), 1)


def test_only_wechat_signs_and_not_long_ago() -> None:
    at = str(int(NOON.timestamp()))
    signature = signed(TOKEN, at)["signature"]
    good = Signed(signature, at, "n1")
    assert good.holds(TOKEN, NOON)
    assert good.holds(TOKEN, NOON + timedelta(minutes=5))
    assert not good.holds(TOKEN, NOON + timedelta(minutes=6))
    assert not good.holds(TOKEN[::-1], NOON)
    assert not Signed(signature, at, "n2").holds(TOKEN, NOON)
    assert not Signed("é" * 40, at, "n1").holds(TOKEN, NOON)
    assert not Signed(signature, "²", "n1").holds(TOKEN, NOON)


def test_sections_that_never_end_are_looked_at_once() -> None:
    """Quadratic, it would take minutes."""
    body = b"<a><![CDATA[" * 16_000
    assert pushed(body) == [body.decode()]
