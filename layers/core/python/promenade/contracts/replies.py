"""What people answer to messages."""

import re
import unicodedata

_COURTESY = r"(?:please|pls|thanks|thank you|请|請|谢谢|謝謝)"
_WORD = r"stop|stopall|stopp|unsubscribe|revoke|opt(?: me)?[ -]?out|arret"
_PHRASE = (
    "退订|退訂|取消订阅|取消訂閱|配信停止|(?:不要|别|別|勿)再(?:给我|給我)?[发發](?![货貨错錯件])"
)
_AMBIGUOUS = "td|cancel|end|quit|取消|停止|拒收"
_MESSAGES = "(?:发送|發送|接收|推送|短信|簡訊|信息|訊息|消息|广告|廣告)"

_NOTHING_ELSE = re.compile(
    rf"(?:{_COURTESY}\W*)*(?:回复|回覆|回)?\W*(?:{_WORD}|{_PHRASE}|{_AMBIGUOUS}){_MESSAGES}*"
    rf"[了吧]*(?:\W*{_COURTESY})*|(?:回复|回覆|回)?\W*[tnr]"
)
_ASKED_FOR = re.compile(rf"(?<![a-z0-9])(?<![a-z0-9]-)(?:{_WORD})(?![a-z0-9]|-[a-z0-9])|{_PHRASE}")
_AFTER_SENTENCE = re.compile(r"(?<=[.!?。\n])")
_QUESTION = re.compile(r"[?吗嗎么麼呢]\W*$")
_AROUND = re.compile(r"^\W+|\W+$")
_SHORT = 100
"""Characters of a sentence in which one word tells what it is about."""


def is_stop(text: str) -> bool:
    """Whether a reply asks for no more messages: it is nothing but a word that does, or it says so
    in a sentence that is no question. Letters and words that mean other things as well count alone,
    or with a please."""
    said = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in said if not unicodedata.combining(char))
    if _NOTHING_ELSE.fullmatch(_AROUND.sub("", plain)):
        return True
    return any(map(_says_so, _AFTER_SENTENCE.split(plain)))


def _says_so(sentence: str) -> bool:
    """A long one only where it begins so."""
    found = _ASKED_FOR.search(trimmed := _AROUND.sub("", sentence))
    is_told = found and (found.start() == 0 or len(trimmed) <= _SHORT)
    return bool(is_told and not _QUESTION.search(sentence))
