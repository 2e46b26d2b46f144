"""Providers over sockets: what each is sent, and what is made of all that it may do then."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

import pytest

from promenade.contracts.messages import MessageRefused, ProviderBusy, ProviderSilent
from promenade.contracts.profiles import Address
from promenade.kit import aws
from promenade.kit.outward import Answer, Outward
from promenade.kit.places import Place
from promenade.kit.telemetry import Personal
from promenade.outreach.channel.model import account as kinds
from promenade.outreach.channel.model.account import AccountTerms, Provider
from promenade.outreach.channel.model.sending import Job, Taken
from promenade.outreach.channel.service.tokens import Tokens
from promenade.outreach.channel.wire.providers.registry import Ways
from tests.support.channels import outgoing
from tests.support.fakes.channel import FakeInbox, FakeTokenStore
from tests.support.providers import alibaba, amazon, others, tencent, wechat
from tests.support.providers.double import Double, answer
from tests.support.providers.server import calling, listening, serving
from tests.support.providers.speaking import Mood, Speaking, heard
from tests.support.stamps import NOON

pytestmark = pytest.mark.loopback

NAMES = (
    "api.weixin.qq.com", "dysmsapi.aliyuncs.com", "hooks.example", "m.api.weibo.com",
    "sms.tencentcloudapi.com",
)  # fmt: skip


class Case(NamedTuple):
    """`serve` is the whole server, `double` what judges its messages."""

    provider: Provider
    secret: Mapping[str, str]
    kind: str
    address: str
    double: Double
    serve: Callable[[Any], Answer]
    taken: Taken
    throttle: Answer
    refusal: Answer
    reason: str


def _alibaba() -> Case:
    double = alibaba.double()
    return Case(
        kinds.Alibaba("灯笼", "a"), alibaba.SECRET, "phone", "13800138000", double, double,
        Taken("9006^0"), answer(400, {"Code": "Throttling.User"}),
        answer(200, {"Code": "isv.MOBILE_NUMBER_ILLEGAL"}), "invalid_address",
    )  # fmt: skip


def _tencent() -> Case:
    def said(code: str) -> Answer:
        return answer(200, {"Response": {"Error": {"Code": code}, "RequestId": "1"}})

    double = tencent.double()
    return Case(
        kinds.Tencent("灯笼", "t", "14"), tencent.SECRET, "phone", "13800138000", double, double,
        Taken("2028:1", 2), said("RequestLimitExceeded"), said("AuthFailure.SecretIdNotFound"),
        "account",
    )  # fmt: skip


def _weibo() -> Case:
    double = others.weibo()
    return Case(
        kinds.Weibo("w"), others.WEIBO_SECRET, "weibo", "1234567", double, double, Taken(""),
        answer(403, {"error_code": 10023}), answer(400, {"error_code": 20012}), "content",
    )  # fmt: skip


def _hook() -> Case:
    double = others.hook(NOON)
    return Case(
        kinds.Webhook("https://hooks.example/in", "h"), others.HOOK_SECRET, "device", "", double,
        double, Taken(""), Answer(429, b"later"), Answer(422, b"no"), "content",
    )  # fmt: skip


def _wechat() -> Case:
    server = wechat.Wechat()
    return Case(
        kinds.Wechat("wx1", "wx"), wechat.SECRET, "wechat", "oA1", server.messages, server,
        Taken("7"), answer(200, {"errcode": 45009}), answer(200, {"errcode": 43004}), "opted_out",
    )  # fmt: skip


def _sns() -> Case:
    double = amazon.double("sns", "Publish")
    return Case(
        kinds.Sns("Lantern"), {}, "phone", "13800138000", double, double, Taken("m-1"),
        amazon.refusal(400, "Throttling"), amazon.refusal(400, "OptedOut"), "opted_out",
    )  # fmt: skip


def _ses() -> Case:
    double = amazon.double("ses", "SendRawEmail")
    return Case(
        kinds.Ses("a@shop.example", "A"), {}, "email", "ada@example.com", double, double,
        Taken("m-1"), amazon.refusal(400, "Throttling"), amazon.refusal(400, "MessageRejected"),
        "content",
    )  # fmt: skip


CASES = {
    "alibaba": _alibaba, "tencent": _tencent, "weibo": _weibo, "webhook": _hook,
    "wechat": _wechat, "sns": _sns, "ses": _ses,
}  # fmt: skip
KEYED = {"webhook", "wechat"}


class Line:
    """A provider that listens, and our way to it."""

    def __init__(self, name: str, monkeypatch: pytest.MonkeyPatch, mood: Mood = "hangs up") -> None:
        self.case = CASES[name]()
        self._server = Speaking(self.case.serve, mood)
        self._is_amazon, self._patch = name in ("sns", "ses"), monkeypatch
        self.most_s = 0.4 if mood == "says nothing" else 10.0

    def send(self) -> Taken:
        with ExitStack() as open_:
            open_.enter_context(heard(self._server))
            if self._is_amazon:
                self._lead_to(open_.enter_context(listening(self._server)))
                return self._sent(Outward())
            place = open_.enter_context(serving(self._server, *NAMES))
            post = open_.enter_context(calling(place, *NAMES, most_s=self.most_s))
            return self._sent(post)

    def _lead_to(self, place: Place) -> None:
        for name, value in (*amazon.KEYS.items(), ("AWS_DEFAULT_REGION", amazon.REGION)):
            self._patch.setenv(name, value)
        self._patch.setenv("AWS_ENDPOINT_URL", f"http://{place[0]}:{place[1]}")
        aws.client_of_one_try.cache_clear()
        aws._session.cache_clear()

    def _sent(self, post: Outward) -> Taken:
        terms = AccountTerms("Account", self.case.provider, "CNY", 45_000)
        to = Address(self.case.kind, Personal(self.case.address))  # type: ignore[arg-type]
        job = Job(outgoing(address=to), "account-1", terms, "SMS_1", self.case.secret, NOON_S)
        return Ways(post, Tokens(FakeTokenStore()), FakeInbox())(job)


NOON_S = int(NOON.timestamp())


@pytest.fixture(autouse=True)
def _other_clients() -> Iterator[None]:
    yield
    aws.client_of_one_try.cache_clear()
    aws._session.cache_clear()


@pytest.fixture(params=CASES)
def line(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(request.param, monkeypatch)


def test_it_takes_what_is_signed_as_its_own_kit_signs(line: Line) -> None:
    assert line.send() == line.case.taken
    assert len(line.case.double.taken) == 1


def test_its_throttle_is_busy_and_took_nothing(line: Line) -> None:
    for mood in (line.case.throttle, Answer(503, b"<html>")):
        line.case.double.moods = [mood]
        with pytest.raises(ProviderBusy):
            line.send()
    assert line.case.double.taken == []


def test_its_refusal_says_why_and_is_not_asked_again(line: Line) -> None:
    line.case.double.moods = [line.case.refusal]
    with pytest.raises(MessageRefused) as refused:
        line.send()
    assert (refused.value.reason, line.case.double.moods) == (line.case.reason, [])


@pytest.mark.parametrize(
    ("whose", "reason"), [("A &lt;A@shop.example&gt;", "sender"), ("ada@example.com", "account")]
)
def test_who_is_not_verified_is_no_fault_of_the_content(
    whose: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line("ses", monkeypatch)
    said = "Email address is not verified. The following identities failed the check in region "
    line.case.double.moods = [amazon.refusal(400, "MessageRejected", f"{said}EU-WEST-1: {whose}")]
    with pytest.raises(MessageRefused) as refused:
        line.send()
    assert refused.value.reason == reason
    assert whose not in str(refused.value)


@pytest.mark.parametrize(
    "nonsense", [Answer(500, b""), Answer(502, b"<html>"), Answer(504, b""), Answer(500, b"\xff{")]
)
def test_what_may_have_been_taken_by_a_gateway_is_not_guessed(line: Line, nonsense: Answer) -> None:
    line.case.double.moods = [nonsense, nonsense]
    with pytest.raises(ProviderSilent):
        line.send()


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"webhook"}))
def test_garbage_under_a_good_status_is_no_yes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(name, monkeypatch)
    for garbage in (b"<html>", b"[]", b"\xff\xfe", b"{}"):
        line.case.double.moods = [Answer(200, garbage)] * 2
        with pytest.raises(ProviderSilent):
            line.send()


@pytest.mark.parametrize("mood", ["hangs up", "says nothing"])
@pytest.mark.parametrize("name", sorted(CASES.keys() - KEYED))
def test_who_takes_it_and_says_nothing_is_not_asked_again(
    name: str, mood: Mood, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(name, monkeypatch, mood)
    line.case.double.moods = ["silent"]
    with pytest.raises(ProviderSilent):
        line.send()
    assert len(line.case.double.taken) == 1


@pytest.mark.parametrize("mood", ["hangs up", "says nothing"])
@pytest.mark.parametrize("name", sorted(KEYED))
def test_who_knows_keys_is_asked_once_more_by_the_same(
    name: str, mood: Mood, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(name, monkeypatch, mood)
    line.case.double.moods = ["silent"]
    assert line.send() == line.case.taken
    first, second = line.case.double.taken
    assert first == second
