"""What each provider is asked, and what its answers mean: against doubles that check signatures."""

from email import message_from_bytes
from email.policy import default as parsing
from typing import Any

import pytest

from promenade.contracts.messages import Content, MessageRefused, ProviderBusy, ProviderSilent
from promenade.contracts.profiles import Address
from promenade.kit.outward import Answer, Post
from promenade.kit.telemetry import Personal
from promenade.outreach.channel.model import account as kinds
from promenade.outreach.channel.model.account import AccountTerms, Provider
from promenade.outreach.channel.model.sending import Job, Taken
from promenade.outreach.channel.service.tokens import Tokens
from promenade.outreach.channel.wire.providers.amazon import mail_request, sms_request
from promenade.outreach.channel.wire.providers.mail import raw_mail
from promenade.outreach.channel.wire.providers.registry import Ways
from tests.support.channels import outgoing
from tests.support.fakes.channel import FakeInbox, FakeTokenStore
from tests.support.providers import alibaba, others, tencent
from tests.support.providers.double import Double, answer
from tests.support.providers.wechat import SECRET as APP_SECRET
from tests.support.providers.wechat import Wechat
from tests.support.stamps import NOON

ALIBABA = kinds.Alibaba("灯笼", "alibaba")
TENCENT = kinds.Tencent("灯笼", "tencent", "1400006666")
WEIBO = kinds.Weibo("weibo")
HOOK = kinds.Webhook("https://hooks.example/in", "hook")
SES = kinds.Ses("news@shop.example", "灯笼 & Co")


def job(provider: Provider, secret: dict[str, str], address: str = "13800138000", **of: Any) -> Job:
    terms = AccountTerms("Account", provider, "CNY", 45_000)
    to = Address(of.pop("kind", "phone"), Personal(address))
    message = outgoing(address=to, **of)
    return Job(message, "account-1", terms, "SMS_1", secret, int(NOON.timestamp()))


def ways(post: Post) -> Ways:
    return Ways(post, Tokens(FakeTokenStore()), FakeInbox())


def each_double() -> list[tuple[Double, Job]]:
    return [
        (alibaba.double(), job(ALIBABA, alibaba.SECRET)),
        (tencent.double(), job(TENCENT, tencent.SECRET)),
        (others.weibo(), job(WEIBO, others.WEIBO_SECRET, "1234567", kind="weibo")),
        (others.hook(NOON), job(HOOK, others.HOOK_SECRET)),
    ]


DOUBLES = pytest.mark.parametrize("place", range(4), ids=["alibaba", "tencent", "weibo", "webhook"])


@DOUBLES
def test_a_provider_takes_a_message_that_is_signed_as_its_sdk_signs(place: int) -> None:
    double, asked = each_double()[place]
    taken = ways(double)(asked)
    assert len(double.taken) == 1
    assert taken in (Taken("9006^0"), Taken("2028:1", 2), Taken(""))


@DOUBLES
def test_who_cannot_be_reached_is_busy_and_took_nothing(place: int) -> None:
    double, asked = each_double()[place]
    for mood in ("unreachable", Answer(503, b"<html>"), Answer(429, b"")):
        double.moods = [mood]
        with pytest.raises(ProviderBusy):
            ways(double)(asked)
    assert double.taken == []


@DOUBLES
@pytest.mark.parametrize(
    "nonsense", [Answer(500, b"<html>"), Answer(502, b"{}"), Answer(304, b"[]"), Answer(500, b"{")]
)
def test_an_answer_that_nobody_understands_is_not_guessed(place: int, nonsense: Answer) -> None:
    double, asked = each_double()[place]
    double.moods = [nonsense, nonsense]
    with pytest.raises(ProviderSilent):
        ways(double)(asked)


@DOUBLES
def test_only_who_knows_keys_is_asked_again(place: int) -> None:
    double, asked = each_double()[place]
    double.moods = ["silent"]
    if asked.account.provider is HOOK:
        ways(double)(asked)
        assert [each["key"] for each in double.taken] == [asked.message.key] * 2
    else:
        with pytest.raises(ProviderSilent):
            ways(double)(asked)
        assert len(double.taken) == 1


def test_who_may_have_taken_it_is_not_called_busy() -> None:
    double, asked = each_double()[3]
    double.moods = ["silent", "unreachable"]
    with pytest.raises(ProviderSilent):
        ways(double)(asked)


@pytest.mark.parametrize(
    ("place", "said", "reason"),
    [
        (0, {"Code": "isv.MOBILE_NUMBER_ILLEGAL"}, "invalid_address"),
        (0, {"Code": "isv.SMS_TEMPLATE_ILLEGAL"}, "content"),
        (0, {"Code": "isv.AMOUNT_NOT_ENOUGH"}, "account"),
        (0, {"Code": "SignatureDoesNotMatch"}, "account"),
        (1, {"Code": "FailedOperation.PhoneNumberInBlacklist"}, "opted_out"),
        (1, {"Code": "InvalidParameterValue.IncorrectPhoneNumber"}, "invalid_address"),
        (1, {"Code": "AuthFailure.SignatureFailure"}, "account"),
        (2, {"error_code": 20003, "error": "User does not exists!"}, "invalid_address"),
        (2, {"error_code": 21332, "error": "invalid_access_token"}, "account"),
    ],
)
def test_a_refusal_says_why(place: int, said: dict[str, Any], reason: str) -> None:
    double, asked = each_double()[place]
    told = {"Response": {"Error": said, "RequestId": "1"}} if place == 1 else said
    double.moods = [answer(200, told)]
    with pytest.raises(MessageRefused) as refused:
        ways(double)(asked)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, {"Code": "isv.BUSINESS_LIMIT_CONTROL"}),
        (0, {"Code": "Throttling.User"}),
        (1, {"Response": {"SendStatusSet": [{"Code": "LimitExceeded.PhoneNumberDailyLimit"}]}}),
        (2, {"error_code": 10023}),
    ],
)
def test_a_throttle_is_busy(place: int, said: dict[str, Any]) -> None:
    double, asked = each_double()[place]
    double.moods = [answer(200, said)]
    with pytest.raises(ProviderBusy):
        ways(double)(asked)


@pytest.mark.parametrize("address", ["", "12", "+0123", "ada@shop.cn", "+86138001380001234"])
def test_what_is_no_number_is_never_sent(address: str) -> None:
    for double, provider, secret in (
        (alibaba.double(), ALIBABA, alibaba.SECRET),
        (tencent.double(), TENCENT, tencent.SECRET),
    ):
        with pytest.raises(MessageRefused) as refused:
            ways(double)(job(provider, secret, address))
        assert (refused.value.reason, double.taken) == ("invalid_address", [])


def test_a_zero_that_is_dialled_at_home_alone_is_not_sent() -> None:
    double = tencent.double()
    ways(double)(job(TENCENT, tencent.SECRET, "+44 (0)7700 900108"))
    assert double.taken[0]["PhoneNumberSet"] == ["+447700900108"]


@pytest.mark.parametrize(
    "address", ["13800138000", "+86 138-0013-8000", "008613800138000", "8613800138000"]
)
def test_a_number_is_one_however_it_is_written(address: str) -> None:
    for double, provider, secret, name, expected in (
        (alibaba.double(), ALIBABA, alibaba.SECRET, "PhoneNumbers", "13800138000"),
        (tencent.double(), TENCENT, tencent.SECRET, "PhoneNumberSet", ["+8613800138000"]),
    ):
        ways(double)(job(provider, secret, address))
        assert double.taken[0][name] == expected


def test_an_account_without_its_secret_calls_nobody() -> None:
    double = alibaba.double()
    with pytest.raises(MessageRefused) as refused:
        ways(double)(job(ALIBABA, {"access_key_id": "LTAI5tExample"}))
    assert (refused.value.reason, double.taken) == ("account", [])


@pytest.mark.parametrize(
    ("double", "asked"),
    [
        (
            alibaba.double(),
            job(ALIBABA, {**alibaba.SECRET, "access_key_id": "LTAI5tExample\r\nHost: a.example"}),
        ),
        (
            others.hook(NOON),
            job(HOOK, others.HOOK_SECRET, content=Content("en", Personal("Hi \ud800"))),
        ),
        (
            others.weibo(),
            job(
                SES,
                {},
                "ada@example.com",
                kind="email",
                content=Content("en", Personal("Hi \ud800")),
            ),
        ),
    ],
    ids=["header", "body", "mail"],
)
def test_what_cannot_be_written_is_refused_and_nobody_is_asked(double: Double, asked: Job) -> None:
    with pytest.raises(MessageRefused) as refused:
        ways(double)(asked)
    assert (refused.value.reason, double.taken) == ("unwritable", [])
    assert refused.value.detail.startswith(
        "It cannot be written as its provider takes it, which was not asked: "
    )


def test_wechat_is_asked_for_a_token_once_and_sends_once_for_a_key() -> None:
    server = Wechat()
    asked, way = job(kinds.Wechat("wx1", "wx"), APP_SECRET, "oA1", kind="wechat"), ways(server)
    server.messages.moods = ["silent"]
    assert way(asked) == Taken("7")
    way(asked)
    assert (server.fetched_count, len(server.sent), len(server.messages.taken)) == (1, 1, 3)
    assert server.sent[0]["data"] == {"name": {"value": "Ada"}}


def test_a_token_that_is_taken_no_longer_is_fetched_anew() -> None:
    server = Wechat()
    asked, way = job(kinds.Wechat("wx1", "wx"), APP_SECRET, "oA1", kind="wechat"), ways(server)
    way(asked)
    server.token = "token-2"
    late = Job(
        **{name: getattr(asked, name) for name in Job.__struct_fields__} | {"at_s": asked.at_s + 60}
    )
    assert way(late) == Taken("7")
    assert server.fetched_count == 2


def mail(**of: Any) -> Any:
    return message_from_bytes(raw_mail(job(SES, {}, kind="email", **of)), policy=parsing)


def test_a_mail_has_both_texts_and_is_unsubscribed_by_one_click() -> None:
    url = "https://shop.example/unsubscribe/" + "x" * 300
    content = Content(
        "zh",
        Personal("你好"),
        subject=Personal("春季特卖"),
        html=Personal("<body><p>你好</p></body>"),
    )
    found = mail(address="ada@example.com", content=content, unsubscribe_url=url)
    assert found["List-Unsubscribe"] == f"<{url}>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (found["Subject"], found["To"]) == ("春季特卖", "ada@example.com")
    assert found["From"] == "灯笼 & Co <news@shop.example>"
    text, page = found.iter_parts()
    assert text.get_content().splitlines() == ["你好", "", f"退订: {url}"]
    link = f'<p><a href="{url}">退订</a></p>'
    assert page.get_content().strip() == f"<body><p>你好</p>{link}</body>"


def test_a_mail_carries_its_key_where_events_tell_it_back() -> None:
    told = kinds.Ses("news@shop.example", "Lantern", configuration_set="events")
    asked = mail_request(job(told, {}, "ada@example.com", kind="email"))
    assert asked["ConfigurationSetName"] == "events"
    assert asked["Tags"] == [{"Name": "promenade-key", "Value": "campaign-1#1#ada#sms"}]
    assert "Tags" not in mail_request(job(SES, {}, "ada@example.com", kind="email"))


@pytest.mark.parametrize(
    "address", ["ada", "ada@x.cn, eve@x.cn", "ada@x.cn\r\nBcc: eve@x.cn", "<ada@x.cn>", "a b@x.cn"]
)
def test_what_is_no_mail_address_breaks_no_header(address: str) -> None:
    with pytest.raises(MessageRefused) as refused:
        mail(address=address)
    assert refused.value.reason == "invalid_address"


def test_sms_say_what_they_are_for() -> None:
    asked = sms_request(job(kinds.Sns("Lantern", "LANTERN"), {}))
    told = {name: each["StringValue"] for name, each in asked["MessageAttributes"].items()}
    assert told == {"AWS.SNS.SMS.SMSType": "Promotional", "AWS.SNS.SMS.SenderID": "LANTERN"}
    assert (asked["PhoneNumber"], asked["Message"]) == ("+8613800138000", "Hi Ada")
