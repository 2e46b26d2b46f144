"""Offers as staff write them: from draft to end, never without something for everybody else."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, SUPPORT
from tests.support.cloud import dump
from tests.support.coupons import activate, agree
from tests.support.gateway import Answer, Gateway
from tests.support.offers import END, GIVES, bonus, draft, offer, templates, terms


def turn(gateway: Gateway, id_: str, done: str, version: int, body: Any = None) -> Answer:
    path = f"POST /targeted-offers/{id_}/{done}"
    return gateway.call(path, body, caller=MARKETER, version=version)


def test_an_offer_goes_from_draft_to_its_end(gateway: Gateway) -> None:
    named = templates(gateway)
    id_ = draft(gateway, named)
    edited = gateway.call(
        f"PUT /targeted-offers/{id_}", terms(named, hours_valid=24), caller=MARKETER, version=1
    )
    assert (edited.json["hours_valid"], edited.json["status"]) == (24, "draft")
    seen = [
        turn(gateway, id_, done, version).json["status"]
        for version, done in enumerate(("activate", "pause", "resume", "end"), 2)
    ]
    assert seen == ["active", "paused", "active", "ended"]
    before = dump()
    refused = turn(gateway, id_, "resume", 6)
    assert (refused.status, refused.json["current_status"]) == (409, "ended")
    assert turn(gateway, id_, "pause", 2).json["code"] == "stale"
    assert turn(gateway, id_, "end", 5).json["status"] == "ended"
    assert dump() == before


def test_dates_without_a_zone_are_days_of_the_shop(gateway: Gateway) -> None:
    days = terms(templates(gateway), start="2026-11-11", end="2026-11-12")
    del days["zone"]
    made = gateway.call("POST /targeted-offers", days, caller=MARKETER).json
    told = (made["zone"], made["start"], made["end"])
    assert told == ("Asia/Shanghai", "2026-11-10T16:00:00Z", "2026-11-12T16:00:00Z")


def test_a_draft_alone_is_dropped(gateway: Gateway) -> None:
    named = templates(gateway)
    id_, kept = draft(gateway, named), offer(gateway, named)
    path = f"DELETE /targeted-offers/{id_}"
    assert gateway.call(path, caller=MARKETER, version=2).status == 412
    assert gateway.call(path, caller=MARKETER, version=1).status == 204
    before = dump()
    assert gateway.call(path, caller=MARKETER, version=1).status == 404
    refused = gateway.call(f"DELETE /targeted-offers/{kept}", caller=MARKETER, version=2)
    assert refused.json["code"] == "status_forbids"
    assert dump() == before
    listed = gateway.call("GET /targeted-offers", caller=ANALYST, query={"limit": 1}).json
    assert ([each["id"] for each in listed["items"]], listed["next"]) == ([kept], None)


@pytest.mark.parametrize(
    ("alternative", "told"),
    [
        ({"take": GIVES}, "not_claimed"),
        ({"audience": {"customers": ["ada"]}}, "not_for_all"),
        ({"per_day_total": 5}, "limited_by_day"),
        ({"claim_window": {"end": (END - timedelta(hours=1)).isoformat()}}, "window_not_covered"),
    ],
)
def test_what_not_everybody_can_have_all_the_time_is_no_alternative(
    gateway: Gateway, alternative: dict[str, Any], told: str
) -> None:
    id_ = draft(gateway, templates(gateway, alternative=alternative))
    before = dump()
    refused = turn(gateway, id_, "activate", 1)
    assert (refused.status, refused.json["code"]) == (422, "not_ready")
    assert refused.pointers == [("stored", "/alternative_template_id", told)]
    assert dump() == before


def test_an_alternative_in_another_state_is_none(gateway: Gateway) -> None:
    named = templates(gateway)
    drafted, version = agree(gateway)
    for wrong, told in ((drafted, "not_in_force"), ("template_0", "unknown_template")):
        id_ = draft(gateway, named._replace(alternative=wrong))
        refused = turn(gateway, id_, "activate", 1)
        assert refused.pointers == [("stored", "/alternative_template_id", told)]
    assert (
        gateway.call(
            f"POST /coupon-templates/{drafted}/activate", caller=OWNER, version=version
        ).status
        == 200
    )
    assert turn(gateway, id_[:-1] + "0", "activate", 1).status == 404


def test_coupons_that_it_could_not_give_keep_it_a_draft(gateway: Gateway) -> None:
    named = templates(gateway, inviter={"per_user": 2}, validity={"kind": "relative", "days": 1})
    claimed = activate(gateway)
    id_ = draft(gateway, named._replace(invitee=claimed), **bonus(named._replace(invitee=claimed)))
    refused = turn(gateway, id_, "activate", 1)
    assert refused.pointers == [
        ("stored", "/template_id", "good_for_less"),
        ("stored", "/share_bonus/invitee_template_id", "other_way"),
        ("stored", "/share_bonus/inviter_template_id", "fewer_per_user"),
    ]
    told = [each["detail"] for each in refused.json["errors"]]
    assert told == [
        "Coupons of “满100减20” are good for 24 hours only.",
        "“满100减20” is none of the coupon templates that targeted offers give by.",
        "A customer has 2 of “满100减20” at most, fewer than may be earned.",
    ]
    assert refused.json["detail"] == " ".join(told)


def test_an_end_is_only_put_off_and_only_as_far_as_its_coupons_last(gateway: Gateway) -> None:
    last = (END + timedelta(days=3)).isoformat()
    named = templates(gateway, alternative={"claim_window": {"end": last}})
    id_ = offer(gateway, named)
    extended = turn(gateway, id_, "extend", 2, {"end": last})
    assert extended.status == 200, extended.json
    before = dump()
    again = turn(gateway, id_, "extend", 3, {"end": END.isoformat()})
    assert (again.status, again.json["code"]) == (422, "end_not_later")
    beyond = turn(gateway, id_, "extend", 3, {"end": (END + timedelta(days=4)).isoformat()})
    assert beyond.pointers == [("stored", "/alternative_template_id", "window_not_covered")]
    assert turn(gateway, id_, "extend", 3, {"end": "soon"}).pointers == [
        ("body", "/end", "not_a_moment")
    ]
    assert dump() == before


def test_what_contradicts_itself_is_told_all_at_once(gateway: Gateway) -> None:
    named = templates(gateway)
    before = dump()
    wrong = terms(
        named._replace(alternative=named.gives), start="2026-05-02", end="2026-04-01", zone="Mars"
    )
    answer = gateway.call("POST /targeted-offers", wrong, caller=MARKETER)
    assert {each[1:] for each in answer.pointers} == {
        ("/zone", "unknown_zone"),
        ("/end", "not_after_start"),
        ("/alternative_template_id", "repeated"),
    }
    timeless = gateway.call(
        "POST /targeted-offers", terms(named, start="later", end="never"), caller=MARKETER
    )
    assert {each[1:] for each in timeless.pointers} == {
        ("/start", "not_a_moment"),
        ("/end", "not_a_moment"),
    }
    assert dump() == before


def test_who_may_not_is_refused(gateway: Gateway) -> None:
    named = templates(gateway)
    id_ = draft(gateway, named)
    before = dump()
    for caller in (ANALYST, SUPPORT, SHOPPER):
        answer = gateway.call("POST /targeted-offers", terms(named), caller=caller)
        assert answer.status == 403
        path = f"POST /targeted-offers/{id_}/activate"
        assert gateway.call(path, caller=caller, version=1).status == 403
    assert dump() == before
    assert gateway.call(f"GET /targeted-offers/{id_}", caller=SUPPORT).status == 200
