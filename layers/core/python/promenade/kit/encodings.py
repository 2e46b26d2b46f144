"""Files as text, decoded as a whole: what one line alone could mean does not count."""

import codecs
from collections.abc import Iterator

from promenade.kit.errors import Fault, Invalid

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "gb18030": "gb18030", "gbk": "gb18030",
    "gb2312": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc-jp": "euc_jp",
    "euc-kr": "cp949", "iso-8859-1": "cp1252", "windows-1252": "cp1252",
    "iso-8859-15": "iso8859_15",
}  # fmt: skip
"""Names that browsers and spreadsheets give them → Python's codecs."""


def text_of(raw: bytes, charset: str = "") -> str:
    """By the byte order mark, else by the charset that was declared, else UTF-8, else GB 18030.

    Raises Invalid for a charset that is not known, and for what is no text."""
    for encoding in _encodings(raw, charset.lower()):
        try:
            text = raw.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid([Fault("", "not_text", _advice(raw, charset))])


def _encodings(raw: bytes, charset: str) -> Iterator[str]:
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if marked or charset:
        yield marked or _declared(charset)
    else:
        yield from ("utf-8", "gb18030")


def _declared(charset: str) -> str:
    if charset not in _CHARSETS:
        detail = "This charset is not known here; send UTF-8."
        raise Invalid([Fault("/Content-Type", "unknown_charset", detail, "header")])
    return _CHARSETS[charset]


def _advice(raw: bytes, charset: str) -> str:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "This is a workbook, not a text; save the sheet as “CSV UTF-8” and send that."
    if charset:
        return "This file is not in the charset that its content type declares; leave that out."
    return "This file is neither UTF-8 nor GB 18030; save it as “CSV UTF-8” and send it again."
