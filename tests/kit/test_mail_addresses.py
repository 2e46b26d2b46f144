"""Which texts are addresses that mail can be sent to."""

from email.headerregistry import Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.kit.mail_addresses import is_mail_address

SIGNS = st.text("ab.@-_+\"' <>();,:[]\\9\n\u00e9", max_size=24)


@pytest.mark.parametrize(
    "text",
    ["a@x.com", "a.b+c@mail.x-y.com", "o'hara@x.co", "a@xn--fsqu00a.xn--0zwm56d", "1@163.com"],
)
def test_an_address_is_taken(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "a@", "@x.com", "a@b", "x@example", "a@@x.com", "a@x..com", "a@.x.com"),
        *("a..b@x.com", ".a@x.com", "a.@x.com", "a@x.com.", "a@-x.com", "a@x-.com", "a@x.1"),
        *("a@[127.0.0.1]", "a@127.0.0.1", "a@x.com,b@x.com", "a@x.com;b@x.com", "<a@x.com>"),
        *("mailto:a@x.com", '"a b"@x.com', "a b@x.com", "a@x.com\n", "a@x.com\u200b", "é@x.com"),
        *(f"{'a' * 65}@x.com", f"a@{'b' * 64}.com", f"a@{'b.' * 126}com"),
    ],
)
def test_what_no_mail_reaches_is_none(text: str) -> None:
    assert not is_mail_address(text)


@given(SIGNS)
def test_mail_can_be_written_to_whatever_is_taken(text: str) -> None:
    if is_mail_address(text):
        assert Address(addr_spec=text).addr_spec == text
