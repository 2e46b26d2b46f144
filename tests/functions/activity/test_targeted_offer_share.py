"""Invitations: one a customer and offer, within both caps, and none of one's own."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.callers import MARKETER, OWNER, STOREFRONT, SUPPORT, Caller, shopper
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.facts import batch, told
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway
from tests.support.offers import (
    NOW,
    accept,
    bonus,
    grant,
    link,
    offer,
    statistics,
    templates,
    wallet,
)


def shared(gateway: Gateway, **other: Any) -> tuple[str, str]:
    """An offer that ada was granted, and her token."""
    named = templates(gateway, **other.pop("of", {}))
    id_ = offer(gateway, named, **bonus(named, **other))
    assert grant(gateway, id_, "ada").status == 201
    return id_, link(gateway, id_, "ada")


def use(customer: str, coupon: Any, origin: str, fact: str = "CouponUsed", minute: int = 0) -> Any:
    data = {each: coupon[each] for each in ("id", "template_id", "starts_at", "ends_at", "source")}
    data |= {"customer": customer, "origin": origin}
    at = (NOW + timedelta(minutes=minute)).isoformat()
    message = told("coupon", fact, f"{coupon['id']}@{minute}", data, occurred_at=at)
    return invoke("targeted_offer_follow", batch(message))


def refused(gateway: Gateway, token: str, by: str | Caller) -> tuple[int, str, str | None]:
    before = dump()
    answer: Answer = accept(gateway, token, by)
    assert dump() == before
    return answer.status, answer.json["code"], answer.json.get("reason")


def test_both_get_a_coupon_and_only_once(gateway: Gateway) -> None:
    id_, token = shared(gateway)
    first = accept(gateway, token, "bob", key="accept-bob-1")
    assert (first.status, first.json["offer_id"]) == (201, id_)
    before = dump()
    assert accept(gateway, token, "bob", key="accept-bob-1").json == first.json
    other = accept(gateway, "nothing", "bob", key="accept-bob-1")
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert dump() == before
    assert refused(gateway, token, "bob") == (409, "already_in_offer", None)
    assert [each["id"] for each in wallet(gateway, "bob")] == [first.json["coupon_id"]]
    assert len(wallet(gateway, "ada")) == 2
    assert statistics(gateway, id_) == {"granted": 1, "shared": 1, "accepted": 1, "bonus": 1}
    own = gateway.call(f"POST /wallet/offers/{id_}/share", caller=shopper("ada")).json
    assert (own["token"], own["accepted_count"], own["bonus_count"]) == (token, 1, 1)


def test_nobody_invites_themselves_or_who_has_the_offer(gateway: Gateway) -> None:
    id_, token = shared(gateway)
    grant(gateway, id_, "bob")
    assert refused(gateway, token, "ada") == (422, "self_referral", None)
    assert refused(gateway, token, "bob") == (409, "already_in_offer", None)
    assert accept(gateway, token, "cy").status == 201
    assert grant(gateway, id_, "cy").json["code"] == "already_in_offer"
    told = accept(gateway, token, "cy", key="accept-cy-2").json["detail"]
    assert told == "You have this offer."
    path = f"POST /wallet/offers/{id_}/share"
    for who, status in (("cy", 409), ("dan", 404)):
        assert gateway.call(path, caller=shopper(who)).status == status


def test_of_two_invitations_the_first_one_counts(gateway: Gateway) -> None:
    id_, token = shared(gateway)
    grant(gateway, id_, "eve")
    other = link(gateway, id_, "eve")
    assert other != token
    assert accept(gateway, other, "bob").status == 201
    assert refused(gateway, token, "bob") == (409, "already_in_offer", None)
    assert [len(wallet(gateway, each)) for each in ("ada", "eve")] == [1, 2]


def test_the_caps_of_one_and_of_all_hold(gateway: Gateway) -> None:
    id_, token = shared(gateway, most_per_inviter=2, most_in_all=3)
    assert [accept(gateway, token, f"friend-{n}").status for n in range(2)] == [201, 201]
    assert refused(gateway, token, "late") == (422, "share_closed", "cap_reached")
    grant(gateway, id_, "eve")
    other = link(gateway, id_, "eve")
    assert accept(gateway, other, "friend-2").status == 201
    assert refused(gateway, other, "late") == (422, "share_closed", "all_gone")
    assert statistics(gateway, id_)["accepted"] == 3


def test_an_invitation_ends_with_the_offer_of_who_invites(gateway: Gateway) -> None:
    _, token = shared(gateway)
    bob, cy = (replace(shopper(who), expires_in_s=10**6) for who in ("bob", "cy"))
    with standing(NOW + timedelta(hours=47)):
        assert accept(gateway, token, bob).status == 201
    with standing(NOW + timedelta(hours=49)):
        assert refused(gateway, token, cy) == (422, "share_closed", "over")


def test_a_paused_or_ended_offer_takes_nobody(gateway: Gateway) -> None:
    id_, token = shared(gateway)
    for version, (done, reason) in enumerate((("pause", "paused"), ("end", "ended")), 2):
        path = f"POST /targeted-offers/{id_}/{done}"
        gateway.call(path, caller=MARKETER, version=version)
        assert refused(gateway, token, "bob") == (422, "share_closed", reason)
        again = gateway.call(f"POST /wallet/offers/{id_}/share", caller=shopper("ada"))
        assert again.json["code"] == "not_shared"


def test_who_cannot_be_thanked_invites_nobody(gateway: Gateway) -> None:
    id_, token = shared(gateway, of={"inviter": {"total": 1}})
    assert accept(gateway, token, "bob").status == 201
    assert refused(gateway, token, "cy") == (422, "share_closed", "all_gone")
    assert statistics(gateway, id_)["accepted"] == 1


@pytest.mark.parametrize("bonus_on", ["accepted", "used"])
@pytest.mark.parametrize(
    ("audience", "claims", "reason"),
    [
        ({"new_buyers_only": True}, {}, "newness_unknown"),
        ({"new_buyers_only": True}, {"new_buyer": False}, "bought_before"),
        ({"groups": ["vip"]}, {}, "groups_unknown"),
        ({"groups": ["vip"]}, {"groups": ["tea"]}, "other_groups"),
        ({"customers": ["cy"]}, {}, "other_customers"),
    ],
)
def test_who_could_not_use_the_coupon_accepts_nothing_and_nobody_is_thanked(
    gateway: Gateway, bonus_on: str, audience: Any, claims: Any, reason: str
) -> None:
    _, token = shared(gateway, of={"invitee": {"audience": audience}}, bonus_on=bonus_on)
    bob = shopper("bob")
    bob = replace(bob, claims={**bob.claims, **claims})
    assert refused(gateway, token, bob) == (422, "coupon_withheld", reason)


def test_a_token_that_vouches_for_its_shopper_accepts(gateway: Gateway) -> None:
    audience = {"new_buyers_only": True, "groups": ["vip"]}
    id_, token = shared(gateway, of={"invitee": {"audience": audience}})
    bob = shopper("bob")
    bob = replace(bob, claims={**bob.claims, "new_buyer": True, "groups": ["vip"]})
    assert accept(gateway, token, bob).status == 201
    assert statistics(gateway, id_) == {"granted": 1, "shared": 1, "accepted": 1, "bonus": 1}


def test_no_token_but_ours_leads_anywhere_and_ours_tells_of_nobody(gateway: Gateway) -> None:
    id_, token = shared(gateway)
    assert "ada" not in token
    assert id_ not in token
    other = "A" if token[-1] != "A" else "B"
    before = dump()
    for forged in (
        token[:-2] + other * 2,
        token[:12],
        "é" * 34,
        token + "A",
        "x",
        other + token[1:],
    ):
        answer = accept(gateway, forged, "bob")
        assert (answer.status, answer.json["code"]) == (404, "not_found")
    for body in ({"token": ""}, {"token": 7}, {"token": "x" * 129}, {}, {"token": "x", "to": "y"}):
        path = "POST /wallet/offer-acceptances"
        assert gateway.call(path, body, caller=shopper("bob")).status == 400
    for staff in (OWNER, STOREFRONT):
        assert accept(gateway, token, staff).status in {403, 404}
    assert dump() == before


def test_who_invites_gets_a_coupon_once_the_invited_one_is_used(gateway: Gateway) -> None:
    id_, token = shared(gateway, bonus_on="used")
    accept(gateway, token, "bob")
    assert len(wallet(gateway, "ada")) == 1
    (coupon,) = wallet(gateway, "bob")
    for _ in range(2):
        assert use("bob", coupon, id_) == {"batchItemFailures": []}
    assert len(wallet(gateway, "ada")) == 2
    counted = {"granted": 1, "shared": 1, "accepted": 1, "bonus": 1}
    assert statistics(gateway, id_) == counted | {"used": 1}
    before = dump()
    use("bob", coupon, id_)
    use("bob", coupon | {"source": "claim"}, "", minute=9)
    use("bob", coupon | {"id": "another"}, id_, minute=9)
    use("dan", coupon, id_, minute=9)
    assert dump() == before
    use("ada", wallet(gateway, "ada")[0], id_, minute=6)
    assert statistics(gateway, id_)["bonus"] == 1


def test_thanks_are_void_once_the_order_that_earned_them_is_refunded_in_full(
    gateway: Gateway,
) -> None:
    id_, token = shared(gateway, bonus_on="used")
    accept(gateway, token, "bob")
    (coupon,) = wallet(gateway, "bob")
    use("bob", coupon, id_)
    for _ in range(2):
        use("bob", coupon, id_, "CouponReturned", minute=5)
    use("bob", coupon, id_, minute=3)
    states = [(each["status"], each["void_reason"]) for each in wallet(gateway, "ada")]
    assert sorted(states, key=str) == [("unused", None), ("void", "order refunded")]
    assert statistics(gateway, id_) == {"granted": 1, "shared": 1, "accepted": 1, "voided": 1}
    use("bob", coupon, id_, minute=7)
    left = [each["status"] for each in wallet(gateway, "ada")]
    assert sorted(left) == ["unused", "unused", "void"]
    counted = {"granted": 1, "shared": 1, "accepted": 1, "used": 1, "bonus": 1}
    assert statistics(gateway, id_) == counted


def test_a_coupon_that_is_due_and_cannot_be_given_is_shown_until_it_is(gateway: Gateway) -> None:
    inviter = {"total": 1, "per_user": 3}
    id_, token = shared(gateway, bonus_on="used", of={"inviter": inviter})
    for who in ("bob", "cy"):
        accept(gateway, token, who)
        use(who, wallet(gateway, who)[0], id_)
    assert statistics(gateway, id_)["withheld"] == 1
    own = gateway.call(f"POST /wallet/offers/{id_}/share", caller=shopper("ada")).json
    assert (own["bonus_count"], own["withheld_count"]) == (1, 1)
    before, path = dump(), f"POST /targeted-offers/{id_}/bonuses"
    again = gateway.call(path, {"customer": "cy"}, caller=SUPPORT)
    assert (again.status, again.json["reason"]) == (422, "all_gone")
    given = gateway.call(path, {"customer": "bob"}, caller=SUPPORT).json
    assert (given["bonus"], given["inviter"]) == ("given", "ada")
    assert gateway.call(path, {"customer": "dan"}, caller=SUPPORT).status == 404
    assert dump() == before


@pytest.mark.parametrize("body", [None, {"customer": ""}])
def test_a_bonus_is_for_somebody_named(gateway: Gateway, body: Any) -> None:
    assert gateway.call("POST /targeted-offers/offer_1/bonuses", body).status == 400
