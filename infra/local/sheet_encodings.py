"""In which encoding a file of orders is (N30). Strict UTF-8 is no accident; but the letters of
Windows-1252 are GB 18030 as well more often than not, and the other way round always. Then the
currency of the orders decides, and nobody where that is used with both."""

import codecs
import csv
from collections.abc import Iterator

from infra.local.online_retail_rows import BadRow

GB, WESTERN = "gb18030", "cp1252"
_CHINESE = frozenset({"CNY", "HKD", "MOP", "TWD"})
_ANYWHERE = frozenset({"", "USD", "SGD"})
_COLUMNS = ("Currency", "order_currency")

_NONE = "this is neither UTF-8 nor GB 18030 nor Windows-1252; save it as “CSV UTF-8”"
_BOTH = (
    "this may be GB 18030 or Windows-1252; save it as “CSV UTF-8”, or say ENCODING=gb18030 or "
    "ENCODING=windows-1252"
)


def encoding_of(head: bytes) -> str:
    """Raises BadRow for what is no text, or may be either."""
    if _fits(head, "utf-8"):
        return "utf-8"
    fitting = [encoding for encoding in (GB, WESTERN) if _fits(head, encoding)]
    if not fitting:
        raise BadRow(_NONE)
    return fitting[0] if len(fitting) == 1 else _by_currency(set(_currencies(head)))


def known_encoding(said: str) -> str | None:
    """By its name here; None where there is none, or its lines are not those of ASCII."""
    try:
        found = codecs.lookup(said)
        return found.name if "a,\n".encode(said) == b"a,\n" else None
    except (LookupError, UnicodeError):
        return None


def _fits(head: bytes, encoding: str) -> bool:
    try:
        return "\0" not in head.decode(encoding)
    except UnicodeDecodeError:
        return False


def _by_currency(currencies: set[str]) -> str:
    if currencies and currencies <= _CHINESE:
        return GB
    if currencies and not currencies & (_CHINESE | _ANYWHERE):
        return WESTERN
    raise BadRow(_BOTH)


def _currencies(head: bytes) -> Iterator[str]:
    """Of rows that have one; their names are ASCII in any encoding."""
    text = head.decode("latin-1").splitlines()
    separator = max(",;\t", key=text[0].count)
    for row in csv.DictReader(text, delimiter=separator):
        yield from (row[name] for name in _COLUMNS if row.get(name))
