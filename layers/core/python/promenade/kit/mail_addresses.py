"""Which texts are addresses that mail can be sent to."""

import re

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?=[A-Za-z0-9-]*[A-Za-z]){_LABEL}")
_LONGEST, _LONGEST_LOCAL = 254, 64


def is_mail_address(text: str) -> bool:
    """As RFC 5321 bounds it, of a host that has a name: neither quoted nor of an address literal,
    which no provider sends to. A name of another script is written as its `xn--` form."""
    local = text.partition("@")[0]
    is_short = len(text) <= _LONGEST and len(local) <= _LONGEST_LOCAL
    return is_short and _ADDRESS.fullmatch(text) is not None
