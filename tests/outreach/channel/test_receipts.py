"""What providers tell of messages, in their own forms."""

from typing import Any

import msgspec
import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.messages import Receipt
from promenade.outreach.channel.model.account import Provider, Ses, Sns, Tencent
from promenade.outreach.channel.wire.receipts.intake import understood
from promenade.outreach.channel.wire.receipts.reading import Source, Told
from tests.support.channels import account, alibaba

AT_S = 1_772_366_400
SOURCE = Source(
    "ali-1",
    AT_S,
    lambda channel, text: f"digest of {channel} {text}",
    lambda channel, text: f"claim of {channel} {text}",
)
SES = Ses("news@shop.example", "Lantern")
TENCENT = Tencent("灯笼", "tencent", "1400006666")

REPORT = {
    "phone_number": "13800138000",
    "report_time": "2026-03-01 20:00:05",
    "success": True,
    "err_code": "DELIVERED",
    "biz_id": "9006^0",
    "out_id": "1",
}
BOUNCE = {
    "eventType": "Bounce",
    "mail": {"messageId": "m-1"},
    "bounce": {
        "bounceType": "Permanent",
        "bounceSubType": "NoEmail",
        "timestamp": "2026-03-01T12:00:07.123Z",
        "bouncedRecipients": [{"emailAddress": "ada@example.com"}],
    },
}


def told(body: Any, provider: Provider | None = None) -> Told:
    by = account("ali-1", provider=provider) if provider else alibaba()
    return understood(by, msgspec.json.encode(body), SOURCE)


def only(body: Any, provider: Provider | None = None) -> Receipt:
    found = told(body, provider)
    assert found.unknown == ()
    return found.receipts[0]


def test_alibaba_tells_what_arrived_and_what_did_not() -> None:
    found = only([REPORT])
    assert (found.state, found.provider_id, found.at_s) == ("delivered", "9006^0", AT_S + 5)
    failed = {**REPORT, "success": False}
    passing = only([{**failed, "err_code": "MK:0005"}])
    gone = only([{**failed, "err_code": "MOBILE_NOT_ON_SERVICE"}])
    assert [(each.state, each.is_final) for each in (passing, gone)] == [
        ("bounced", False),
        ("bounced", True),
    ]


def test_what_a_clock_that_was_never_set_tells_counts_from_when_it_came() -> None:
    assert only([{**REPORT, "report_time": "1970-01-01 08:00:00"}]).at_s == AT_S
    assert only([{**REPORT, "report_time": "2000-01-01 08:00:00"}]).at_s == 946_684_800


def test_what_they_were_given_is_told_back() -> None:
    tagged = {**BOUNCE, "mail": {"messageId": "m-1", "tags": {"promenade-key": ["k-1"]}}}
    assert [only([REPORT]).key, only(tagged, SES).key, only(BOUNCE, SES).key] == ["1", "k-1", ""]
    wrong: tuple[Any, ...] = (
        [],
        {"promenade-key": "k"},
        {"promenade-key": []},
        {"promenade-key": [7]},
    )
    for tags in wrong:
        assert only({**BOUNCE, "mail": {"messageId": "m-1", "tags": tags}}, SES).key == ""


def test_tencent_tells_what_arrived_and_who_stopped() -> None:
    report = {"report_status": "SUCCESS", "sid": "2028:1", "user_receive_time": "none"}
    assert (only([report], TENCENT).state, only([report], TENCENT).at_s) == ("delivered", AT_S)
    reply = {"mobile": "13800138000", "nationcode": "86", "text": "TD", "time": 1}
    stopped = only([reply], TENCENT)
    assert (stopped.state, stopped.address_digest) == ("stopped", "digest of sms +8613800138000")
    assert stopped.claim == "claim of sms +8613800138000"


@pytest.mark.parametrize("said", ["退订", "T", "stop", "回T"])
def test_a_reply_that_asks_for_no_more_stops(said: str) -> None:
    found = told([{"phone_number": "13800138000", "content": said, "sequence_id": 1}])
    assert [each.state for each in found.receipts] == ["stopped"]


def test_a_reply_that_stops_a_number_that_is_none_is_kept() -> None:
    reply = {"phone_number": "07400 123777", "content": "STOP", "sequence_id": 1}
    assert told([reply]) == Told((), (reply,))
    assert told([{**reply, "content": "谢谢"}]) == Told()
    read = only([{**reply, "phone_number": "447400123777"}])
    assert read.address_digest == "digest of sms +447400123777"


def test_a_reply_whose_number_or_words_are_none_is_kept() -> None:
    replies: list[dict[str, Any]] = [
        {"phone_number": [], "content": {}},
        {"phone_number": "", "content": "STOP"},
    ]
    assert told(replies) == Told((), tuple(replies))


def test_another_reply_tells_nothing() -> None:
    assert told([{"phone_number": "13800138000", "content": "谢谢"}]) == Told()


@pytest.mark.parametrize("is_wrapped", [True, False])
def test_ses_tells_of_a_mailbox_that_is_none(*, is_wrapped: bool) -> None:
    message = msgspec.json.encode(BOUNCE).decode()
    found = only({"Type": "Notification", "Message": message} if is_wrapped else BOUNCE, SES)
    assert (found.state, found.is_final, found.channel) == ("bounced", True, Channel.EMAIL)
    assert (found.provider_id, found.at_s, found.detail) == ("m-1", AT_S + 7, "NoEmail")


def test_a_topic_that_asks_whether_it_may_call_tells_of_no_message() -> None:
    assert told({"Type": "SubscriptionConfirmation", "SubscribeURL": "https://sns"}, SES) == Told()


def test_what_is_told_again_is_the_same() -> None:
    again = dict(reversed(REPORT.items()))
    assert only([REPORT]).event_id == only([again]).event_id
    assert only([REPORT]).event_id != only([{**REPORT, "biz_id": "2"}]).event_id


@pytest.mark.parametrize(
    ("body", "provider"),
    [
        ({"Type": "Notification", "Message": "["}, SES),
        ([{"biz_id": "1", "success": "yes"}], None),
        ([7], None),
        ([{"report_status": "MAYBE", "sid": "1"}], TENCENT),
        ({"a": 1}, Sns("Lantern")),
        ([REPORT] * 501, None),
    ],
)
def test_what_nobody_understands_is_kept(body: Any, provider: Provider | None) -> None:
    found = told(body, provider)
    assert (found.receipts, len(found.unknown)) == ((), 1)


def test_one_entry_that_nobody_understands_hides_no_other() -> None:
    found = told([{"b": 1}, REPORT])
    assert (len(found.receipts), found.unknown) == (1, ({"b": 1},))


def test_a_body_that_is_no_json_is_kept() -> None:
    found = understood(alibaba(), b"\xff<xml>", SOURCE)
    assert (found.receipts, len(found.unknown)) == ((), 1)
