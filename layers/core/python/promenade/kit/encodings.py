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
_JAPANESE = (
    "This file may be GB 18030 or Japanese: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=shift_jis”."
)
_SOME_LENGTH = 16
_LAST_OF_HANGUL = 0xC8
_COMMON_HANGUL = frozenset(
    "가각간갈감강개거건검것게겠격견결경계고공과관광교구국군그근글금급기길김까나난날남"
    "내너네년노녹논놀는니다단달당대더데도동되된될두드든들등때또라락람래려력로록론료루류"
    "르른를름리린림립마만말매머먼면명모목못무문물미민및바박반발방배백버번법변별보복본"
    "부북분불비사산살상새색생서석선설성세소속손수순술스습승시식신실심아안알암야약양어"
    "언얼업없었에여역연열염영예오온올와왔왕외요용우운울원월위유육율으은을음의이인일임"
    "입있자작장재저적전절점접정제조족종좋주준중즉지직진질집차찬참책처천철첫청체초총최"
    "추축출충치친칠카코크키타탁탄태터토통투트특파판평포표품프피하학한할함합항해했행향"
    "허현형호혼화환활회후히"
)
"""What most of a Korean text is made of."""
_SOME_KANA = 3

_kana = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_foreign = re.compile("[^\0-\x7f]")
_apart = re.compile("[^\0-\x7f]{2,}|(?<![A-Za-z])[^\0-\x7f](?![A-Za-z])")


def text_of(raw: bytes, charset: str = "") -> str:
    """By the byte order mark, else by the charset that was declared, else UTF-8, else GB 18030.

    Raises Invalid for a charset that is not known, for what is no text, and for what may be
    Windows-1252, Korean or Japanese as well."""
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
    if text and _may_be_korean(text, raw):
        raise Invalid([Fault("", "unclear_charset", _KOREAN)])
    if text and _may_be_japanese(text, raw):
        raise Invalid([Fault("", "unclear_charset", _JAPANESE)])
    return text


def _is_plainly_chinese(text: str) -> bool:
    """Half of its letters or more are common ones, and none of these stands alone in a word. The
    “ör” of “Jörg” is read as a rare letter, the “ÇÃ” of “CORAÇÃO” as one between Latin ones."""
    common = Counter("".join(_apart.findall(text)))
    found = sum(count for letter, count in common.items() if _is_common(letter))
    return 2 * found >= len(_foreign.findall(text))


def _may_be_korean(text: str, raw: bytes) -> bool:
    """Hangul of CP949 is read as the first 2,350 of the common letters, which stand by their sound,
    A to T. Chinese of some length, by different letters, has others too; a shorter text is Korean
    where most of it is common there."""
    common = [letter for letter in {*_foreign.findall(text)} if _is_common(letter)]
    if not all(letter.encode("gb18030")[0] <= _LAST_OF_HANGUL for letter in common):
        return False
    hangul = {*_foreign.findall(_decoded(raw, "cp949") or "")}
    is_short_korean = 2 * len(hangul & _COMMON_HANGUL) > len(hangul) > 1
    return len(common) >= _SOME_LENGTH or is_short_korean


def _may_be_japanese(text: str, raw: bytes) -> bool:
    """Kana of Shift_JIS begin as rare letters do, those of EUC-JP are kana in GB 18030 as well:
    Chinese has one or two for a name."""
    shifted = _decoded(raw, "cp932") or ""
    return bool(_kana.search(shifted)) or len({*_kana.findall(text)}) >= _SOME_KANA


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
