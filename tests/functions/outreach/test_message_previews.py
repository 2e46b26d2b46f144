"""How messages look over HTTP, and what they cost."""

from tests.support.callers import MARKETER
from tests.support.channels import added, drafted
from tests.support.gateway import Gateway


def test_a_preview_tells_length_cost_and_what_is_missing(gateway: Gateway) -> None:
    path = drafted(gateway)
    shown = gateway.call(f"POST {path}/previews", {"variables": {"age": "7"}}, caller=MARKETER).json
    assert (shown["missing"], shown["unknown"]) == (["name"], ["age"])
    english, chinese = shown["messages"]
    assert english["text"] == "Lantern: hi Ada! https://shop.example/sale STOP to opt out"
    assert english["sms"] == {"encoding": "gsm7", "length": 84, "segments": 1}
    assert (chinese["sms"]["encoding"], chinese["cost_micros"]) == ("ucs2", 2 * 6_450)


def test_a_mail_is_previewed_with_its_values_escaped(gateway: Gateway) -> None:
    ses = {"kind": "ses", "sender": "news@shop.example", "sender_name": "Lantern"}
    account = added(gateway, provider=ses)
    text = {"text": "Hi {{name}}", "subject": "For {{name}}", "html": "<p>{{name}}</p>"}
    path = drafted(gateway, channel="email", accounts=[{"account_id": account}], texts={"en": text})
    body = {"variables": {"name": "<b>&"}}
    shown = gateway.call(f"POST {path}/previews", body, caller=MARKETER).json["messages"][0]
    assert (shown["html"], shown["subject"]) == ("<p>&lt;b&gt;&amp;</p>", "For <b>&")
    assert shown["sms"] is None


def test_what_is_counted_are_the_links_that_people_are_sent(gateway: Gateway) -> None:
    """Whose addresses are longer than this one, and may be shorter than another."""
    target = "https://shop.example/"
    text = {
        "text": f"Lantern: 春季特卖开始了 {{{{link:{target}}}}} 拒收请回复R，全场八折，仅限本周"
    }
    path = drafted(gateway, texts={"zh": text}, default_locale="zh", variables={})
    (message,) = gateway.call(f"POST {path}/previews", {}, caller=MARKETER).json["messages"]
    assert target in message["text"]
    assert len(f"【Lantern】{message['text']}") <= 70
    assert (message["sms"]["segments"], message["cost_micros"]) == (2, 2 * 6_450)
