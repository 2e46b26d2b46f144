"""What people answer to messages."""

import re
import unicodedata

_COURTESY = r"(?:please|pls|thanks|thank you|thank u|thx|ty|bitte|danke|merci|请|請|谢谢|謝謝)"
_MESSAGES = "(?:发送|發送|接收|推送|短信|簡訊|信息|訊息|消息|广告|廣告)"
_WORD = (
    r"stop|stopall|stopp|stoppen|unsub|unsubscribed?|revoke|opt(?: me)?[ -]?out"
    r"|stop[ -]?(?:promos?|promotions?|all|ads?|pub|sms|texts?|msgs?|messages?)"
    r"|(?:remove|delete) (?:me|my (?:phone )?number)|take me off|leave me alone"
    r"|(?:do not|don['’ ]?t) (?:text|message|sms|e-?mail|contact|spam) me"
    r"|no more (?:texts?|text messages|messages|sms|e-?mails?|mails?|ads|spam|promotions)"
    r"|arret|arreter|arretez|desabonner|desinscrire|abmelden|abbestellen|keine werbung"
    r"|ne (?:veux |souhaite )?plus recevoir|no mas (?:mensajes|sms|textos|correos|publicidad)"
)
"""Counts in a sentence too, between what are no letters."""

_PHRASE = (
    "退订|退訂|取消订阅|取消訂閱|取消关注|取消關注|配信停止|配信解除"
    "|(?:不要|别|別|勿)再(?:给我|給我)?[发發](?![货貨错錯件])"
    f"|(?:不要|别|別|勿)(?:给我|給我)?[发發](?:了|{_MESSAGES})"
    "|(?:不要|别|別|勿)再?(?:骚扰|騷擾|打扰|打擾)"
    f"|(?:不要|不想|不愿意?|不願意?|别|別)再?(?:收到?|看到?)(?:你们|你們|的|任何|这些|這些)*{_MESSAGES}"
)
"""Counts in a sentence too."""

_ALONE = (
    "t|tt|td|n|r|0000|no|nope|non|nein|no more|cancel|remove|end|quit|baja|parar|sair|basta"
    "|cancelar|cancella|alto|pare|no mas"
    r"|(?:i['’ ]?m |i am )?not interested"
    "|annuler|detener|desuscribir(?:me)?|st0p|unsubcribe|unsuscribe|стоп|отписаться|ביטול|הסר|ايقاف|توقف"
    f"|{unicodedata.normalize('NFKD', '수신 ?거부')}"
    "|解約(?:します|したい)?|(?:もう)?やめて(?:くたさい)?|t退|退t|(?:不要|别|別|勿)[发發]"
    "|取消|停|停止|停发|停發|退|退出|解除|拒收|屏蔽|拉黑|勿扰|勿擾|我?(?:不需要|不要|不用|不感兴趣|不感興趣)"
)
"""Means other things in a sentence: counts where nothing else is said. Kana are without marks."""

_SIGN = "🛑"
"""Counts where not one letter is said."""

_ABOUT_MESSAGES = r"[^.!?\n]{0,80}\b(?:send|text|messag|contact|writ|sms|e-?mail|spam|ads\b|notif)"
_OTHER_SENSE = re.compile(
    r"(?:(?:^|(?<=[.!?,;:\n])) *|\b(?:please|pls|but|and) )(?:do not|don['’ ]?t|never) stop\b"
    rf"|\bcan(?: ?not|['’ ]?t) stop\b(?!{_ABOUT_MESSAGES})"
    r"|\b(?:bus|coach|tram|train|metro|pit|next|last|one|full)[ -]stops?\b"
    "|(?:不要|不想|不会|不會|不用|不需要|别|別|勿)(?:退订|退訂|取消订阅|取消訂閱|取消关注|取消關注)"
)
"""Who says so wants to go on, or speaks of something else."""

_NOTHING_ELSE = re.compile(
    rf"(?:{_COURTESY}\W*)*(?:回复|回覆|回)?\W*(?:{_WORD}|{_PHRASE}|{_ALONE}){_MESSAGES}*"
    rf"[了吧]*(?:\W*{_COURTESY})*"
)
_ASKED_FOR = re.compile(rf"(?<![a-z0-9])(?<![a-z0-9]-)(?:{_WORD})(?![a-z0-9]|-[a-z0-9])|{_PHRASE}")
_SPELLED = re.compile(r"(?<=\b[a-z])[. -]+(?=[a-z]\b)")
"""Between single letters, as of S.T.O.P."""

_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")

_AFTER_SENTENCE = re.compile(r"(?<=[.!?。\n])")
_QUESTION = re.compile(r"[?吗嗎么麼呢]\W*$")
_REQUEST = re.compile(
    r"\b(?:(?:can|could|would) (?:you|u)|will (?:you|u) please) (?:(?:please|pls|kindly|just) )?"
    r"(?:stop (?:send|text|messag|e-?mail|mail|contact|spam|writ)|(?:unsub|unsubscribe|remove) me\b"
    r"|opt me out|take me off|leave me alone)"
)
"""Is a question by its form alone."""
_AROUND = re.compile(r"^\W+|\W+$")
_SHORT = 100
"""Characters of a sentence in which one word tells what it is about."""


def is_stop(text: str) -> bool:
    """Whether a reply asks for no more messages: it is nothing but a word that does, or it says so
    in a sentence that is no question but that, and not the contrary. Letters and words that mean
    other things as well count alone, or with a please."""
    said = unicodedata.normalize("NFKD", text).casefold()
    spelt = _SPELLED.sub("", "".join(filter(_is_seen, said)))
    words = _AROUND.sub("", _SPACED.sub("", spelt))
    if _NOTHING_ELSE.fullmatch(words) or (not words and _SIGN in spelt):
        return True
    meant = _SPACED.sub("", _OTHER_SENSE.sub(" ", spelt))
    return any(map(_says_so, _AFTER_SENTENCE.split(meant)))


def _is_seen(char: str) -> bool:
    """Neither an accent nor what takes no place, such as a soft hyphen."""
    return not unicodedata.combining(char) and unicodedata.category(char) != "Cf"


def _says_so(sentence: str) -> bool:
    """A long one only where it begins so."""
    found = _ASKED_FOR.search(trimmed := _AROUND.sub("", sentence))
    is_told = found and (found.start() == 0 or len(trimmed) <= _SHORT)
    return bool(is_told and (not _QUESTION.search(sentence) or _REQUEST.search(sentence)))
