"""Links in messages: sealed, versioned, and of nobody to who looks at one."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.paths import PATHS
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.seals import Seals
from promenade.outreach.consent.model.consent import Source
from promenade.outreach.consent.model.person import Person
from promenade.outreach.consent.render.page import Pages
from promenade.outreach.consent.service.links import (
    VALID_FOR,
    Link,
    LinkExpired,
    LinkForged,
    Links,
)
from promenade.outreach.consent.wire.links import read_channels, source_of
from tests.support.digests import DIGESTS

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LINK = Link("ada@shop.cn", Channel.EMAIL, "spring", NOW + VALID_FOR)
OLD, NEW = Seals(lambda: b"old"), Seals(lambda: b"new")
links = Links({"1": OLD})
TOKEN = links.token(LINK)


def test_a_link_leads_back_to_whom_it_was_sent() -> None:
    assert links.read(TOKEN, NOW) == LINK
    assert timedelta(days=365) <= VALID_FOR


def test_a_token_fits_an_address_and_tells_of_nobody() -> None:
    longest = links.token(Link("😀" * 128, Channel.WEBHOOK, "😀" * 128, NOW))
    assert len(longest) <= PATHS["token"].max_length
    assert "ada" not in TOKEN
    assert "spring" not in TOKEN


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    both = Links({"1": OLD, "2": NEW})
    assert both.token(LINK).startswith("2.")
    assert both.read(TOKEN, NOW) == both.read(both.token(LINK), NOW) == LINK
    with pytest.raises(LinkForged):
        Links({"2": NEW}).read(TOKEN, NOW)
    with pytest.raises(LinkForged):
        both.read(f"2{TOKEN[1:]}", NOW)


@pytest.mark.parametrize("place", range(len(TOKEN) - 1))
def test_a_link_with_one_character_changed_is_none(place: int) -> None:
    other = "B" if TOKEN[place] == "A" else "A"
    with pytest.raises(LinkForged):
        links.read(f"{TOKEN[:place]}{other}{TOKEN[place + 1 :]}", NOW)


@pytest.mark.parametrize(
    "token", ["", ".", "1.", "1", "1.A", "9.AAAA", "1.é", "-1.AAAA", TOKEN[:-8]]
)
def test_what_is_no_link_is_none(token: str) -> None:
    with pytest.raises(LinkForged):
        links.read(token, NOW)


def test_what_was_sealed_for_something_else_is_no_link() -> None:
    with pytest.raises(LinkForged):
        links.read(f"1.{OLD.seal(b'[]', 'another purpose')}", NOW)


def test_a_link_ends_after_two_years_to_the_second() -> None:
    assert links.read(TOKEN, LINK.ends_at - timedelta(seconds=1)) == LINK
    with pytest.raises(LinkExpired):
        links.read(TOKEN, LINK.ends_at)


def sent(body: bytes, media_type: str = "application/x-www-form-urlencoded") -> Call[bytes, None]:
    nobody = Principal("client", "anonymous", frozenset())
    return Call({}, body, None, "c", nobody, DIGESTS, media_type=media_type)


def test_the_button_of_a_mail_program_is_told_from_that_of_the_page() -> None:
    part = (
        b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--'
    )
    assert source_of(sent(b"List-Unsubscribe=One-Click")) is Source.ONE_CLICK
    assert source_of(sent(part, "multipart/form-data")) is Source.ONE_CLICK
    for body in (b"", b"\xff\xfe", b"List-Unsubscribe=Two", b"a=List-Unsubscribe=One-Click"):
        assert source_of(sent(body)) is Source.FORM


def test_a_form_names_one_channel_or_all() -> None:
    assert read_channels(sent(b"channel=sms")) == [Channel.SMS]
    assert read_channels(sent(b"channel=all")) == list(Channel)
    for body in (b"", b"channel=", b"channel=fax", urlencode({"channel": "<b>"}).encode()):
        assert read_channels(sent(body)) == []


@pytest.mark.parametrize(("language", "says"), [("en", "Unsubscribe"), ("zh", "退订")])
def test_a_page_asks_in_the_language_of_the_reader(language: str, says: str) -> None:
    page = Pages(language, "1.AAAA").asked(Person("p", "ada"), Channel.EMAIL)
    assert says in page
    assert 'method="post"' in page
    assert "ada" not in page
