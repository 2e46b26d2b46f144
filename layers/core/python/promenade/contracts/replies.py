"""What people answer to messages."""

import re
import unicodedata

_STOPS = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "t", "td", "n", "r"}
)
_STOPS_IN_CHINESE = ("退订", "取消订阅", "拒收", "停止")
_WORD = re.compile(r"[a-z0-9]+")


def is_stop(text: str) -> bool:
    """Whether a reply asks for no more messages: by its first word, or how it begins."""
    said = (
        unicodedata.normalize("NFKC", text).casefold().strip(" \t\r\n\"'“”‘’.,!?。！，？[]()【】")
    )
    word = _WORD.match(said)
    return said.startswith(_STOPS_IN_CHINESE) or bool(word and word[0] in _STOPS)
