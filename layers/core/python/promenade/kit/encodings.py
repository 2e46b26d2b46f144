"""Files as text, decoded as a whole: what one line alone could mean does not count."""

import codecs
import re
from collections import Counter

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
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WORKBOOK = "This is a workbook, not a text; save the sheet as “CSV UTF-8” and send that."
_EITHER = (
    "This file may be GB 18030 or Windows-1252: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=windows-1252”."
)
_KOREAN = (
    "This file may be GB 18030 or Korean CP949: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=euc-kr”."
)
_SOME_LENGTH = 16
_LAST_OF_HANGUL = 0xC8

_foreign = re.compile("[^\0-\x7f]")
_apart = re.compile("[^\0-\x7f]{2,}|(?<![A-Za-z])[^\0-\x7f](?![A-Za-z])")


def text_of(raw: bytes, charset: str = "") -> str:
    """By the byte order mark, else by the charset that was declared, else UTF-8, else GB 18030.

    Raises Invalid for a charset that is not known, for what is no text, and for what may be
    Windows-1252 as well."""
    if raw.startswith(_WORKBOOKS):
        raise Invalid([Fault("", "not_text", _WORKBOOK)])
    told = _marked(raw) or (_declared(charset.lower()) if charset else None)
    text = _decoded(raw, told or "utf-8")
    if text is None and not told:
        text = _guessed(raw)
    if text is None:
        raise Invalid([Fault("", "not_text", _advice(charset))])
    return text


def _marked(raw: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _guessed(raw: bytes) -> str | None:
    text = _decoded(raw, "gb18030")
    if text and not _is_plainly_chinese(text) and _decoded(raw, "cp1252"):
        raise Invalid([Fault("", "unclear_charset", _EITHER)])
    if text and _may_be_korean(text):
        raise Invalid([Fault("", "unclear_charset", _KOREAN)])
    return text


def _is_plainly_chinese(text: str) -> bool:
    """Half of its letters or more are common ones, and none of these stands alone in a word. The
    “ör” of “Jörg” is read as a rare letter, the “ÇÃ” of “CORAÇÃO” as one between Latin ones."""
    common = Counter("".join(_apart.findall(text)))
    found = sum(count for letter, count in common.items() if _is_common(letter))
    return 2 * found >= len(_foreign.findall(text))


def _may_be_korean(text: str) -> bool:
    """Hangul of CP949 is read as the first 2,350 of the common letters, which stand by their sound,
    A to T: Chinese of some length, by different letters, has others too."""
    common = [letter for letter in {*_foreign.findall(text)} if _is_common(letter)]
    is_long = len(common) >= _SOME_LENGTH
    return is_long and all(letter.encode("gb18030")[0] <= _LAST_OF_HANGUL for letter in common)


def _is_common(letter: str) -> bool:
    """One of the 3,755 of the first level of GB 2312."""
    code = letter.encode("gb18030")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1


def _declared(charset: str) -> str:
    if charset not in _CHARSETS:
        detail = "This charset is not known here; send UTF-8."
        raise Invalid([Fault("/Content-Type", "unknown_charset", detail, "header")])
    return _CHARSETS[charset]


def _advice(charset: str) -> str:
    if charset:
        return "This file is not in the charset that its content type declares; leave that out."
    return "This file is neither UTF-8 nor GB 18030; save it as “CSV UTF-8” and send it again."
