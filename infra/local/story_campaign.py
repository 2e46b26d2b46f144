"""The part of the story in which people who agreed to it are told of something, and one comes."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from infra.local.cloud import CloudError
from infra.local.story_audience import NAMES, agree_to, gather, person, take_in
from infra.local.story_buying import PERSON, PLACED

if TYPE_CHECKING:
    from infra.local.story import Teller

_SHOP = "https://shop.example.com/mugs"
_SMS = {"zh": {"text": f"{{{{name}}}}，故事杯上新：{{{{link:{_SHOP}}}}} 拒收请回复R"}}
_MAIL = {
    "zh": {
        "subject": "{{name}}，故事杯上新",
        "text": f"故事杯上新：{{{{link:{_SHOP}}}}}",
        "html": f'<p>{{{{name}}}}，<a href="{{{{link:{_SHOP}}}}}">故事杯上新</a></p>',
    }
}
_LEAD_S = 20
_READ = (3, "They read it: who follows a link within two seconds is taken for a scanner.")
_DONE_S = 120
_JUDGED = (20, "A touch is judged when those beside it are there, some 15 seconds later.")


def tell_many(teller: "Teller", sku: str) -> dict[str, Any]:
    """What an SMS and a mail to a segment came to."""
    take_in(teller)
    segment = gather(teller)
    teller.chapter("What they are told: one writes it, another agrees to it")
    sender = {"kind": "ses", "sender": teller.mail_from("shop@example.com"), "sender_name": "故事"}
    sms = agree_to(teller, "sms", {"kind": "sns", "sign": "故事"}, _SMS)
    mail = agree_to(teller, "email", sender, _MAIL)
    sent = [_campaign(teller, segment, *each) for each in (("sms", sms), ("email", mail))]
    for campaign in sent:
        _is_done(teller, campaign)
    teller.chapter("The messages, as phones and mailboxes have them")
    text = teller.read_inbox("sns/sms-messages", NAMES["an"])
    letter = teller.read_inbox("ses/messages", NAMES["li"])
    decided = [_decided(teller, each) for each in sent]
    bought = _comes(teller, sku, text)
    consents = _leaves(teller, letter)
    effect = _effect(teller, sent[0])
    return {"decisions": decided, "bought": bought, "consents": consents, "effect": effect}


def _campaign(teller: "Teller", segment: str, channel: str, template: str) -> str:
    teller.chapter(
        f"A campaign by {channel}: what one plans another approves, its time launches it"
    )
    at = datetime.now(UTC) + timedelta(seconds=_LEAD_S)
    terms = {
        "name": f"故事杯上新 {channel}",
        "plan": {
            "kind": "one_off",
            "segment_id": segment,
            "channel": channel,
            "choices": [{"variant": "plain", "template_id": template}],
            "at": at.isoformat(timespec="seconds"),
        },
        "currency": "CNY",
        "zone": "Asia/Shanghai",
        "budget_micros": 5_000_000,
    }
    drafted = teller.call("marketer", "POST /campaigns", terms, answers="201 {state}")
    path = f"/campaigns/{drafted['id']}"
    told = "200 {state}: {review[exposure_minor]} at worst"
    teller.call("marketer", f"POST {path}/submit", version=1, answers=told)
    teller.call("marketer", f"POST {path}/approve", version=2, answers="403 {detail}")
    teller.call("owner", f"POST {path}/approve", version=2, answers="200 {state}")
    return str(drafted["id"])


def _is_done(teller: "Teller", campaign: str) -> None:
    done, told = {"state": "done"}, "200 {state}: {audience_count} people"
    teller.call_until("marketer", f"GET /campaigns/{campaign}", done, told, within_s=_DONE_S)


def _decided(teller: "Teller", campaign: str) -> dict[str, Any]:
    """Customer → what was decided of the message. Four fit on a page."""
    route, told = f"GET /campaigns/{campaign}/decisions", "200 Who got it, who did not, and why"
    found = teller.call("support", route, answers=told)["items"]
    for each in found:
        teller.wait(0, f"{each['customer']}: {each['outcome']} {each['reason']}".strip())
    return {each["customer"]: each["outcome"] for each in found}


def _comes(teller: "Teller", sku: str, text: str) -> Any:
    teller.chapter("One follows the link, and buys")
    who = f"shopper:{person(teller, 'an')}"
    teller.wait(*_READ)
    teller.open(who, f"GET {_path('l', text)}", "The shop's page of mugs")
    teller.wait(*_JUDGED)
    cart = {"currency": "CNY", "lines": [{"sku": sku, "qty": 1}]}
    quote = teller.call(who, "POST /quotes", cart, answers="200 {totals[payable_minor]} to pay")
    placed = cart | {"quote_hash": quote["hash"], "personal": PERSON}
    order = teller.call(who, "POST /shop-orders", placed, answers=PLACED)
    teller.pay(who, order)
    return order


def _leaves(teller: "Teller", letter: str) -> tuple[str, str]:
    """Their consent to mail when the page was opened, and when its button was pressed."""
    teller.chapter("Another one unsubscribes: opening the page changes nothing, the button does")
    who, path = person(teller, "li"), _path("unsubscribe", letter)
    teller.open(who, f"GET {path}", "A page with a button")
    before = _mail_consent(teller, who)
    teller.open(who, f"POST {path}", "Unsubscribed", form=b"List-Unsubscribe=One-Click")
    return before, _mail_consent(teller, who)


def _mail_consent(teller: "Teller", who: str) -> str:
    told = teller.call("support", f"GET /customers/{who}/consents", answers="200 {customer}")
    places = {(each["channel"], each["purpose"]): each["state"] for each in told["consents"]}
    return str(places["email", "marketing"])


def _effect(teller: "Teller", campaign: str) -> Any:
    teller.chapter("What came of it")
    funnel = "{treated[sent_count]} sent, {treated[clicked_count]} clicked"
    told = f"200 {funnel}, {{treated[buyer_count]}} bought: {{verdict}}"
    bought, route = {"treated": {"buyer_count": 1}}, f"GET /campaigns/{campaign}/effect"
    return teller.call_until("analyst", route, bought, told)


def _path(kind: str, message: str) -> str:
    found = re.search(rf"/{kind}/[A-Za-z0-9._~-]+", message)
    if found is None:
        raise CloudError(f"There is no link to /{kind}/ in {message!r}.")
    return found[0]
