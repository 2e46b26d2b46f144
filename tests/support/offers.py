"""Targeted offers over HTTP, for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tests.support.callers import MARKETER, OWNER, SUPPORT, Caller, shopper
from tests.support.coupons import activate
from tests.support.facts import batch, told
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway

NOW = datetime.now(UTC).replace(microsecond=0)
START, END = NOW - timedelta(days=1), NOW + timedelta(days=9)
GIVES = {"kind": "targeted_offer"}


class Templates(NamedTuple):
    gives: str
    alternative: str
    invitee: str
    inviter: str


def templates(gateway: Gateway, **other: Any) -> Templates:
    """`other` are terms of the first one, or of those named `alternative`, `invitee`, `inviter`."""
    alternative = other.pop("alternative", {})
    invitee, inviter = ({"take": GIVES} | other.pop(each, {}) for each in ("invitee", "inviter"))
    return Templates(
        activate(gateway, **{"take": GIVES} | other),
        activate(gateway, **alternative),
        activate(gateway, **invitee),
        activate(gateway, **{"per_user": 5} | inviter),
    )


def terms(named: Templates, **other: Any) -> dict[str, Any]:
    """As staff send it, without invitations."""
    given = {
        "name": "给您的专属礼",
        "template_id": named.gives,
        "alternative_template_id": named.alternative,
        "hours_valid": 48,
        "start": START.isoformat(),
        "end": END.isoformat(),
        "zone": "Asia/Shanghai",
    }
    return given | other


def bonus(named: Templates, **other: Any) -> dict[str, Any]:
    given = {
        "invitee_template_id": named.invitee,
        "inviter_template_id": named.inviter,
        "most_per_inviter": 3,
        "most_in_all": 100,
        "bonus_on": "accepted",
    }
    return {"share_bonus": given | other}


def draft(gateway: Gateway, named: Templates, **other: Any) -> str:
    made = gateway.call("POST /targeted-offers", terms(named, **other), caller=MARKETER)
    assert made.status == 201, made.json
    return str(made.json["id"])


def offer(gateway: Gateway, named: Templates | None = None, **other: Any) -> str:
    """One that is in force, and that may be shared."""
    named = named or templates(gateway)
    id_ = draft(gateway, named, **bonus(named) | other)
    active = gateway.call(f"POST /targeted-offers/{id_}/activate", caller=OWNER, version=1)
    assert (active.status, active.json["status"]) == (200, "active"), active.json
    return id_


def grant(gateway: Gateway, id_: str, customer: str, key: str | None = None) -> Answer:
    body = {"customer": customer}
    return gateway.call(f"POST /targeted-offers/{id_}/grants", body, caller=SUPPORT, key=key)


def link(gateway: Gateway, id_: str, customer: str) -> str:
    shared = gateway.call(f"POST /wallet/offers/{id_}/share", caller=shopper(customer))
    assert shared.status == 200, shared.json
    return str(shared.json["token"])


def accept(gateway: Gateway, token: str, by: str | Caller, key: str | None = None) -> Answer:
    caller = shopper(by) if isinstance(by, str) else by
    return gateway.call("POST /wallet/offer-acceptances", {"token": token}, caller=caller, key=key)


def statistics(gateway: Gateway, id_: str) -> dict[str, int]:
    """What is counted, but for what is 0."""
    found = gateway.call(f"GET /targeted-offers/{id_}/statistics").json
    return {name[:-6]: n for name, n in found.items() if name.endswith("_count") and n}


def wallet(gateway: Gateway, customer: str) -> list[dict[str, Any]]:
    return list(gateway.call("GET /coupons", query={"customer": customer}).json["items"])


def run_list(list_id: str, offer_id: str) -> Any:
    data = {"id": list_id, "offer_id": offer_id, "customer_count": 1}
    message = told("targeted_offer", "OfferGrantsRequested", f"LIST#{list_id}/-@1", data)
    return invoke("targeted_offer_follow", batch(message))
