"""Which texts are addresses that mail can be sent to."""

import re

_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
MAIL_ADDRESS = (
    rf"^(?=[^@]{{1,64}}@){_ATOM}(\.{_ATOM})*@({_LABEL}\.)+(?=[A-Za-z0-9-]*[A-Za-z]){_LABEL}(?!\n)$"
)
MOST_CHARACTERS = 254
"""As RFC 5321 bounds it, of a host that has a name: neither quoted nor of an address literal, which
no provider sends to. A name of another script is written as its `xn--` form."""

_ADDRESS = re.compile(MAIL_ADDRESS)


def is_mail_address(text: str) -> bool:
    return len(text) <= MOST_CHARACTERS and _ADDRESS.search(text) is not None
