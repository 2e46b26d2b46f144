"""The demonstration shop's staff, who come to it as people do: the owner takes the first place and
invites the others."""

from typing import Any

from infra.local.callers import STAFF, staff_email
from infra.local.shop import Shop


def seed_staff(shop: Shop) -> str:
    """From wherever an earlier run left it. Who was suspended or removed since works again, as all
    that follows is done by them; what else they may do by now stays."""
    if shop.api.call("GET /staff/me", token=shop.owner).status == 404:
        _take_place(shop, "owner")
    there = {each["email"]: each for each in _members(shop)}
    for name in STAFF:
        member = there.get(staff_email(name))
        if member is None or member["state"] == "invited":
            _bring(shop, name)
        elif member["state"] == "suspended":
            shop.ask(f"POST /staff/{member['id']}/reactivate", None, token=shop.owner)
    return f"{len(STAFF)} members of the staff in their places"


def _members(shop: Shop) -> list[Any]:
    found, cursor = list[Any](), ""
    while True:
        page = shop.ask(f"GET /staff{cursor}", None, token=shop.owner)
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"?cursor={page['next']}"


def _bring(shop: Shop, name: str) -> None:
    """Invited, given their role, in their place. Each key is of whom the pool knows under the
    address now: who was removed is another one there."""
    email = staff_email(name)
    subject = shop.callers.accounts.subject(email)
    invitation = {"token": shop.owner, "Idempotency_Key": f"demo-invitation-{subject}"}
    id_ = shop.ask("POST /staff", {"email": email}, **invitation)["id"]
    giving = {"token": shop.owner, "Idempotency_Key": f"demo-grant-{subject}"}
    shop.ask(f"POST /staff/{id_}/grants", {"role": STAFF[name]}, **giving)
    _take_place(shop, name)


def _take_place(shop: Shop, name: str) -> None:
    token = shop.callers.staff(staff_email(name))
    shop.ask("PUT /staff/me", {"name": name.title()}, token=token)
