"""The part of the story in which a customer is granted an offer, and brings a friend."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from infra.local.story_coupons import started

if TYPE_CHECKING:
    from infra.local.story import Teller

_WHO, _FRIEND = "shopper:wen", "shopper:mei"
_COUNTED = "200 {granted_count} granted, {accepted_count} accepted, {bonus_count} thanked"


def invite(teller: "Teller", sku: str) -> dict[str, Any]:
    """What became of an offer to one customer, who hands it on to another."""
    teller.chapter("A targeted offer: for hours, for one customer, with something for everybody")
    offer = _active(teller, sku)
    path = f"/targeted-offers/{offer}"
    grant = {"customer": _WHO.removeprefix("shopper:")}
    teller.call("support", f"POST {path}/grants", grant, answers="201 {customer}, until {ends_at}")
    told = "200 {name}: {remaining_s} s left; everybody: {alternative[name]}"
    own = teller.call(_WHO, f"GET /wallet/offers/{offer}", answers=told)
    share = f"POST /wallet/offers/{offer}/share"
    token = teller.call(_WHO, share, answers="200 An invitation until {ends_at}")["token"]
    acceptance = "POST /wallet/offer-acceptances"
    body = {"token": token}
    mine = teller.call(_FRIEND, acceptance, body, answers="201 A coupon until {ends_at}")
    teller.call(_FRIEND, acceptance, body, answers="409 {detail}")
    counted = teller.call("analyst", f"GET {path}/statistics", answers=_COUNTED)
    teller.call("marketer", f"POST {path}/end", version=2, answers="200 {status}")
    return {"offer": {"own": own, "friend": mine, "counted": counted}}


def _active(teller: "Teller", sku: str) -> str:
    now = datetime.now(UTC)
    terms = {
        "name": "给您的专属礼",
        "template_id": _template(teller, sku, "专属满100减30", 3_000),
        "alternative_template_id": _template(teller, sku, "人人满100减10", 1_000, kind="claim"),
        "hours_valid": 48,
        "start": now.isoformat(),
        "end": (now + timedelta(days=5)).isoformat(),
        "share_bonus": {
            "invitee_template_id": _template(teller, sku, "朋友满100减20", 2_000),
            "inviter_template_id": _template(teller, sku, "谢礼满100减5", 500),
            "most_per_inviter": 1,
            "most_in_all": 10,
            "bonus_on": "accepted",
        },
    }
    told = "201 {name}: {status}"
    drafted = teller.call("marketer", "POST /targeted-offers", terms, answers=told)
    activate = f"POST /targeted-offers/{drafted['id']}/activate"
    teller.call("owner", activate, version=1, answers="200 {status}")
    return str(drafted["id"])


def _template(teller: "Teller", sku: str, name: str, off_minor: int, **take: str) -> str:
    terms = {
        "name": name,
        "worth": {"kind": "amount", "off_minor": off_minor},
        "scope": {"include": [{"skus": [sku]}]},
        "take": {"kind": "targeted_offer"} | take,
        "validity": {"kind": "relative", "days": 7},
        "currency": "CNY",
        "min_spend_minor": 10_000,
        "total": 100,
    }
    return started(teller, terms)
