"""Members of the staff who hold a role in some stores or categories alone."""

from collections.abc import Sequence

from tests.support.callers import Caller, staff
from tests.support.gateway import Gateway

FIRST = staff("paula", "owner")


def hire(
    gateway: Gateway,
    name: str,
    role: str = "owner",
    *,
    stores: Sequence[str] | None = None,
    categories: Sequence[str] | None = None,
) -> Caller:
    """Somebody whose token says nothing of what they may do. The first owner takes her place for
    it, and groups count for nobody from then on."""
    assert gateway.call("PUT /staff/me", {"name": "Paula"}, caller=FIRST).status == 200
    hired = staff(name)
    invited = gateway.call("POST /staff", {"email": f"{name}@shop.example"}, caller=FIRST)
    assert gateway.call("PUT /staff/me", {"name": name}, caller=hired).status == 200
    grants = f"POST /staff/{invited.json['id']}/grants"
    places = {"stores": stores, "categories": categories}
    asked = {"role": role} | {each: named for each, named in places.items() if named}
    assert gateway.call(grants, asked, caller=FIRST).status == 201
    return hired
