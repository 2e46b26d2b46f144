"""What came of campaigns: told by the bus, read over HTTP."""

import csv
import io
from typing import Any

import pytest

from promenade.contracts.campaigns import CampaignDone, CampaignLaunched
from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MessageDelivered, MessagesHandled, SentTo
from promenade.contracts.orders import AppliedPromotion
from promenade.contracts.profiles import ProfileChanged
from promenade.contracts.tracking import LinkFollowed, MessageOpened
from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, SUPPORT
from tests.support.clock import standing
from tests.support.cloud import dump, waiting
from tests.support.effects import SPRING, SUMMER, TEMPLATE, hours
from tests.support.facts import batch, order, recorded, refunded, told
from tests.support.gateway import Gateway

COUPON = f"{TEMPLATE}-8zYTifkcU43J-1"
PLACE: dict[str, Any] = {"step": "send", "entry": "", "channel": Channel.EMAIL}
ABOUT: dict[str, Any] = {
    "kind": "one_off",
    "channels": (Channel.EMAIL,),
    "holdout_bp": 2_500,
    "launched_at": hours(-1),
}


def launched(id_: str = SPRING, name: str = "=Spring", **other: Any) -> str:
    fact = CampaignLaunched(id_, 5, name, state="running", **ABOUT | other)
    return told("campaign", "CampaignLaunched", f"{id_}@5", fact)


def done(id_: str = SPRING) -> str:
    fact = CampaignDone(id_, 6, "=Spring", state="done", ended_at=hours(24), **ABOUT)
    return told("campaign", "CampaignDone", f"{id_}@6", fact)


def handled() -> str:
    sent = (SentTo("a", ("ada", "bo", "chen")),)
    fact = MessagesHandled(
        campaign=SPRING,
        **PLACE,
        request_id="r-1",
        at=hours(0),
        sent=sent,
        held_out=("dan",),
        currency="CNY",
        cost_micros=150_000,
    )
    return told("delivery", "MessagesHandled", "r-1@2", fact)


def delivered() -> str:
    fact = MessageDelivered(SPRING, **PLACE, customer="ada", variant="a", address="", at=hours(0))
    return told("delivery", "MessageDelivered", "m-1@2", fact)


def followed(at: float = 1, campaign: str = SPRING, target: str = "https://shop.example") -> str:
    fact = LinkFollowed("ada", campaign, "send", "a", Channel.EMAIL, hours(at), target)
    return told("tracking", "LinkFollowed", f"touch-{at}@2", fact)


def opened() -> str:
    fact = MessageOpened("bo", SPRING, "send", "a", Channel.EMAIL, hours(1))
    return told("tracking", "MessageOpened", "touch-open@2", fact)


def ordered(number: str = "A-1", version: int = 1, **other: Any) -> str:
    placed = {"placed_at": hours(2), "paid_at": hours(2), "customer": "ada"}
    return recorded(order(number, version, **placed | other))


def tell(*facts: str) -> None:
    assert functions.invoke("tracking_follow", batch(*facts)) == {"batchItemFailures": []}


def credit(*orders: str) -> None:
    assert functions.invoke("tracking_credit", batch(*orders)) == {"batchItemFailures": []}


def effect(gateway: Gateway, id_: str = SPRING) -> Any:
    answer = gateway.call(f"GET /campaigns/{id_}/effect", caller=ANALYST)
    assert answer.status == 200, answer.text
    return answer.json


def lines(gateway: Gateway, id_: str = SPRING, **query: Any) -> Any:
    return gateway.call(f"GET /campaigns/{id_}/orders", caller=MARKETER, query=query).json


def test_people_are_followed_from_the_audience_to_the_order(gateway: Gateway) -> None:
    tell(launched(), handled(), delivered(), followed(), opened())
    credit(ordered())
    found = effect(gateway)
    assert found["treated"] == {
        "people_count": 3,
        "sent_count": 3,
        "delivered_count": 1,
        "bounced_count": 0,
        "opened_count": 1,
        "clicked_count": 1,
        "unsubscribed_count": 0,
        "buyer_count": 1,
        "message_count": 3,
        "buyer_rate": 0.333333,
        "spend": [{"currency": "CNY", "amount_minor": 7_800}],
    }
    assert [each["variant"] for each in found["variants"]] == ["a"]
    assert found["held_out"]["people_count"] == 1
    assert found["hold_out"]["mismatch_p"] == 1
    assert {each["net_minor"] for each in found["money"]} == {7_800}
    assert [each["model"] for each in found["money"]] == [
        each["model"] for each in found["credits"]
    ]


def test_nothing_is_compared_before_the_end(gateway: Gateway) -> None:
    tell(launched(), handled())
    credit(ordered())
    running = effect(gateway)
    tell(done())
    with standing(hours(24 * 21 - 0.01)):
        early = effect(gateway)
    with standing(hours(24 * 21)):
        final = effect(gateway)
    states = [(each["state"], each["verdict"]) for each in (running, early, final)]
    assert states[0] == ("provisional", "too_soon")
    assert (early["gains"], early["final_at"]) == ([], "2026-03-22T12:00:00Z")
    assert states[1:] == [("provisional", "too_soon"), ("final", "no_difference")]


def test_a_refund_takes_back_from_the_campaign_that_had_it(gateway: Gateway) -> None:
    tell(launched(), followed())
    for version, amount, left in ((2, 2_750, 5_050), (3, 7_800, 0)):
        gone = refunded(version=version, amount=amount, placed_at=hours(2), customer="ada")
        credit(ordered(), recorded(gone), ordered())
        (line,) = lines(gateway)["items"]
        told_of = (line["is_bought"], line["net_minor"], line["refunded_minor"], line["why"])
        assert told_of == (left > 0, left, amount, "touch")
        assert {each["net_minor"] for each in line["shares"]} == {left}


@pytest.mark.parametrize("is_first", [True, False])
def test_an_order_that_is_cancelled_is_nobodys_before_it_is_given_back(
    gateway: Gateway, is_first: bool
) -> None:
    tell(launched(), handled(), followed())
    gone = ordered(version=2, state="cancelled", cancelled_at=hours(3))
    credit(*([gone, ordered()] if is_first else [ordered(), gone]), gone)
    (line,) = lines(gateway)["items"]
    told_of = (line["is_bought"], line["is_cancelled"], line["net_minor"], line["paid_minor"])
    assert told_of == (False, True, 0, 7_800)
    assert {each["net_minor"] for each in line["shares"]} == {0}
    found = effect(gateway)
    assert (found["treated"]["buyer_count"], found["credits"]) == (0, [])
    assert {each["net_minor"] for each in found["money"]} == {0}


def test_of_who_is_forgotten_that_alone_is_told_and_what_came_of_it_stays(gateway: Gateway) -> None:
    tell(launched(), handled(), followed())
    credit(ordered())
    before = effect(gateway)
    forgotten = ProfileChanged("ada", 4, state="anonymised")
    for _ in range(2):
        tell(told("profile", "ProfileChanged", "PERSON#ada/-@4", forgotten))
    tell(followed(at=1.5))
    credit(ordered(version=2))
    assert effect(gateway) | {"as_of": before["as_of"]} == before
    known = dump()
    (left,) = (each for each in known.pop("promenade-behaviour") if "ada" in repr(each))
    assert (left["fact"]["S"], "ada" in repr(known)) == ("HistoryErased", False)


def test_an_order_tells_the_coupon_that_brought_it(gateway: Gateway) -> None:
    tell(launched(coupon_templates=(TEMPLATE,)), launched(SUMMER), followed(campaign=SUMMER))
    used = AppliedPromotion(promotion_id=COUPON, version=1, saving_minor=500)
    credit(ordered(promotions=(used,)))
    (line,) = lines(gateway)["items"]
    assert line["why"] == "coupon"
    assert line["coupons"] == [{"template_ids": [TEMPLATE], "saving_minor": 500}]
    assert line["shares"] == [
        {
            "model": "coupon_first",
            "variant": "all",
            "net_minor": 7_800,
            "is_sent_elsewhere": False,
        }
    ]
    (other,) = lines(gateway, SUMMER)["items"]
    assert (other["why"], other["visits"][0]["at"]) == ("touch", "2026-03-01T13:00:00Z")
    assert "coupon_first" not in {each["model"] for each in other["shares"]}


def test_orders_are_listed_page_by_page_the_last_first(gateway: Gateway) -> None:
    tell(followed())
    credit(*[ordered(f"A-{n}", placed_at=hours(2 + n)) for n in range(3)])
    first = lines(gateway, limit=2)
    second = lines(gateway, limit=2, cursor=first["next"])
    numbers = [each["number"] for each in first["items"] + second["items"]]
    assert (numbers, second["next"]) == (["A-2", "A-1", "A-0"], None)
    other = gateway.call(f"GET /campaigns/{SUMMER}/orders", query={"cursor": first["next"]})
    assert other.status == 400


def test_a_number_that_looks_like_a_person_is_hidden_from_most(gateway: Gateway) -> None:
    tell(followed())
    credit(ordered("13912345678"))
    (line,) = lines(gateway)["items"]
    assert line["number"] == "***"
    whole = gateway.call(f"GET /campaigns/{SPRING}/orders", caller=OWNER).json["items"]
    assert whole[0]["number"] == "13912345678"


def test_campaigns_are_compared_by_one_model(gateway: Gateway) -> None:
    tell(launched(), launched(SUMMER, "Summer"), followed(), followed(1.5, SUMMER))
    credit(ordered())
    asked = {"campaigns": f"{SUMMER},{SPRING},{SUMMER}", "model": "first_touch"}
    found = gateway.call("GET /campaign-effects", caller=ANALYST, query=asked).json
    told_of = [
        (each["campaign_id"], each["order_count"], each["net_minor"]) for each in found["items"]
    ]
    assert told_of == [(SUMMER, 0, 0), (SPRING, 1, 7_800)]


def test_a_comparison_is_a_sheet_that_runs_nothing(gateway: Gateway) -> None:
    tell(launched(), followed())
    credit(ordered())
    asked = {"campaigns": SPRING, "format": "csv"}
    answer = gateway.call("GET /campaign-effects", caller=ANALYST, query=asked)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    header, row, rest = answer.text.split("\r\n")
    cells = dict(zip(header.lstrip("\ufeff").split(","), row.split(","), strict=True))
    assert (cells["name"], cells["net"], cells["currency"], rest) == (
        "'=Spring",
        "78.00",
        "CNY",
        "",
    )


def test_the_return_of_what_sold_in_another_currency_than_it_cost_is_unknown(
    gateway: Gateway,
) -> None:
    tell(launched(), handled(), followed())
    credit(ordered(currency="GBP"))
    money = effect(gateway)["money"]
    assert {(each["currency"], each["roi"]) for each in money} == {("CNY", None), ("GBP", None)}
    asked = {"campaigns": SPRING, "format": "csv"}
    sheet = gateway.call("GET /campaign-effects", caller=ANALYST, query=asked).text
    rows = csv.DictReader(io.StringIO(sheet.lstrip("\ufeff")))
    assert [(each["currency"], each["cost_micros"], each["roi"]) for each in rows] == [
        ("CNY", "150000", ""),
        ("GBP", "0", ""),
    ]


@pytest.mark.parametrize(
    "request_",
    [
        "GET /campaigns/campaign_nobody/effect",
        "GET /campaigns/campaign_nobody/orders",
        f"GET /campaign-effects?campaigns={SPRING},campaign_nobody",
    ],
)
def test_an_unknown_campaign_is_not_found(gateway: Gateway, request_: str) -> None:
    tell(launched())
    path, _, query = request_.partition("?")
    asked = {"campaigns": query.removeprefix("campaigns=")} if query else {}
    answer = gateway.call(path, caller=ANALYST, query=asked)
    assert (answer.status, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("campaigns", ["", "a b", "a,,b", ",".join(["a"] * 21)])
def test_a_list_that_is_none_is_refused(gateway: Gateway, campaigns: str) -> None:
    answer = gateway.call("GET /campaign-effects", query={"campaigns": campaigns})
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (400, "/campaigns")


@pytest.mark.parametrize("caller", [SHOPPER, SUPPORT])
def test_others_see_nothing_of_it(gateway: Gateway, caller: Any) -> None:
    tell(launched())
    for path in (f"/campaigns/{SPRING}/effect", f"/campaigns/{SPRING}/orders"):
        assert gateway.call(f"GET {path}", caller=caller).status == 403


@pytest.mark.parametrize("function", ["tracking_follow", "tracking_credit"])
def test_what_cannot_be_read_is_parked_and_changes_nothing(gateway: Gateway, function: str) -> None:
    before = dump()["promenade-tracking"]
    broken = batch('{"detail-type":"LinkFollowed","source":"x","detail":{}}')
    assert functions.invoke(function, broken) == {"batchItemFailures": []}
    queue = "facts" if function == "tracking_follow" else "orders"
    assert waiting(f"tracking-{queue}-dead") == 1
    assert dump()["promenade-tracking"] == before
