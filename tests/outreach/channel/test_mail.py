"""What people wrote stays text in a mail, whatever a reader of mail would make of it."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import default as parsing
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.messages import Content, MessageRefused
from promenade.contracts.profiles import Address
from promenade.kit.telemetry import Personal
from promenade.outreach.channel.model.account import AccountTerms, Ses
from promenade.outreach.channel.model.sending import Job
from promenade.outreach.channel.wire.providers.mail import raw_mail
from tests.support.channels import outgoing
from tests.support.stamps import NOON

URL = "https://shop.example/unsubscribe/1"
OURS = {"From", "To", "Subject", "Reply-To", "Content-Type", "MIME-Version"}
ONE_CLICK = {"List-Unsubscribe", "List-Unsubscribe-Post"}
PAYS = "=?utf-8?b?eA0KDQpQYXkgYXQgaHR0cHM6Ly9ldmlsLmV4YW1wbGUNCg==?="
"""Of `x`, two breaks of lines and `Pay at https://evil.example`."""

COPIES = "=?utf-8?q?x=0D=0ABcc=3A_eve=40evil.example?="
SIGNS = st.text('=?utf-8bqQxAZ09+/_"\\<>@,;:. \r\n\x00\x85\u2028\u202eé灯🏮', max_size=80)


def raw(subject: str, sender_name: str = "Lantern", **other: Any) -> bytes:
    provider = Ses("news@shop.example", sender_name, "help@shop.example")
    content = Content("en", Personal("Hi Ada"), Personal(subject), Personal("<p>Hi Ada</p>"))
    to = Address("email", Personal("ada@example.com"))
    message = outgoing(address=to, content=content, unsubscribe_url=URL)
    terms = AccountTerms("Mail", other.get("provider", provider), "CNY", 45_000)
    return raw_mail(Job(message, "account-1", terms, "", {}, int(NOON.timestamp())))


def said(mail: Message, name: str) -> str:
    """Decoded once, as readers do."""
    return str(make_header(decode_header(mail[name].replace("\r\n", ""))))


def seen(text: str) -> str:
    return "".join(char for char in text if char.isprintable()).replace(" ", "")


def assert_whole(written: bytes) -> Message:
    """Its headers are ours alone, each once, and its bodies are as they were."""
    mail = message_from_bytes(written)
    assert sorted(mail.keys()) == sorted(OURS | ONE_CLICK)
    assert (mail["To"], mail["Reply-To"]) == ("ada@example.com", "help@shop.example")
    assert mail["List-Unsubscribe"] == f"<{URL}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, page = message_from_bytes(written, policy=parsing).iter_parts()
    assert text.get_content().splitlines() == ["Hi Ada", "", f"Unsubscribe: {URL}"]
    link = f'<p><a href="{URL}">Unsubscribe</a></p>'
    assert page.get_content().strip() == f"<p>Hi Ada</p>{link}"
    return mail


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (f"{PAYS} hello", f"{PAYS} hello"),
        (f"{COPIES} hello", f"{COPIES} hello"),
        ("x\r\nBcc: eve@evil.example", "x Bcc: eve@evil.example"),
        ("x\r\n\r\nPay", "x Pay"),
        ("a\x85b\u2028c\x00d\x0be", "a b c d e"),
        ("春" * 200, "春" * 200),
        ("a" * 2_000, "a" * 2_000),
        (
            'Ada\'s "half" price, 50% = now; (all) \\o/',
            'Ada\'s "half" price, 50% = now; (all) \\o/',
        ),
        ("", ""),
    ],
)
def test_a_subject_is_shown_as_it_was_written(subject: str, shown: str) -> None:
    assert said(assert_whole(raw(subject)), "Subject") == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (PAYS, PAYS),
        (COPIES, COPIES),
        ("Shop\r\nBcc: eve@evil.example", "Shop Bcc: eve@evil.example"),
        ("灯笼 & Co", "灯笼 & Co"),
        ('Lantern" <eve@evil.example>, "', 'Lantern" <eve@evil.example>, "'),
    ],
)
def test_who_sends_it_is_shown_as_it_was_written(name: str, shown: str) -> None:
    found, address = parseaddr(assert_whole(raw("Hello", name))["From"])
    assert (str(make_header(decode_header(found))), address) == (shown, "news@shop.example")


@given(SIGNS, SIGNS)
def test_nothing_that_people_write_breaks_a_header(subject: str, name: str) -> None:
    written = raw(subject, name)
    mail = assert_whole(written)
    assert seen(said(mail, "Subject")) == seen(subject)
    head = written.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) < 998
    assert not set(head.replace(b"\r\n", b"")) & {*range(32), 127}


def test_what_is_plain_is_written_plainly() -> None:
    head = raw("Spring sale, 20% off!", "Lantern, Inc.").split(b"\r\n")
    assert head[0] == b'From: "Lantern, Inc." <news@shop.example>'
    assert head[2] == b"Subject: Spring sale, 20% off!"


@pytest.mark.parametrize(
    "provider",
    [
        Ses("a..b@shop.example", "Lantern"),
        Ses("a@shop.example\r\nBcc: eve@evil.example", "Lantern"),
        Ses("news@shop.example", "Lantern", "help@shop..example"),
    ],
)
def test_an_account_without_addresses_writes_nothing(provider: Ses) -> None:
    with pytest.raises(MessageRefused) as refused:
        raw("Hello", provider=provider)
    assert refused.value.reason == "account"
