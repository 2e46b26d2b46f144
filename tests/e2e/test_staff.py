"""The staff of the deployed system: who is suspended is stopped, and what waits is told to whom it
concerns, under each function's own role."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from infra.local.api import Answer, Api
from infra.local.callers import Callers, staff_email
from infra.local.cloud import CloudError

pytestmark = pytest.mark.usefixtures("staffed")
NORA = "nora@promenade.localhost"
"""Of no group of the pool, and gone in the end."""

PRODUCT: dict[str, Any] = {
    "id": "POT-1",
    "title": "Pot",
    "category": "pots",
    "shelf": "ON",
    "skus": [{"code": "POT-1", "currency": "CNY", "list_price_minor": 12_900}],
}


@pytest.fixture
def ask(api: Api, callers: Callers) -> Callable[..., Answer]:
    """As a member of the staff, by the token of a sign-in before the first call."""
    tokens = {name: callers.staff(staff_email(name)) for name in ("owner", "marketer", "analyst")}
    numbers = count()

    def call(who: str, route: str, body: Any = None, version: int | None = None) -> Answer:
        headers = {"Idempotency-Key": f"test-of-staff-{next(numbers)}"}
        if version:
            headers["If-Match"] = f'"{version}"'
        return api.call(route, body, token=tokens[who], headers=headers)

    return call


def test_who_is_suspended_is_refused_with_the_token_they_hold_until_they_are_back(
    ask: Callable[..., Answer], callers: Callers
) -> None:
    path = f"/staff/{ask('analyst', 'GET /staff/me').body['id']}"
    assert ask("analyst", "GET /products").status == 200
    assert ask("owner", f"POST {path}/suspend").body["state"] == "suspended"
    refused = ask("analyst", "GET /products")
    assert (refused.status, refused.body["code"]) == (403, "staff_suspended")
    with pytest.raises(CloudError, match="cannot sign in"):
        callers.staff(staff_email("analyst"))
    assert ask("owner", f"POST {path}/reactivate").body["state"] == "active"
    assert ask("analyst", "GET /products").status == 200
    assert callers.staff(staff_email("analyst"))


def test_who_lost_an_invitation_or_a_second_factor_comes_back_as_who_they_were(
    ask: Callable[..., Answer], callers: Callers, api: Api
) -> None:
    def come() -> tuple[str, Any]:
        """A token of the account that she has now, and what is shown of her by it."""
        callers.accounts.open(NORA)
        token = callers.staff(NORA)
        return token, api.call("PUT /staff/me", {"name": "Nora"}, token=token).body

    path = f"/staff/{ask('owner', 'POST /staff', {'email': NORA}).body['id']}"
    assert ask("owner", f"POST {path}/grants", {"role": "analyst"}).status == 201
    assert ask("owner", f"POST {path}/invitations").body["state"] == "invited"
    token, first = come()
    assert ask("owner", f"POST {path}/invitations").body["code"] == "member_came"
    assert api.call("GET /products", token=token).status == 200
    assert ask("owner", f"POST {path}/second-factor-resets").body["state"] == "active"
    assert api.call("GET /products", token=token).status == 401
    with pytest.raises(CloudError, match="cannot sign in"):
        callers.staff(NORA)
    token, again = come()
    assert api.call("GET /products", token=token).status == 200
    assert callers.accounts.subject(NORA) != first["actor"].removeprefix("staff:")
    assert ask("owner", f"DELETE {path}").status == 204
    ask("owner", "POST /staff", {"email": NORA})
    _, anew = come()
    assert first["id"] == again["id"] != anew["id"]
    assert first["actor"] == again["actor"] == anew["actor"]
    assert ask("owner", f"DELETE /staff/{anew['id']}").status == 204


def test_what_waits_is_in_the_inbox_of_who_may_look_until_another_approves_it(
    ask: Callable[..., Answer], eventually: Callable[[Callable[[], Any]], Any]
) -> None:
    def waiting(who: str) -> list[tuple[str, bool, str | None]]:
        items = ask(who, "GET /approvals").body["items"]
        return [
            (each["path"], each["may_approve"], (each["obstacle"] or {}).get("code"))
            for each in items
        ]

    assert ask("marketer", "POST /categories", {"id": "pots", "name": "Pots"}).status == 201
    assert ask("marketer", "POST /products", PRODUCT).status == 201
    assert waiting("owner") == []
    assert ask("marketer", "POST /products/POT-1/submit", version=1).status == 200
    assert eventually(lambda: waiting("owner") or None) == [("/products/POT-1", True, None)]
    assert waiting("marketer") == [("/products/POT-1", False, "self_approval")]
    assert waiting("analyst") == [("/products/POT-1", False, "forbidden")]
    decide, approval = "POST /products/POT-1/decisions", {"decision": "approve"}
    assert ask("marketer", decide, approval, version=2).status == 403
    assert ask("owner", decide, approval, version=2).status == 200
    assert eventually(lambda: waiting("owner") == [] or None)
