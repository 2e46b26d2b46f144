"""Who answers that they want no more is heard, and nobody else."""

import re

import pytest

from promenade.contracts.replies import is_stop
from promenade.outreach.consent.wire.suppressions import ReplyBody

NO_MORE = [
    *("STOP", " stop! ", "ＳＴＯＰ", "Stop?", "STOPALL", "STOPP", "Arrêt", "ARRET", "REVOKE"),
    *("Unsubscribe", "unsubscribe me", "opt out", "optout", "OPT-OUT", "Opt me out", "STOP 🛑"),
    *("please stop", "Stop please", "Please STOP texting me", "STOP! Why do you write to me?"),
    *("T", "t", "n", "R", "Ｔ", "TD", "td.", "【TD】", "回T", "回复TD", "回复：R", "TD，谢谢"),
    *("cancel", "END", "quit", "please cancel", "End, please", "取消", "请取消"),
    *("停止", "停止发送", "请停止推送，谢谢"),
    *("退订", "退訂", "【退订】", "我要退订", "取消订阅，谢谢", "拒收", "拒收短信", "配信停止"),
    *("不要再发了", "不要再给我发短信", "别再发了", "请不要再发短信了，TD"),
    *("NO", "No.", "No thanks", "no, thank you!", "no more", "no more texts please", "nope"),
    *("unsub", "unsub me", "I unsubscribed!", "remove me", "Remove me from your list", "delete me"),
    *("leave me alone", "LEAVE ME ALONE!!", "take me off this list", "delete my number"),
    *("don't text me again", "do not contact me", "I'm not interested", "not interested, thanks"),
    *("S.T.O.P", "S.T.O.P.", "s t o p", "S-T-O-P", "please S.T.O.P. texting"),
    *("STOPPEN", "arreter", "Arrêter", "Abmelden", "bitte abmelden", "me désinscrire", "Baja"),
    *("停", "退", "TT", "解除", "不需要", "我不需要了，谢谢", "不要了", "屏蔽", "拉黑", "退出"),
    *("别发了", "你们别发了，烦死了", "不要给我发短信", "请别再骚扰我", "不感兴趣", "回TT"),
    *("REMOVE", "please remove", "0000", "勿扰", "勿扰，谢谢", "退 订"),
    *("St\u200bop", "退\u200b订", "ST\u00adOP", "\u2066STOP\u2069"),
    *(
        "我不要收短信了",
        "不想再收到你们的短信",
        "别发",
        "请别发了",
        "T退",
        "解約",
        "解約したい",
        "やめて",
    ),
    *(
        "やめてください",
        "CANCELAR",
        "ALTO",
        "PARE",
        "CANCELLA",
        "KEINE WERBUNG",
        "no más",
        "🛑",
        "🛑🛑!",
    ),
    *("Bitte keine Werbung mehr", "Ne plus recevoir", "Je ne veux plus recevoir de SMS", "T 🛑"),
    *("STOP-PROMO", "STOP SMS", "stop-pub", "Can you stop sending me this?", "no más mensajes"),
    *("Could you please take me off your list?", "would u stop texting me??", "no 退订"),
    *("You never stop texting me", "I can't stop these messages!", "I cannot unsubscribe!"),
    *(
        "Don't stop at my house, STOP",
        "I missed the bus. STOP",
        "不要，退订",
        "不要 退订",
        "不要退订？退订！",
    ),
    f"Stop sending me these, {'as I told you before, ' * 9}and today again.",
]
ANYTHING_ELSE = [
    *("", "?", "yes", "thanks", "N95", "N 95", "T恤有货吗", "R码怎么退货？", "t-shirt size L?"),
    *("please remove the gift card", "00000", "请勿扰乱顺序"),
    *("stopwatch arrived?", "non-stop fun", "the stop-motion kit", "T_T", "回头见", "请问何时到货"),
    *("停止营业了吗？", "cancel my order 42 please", "End of the sale?", "the end of May is fine"),
    *("取消订单", "取消订单42，谢谢", "快递拒收了，请退款", "不要再发错了"),
    *("不要再发货", "可以退订吗", "怎么退订？"),
    *("Does the sale stop today?", "If I unsubscribe, do I lose my points?", "quit smoking kit"),
    *("nonstop flights", "No idea", "No, I meant the blue one", "no. 42", "no more questions"),
    *("Is there no more stock?", "not interested in the red one, got blue?", "Noel", "unsubtle"),
    *("remove measurements", "leave me alone time kit?", "the remover melts", "R.S.V.P", "A.B.C"),
    *(
        "I cannot stop shopping here!",
        "the bus stop is closed",
        "don't stop",
        "Don’t stop!",
        "不要退订",
    ),
    *("I can't stop wearing it", "Please don't stop sending me offers", "别退订", "我不想取消订阅"),
    *(
        "a one-stop shop",
        "our next stop is Rome",
        "Can you stop by at noon?",
        "解約方法は？",
        "Alto, 180 cm",
    ),
    *(
        "Can I stop this?",
        "别发顺丰",
        "🛑 sign in size L?",
        "Could you stop selling them?",
        "收到短信",
    ),
    *("Tatami", "TTS", "停车在哪", "退货", "退款", "解除绑定", "屏蔽门", "不需要换货", "不要香菜"),
    *("别发货了", "别发错了", "不要发顺丰", "不用谢，很好", "没有发票", "Abmeldung wie?", "Nonne"),
    f"{'I have been a customer for years and ' * 4}the bus does not stop at your shop.",
]


ABROAD = (
    "СТОП Отписаться 수신거부 إيقاف توقف ביטול הסר Annuler detener desuscribirme St0p unsubcribe"
)


@pytest.mark.parametrize("text", [*ABROAD.split(), "수신 거부"])
def test_it_is_heard_in_the_languages_of_those_who_are_written_to(text: str) -> None:
    assert is_stop(text)
    assert is_stop(f"{text}!")


@pytest.mark.parametrize("text", NO_MORE)
def test_a_reply_that_asks_for_no_more_is_heard(text: str) -> None:
    assert is_stop(text)


def test_every_word_that_callers_are_told_of_is_heard() -> None:
    told = re.findall("`([^`]+)`", (ReplyBody.__doc__ or "").partition("letters.")[2])
    assert len(told) == 69
    assert [each for each in told if not is_stop(each)] == []


@pytest.mark.parametrize("text", ANYTHING_ELSE)
def test_another_reply_stops_nothing(text: str) -> None:
    assert not is_stop(text)
