"""The part of the story in which somebody joins the staff for one store's sake, and is stopped."""

from typing import TYPE_CHECKING, Any

from infra.local.story_shelf import own_store

if TYPE_CHECKING:
    from infra.local.story import Teller

_WHO = "nora"


def join_and_stop(teller: "Teller", sku: str) -> dict[str, Any]:
    """What she was told of a pot of her store, of a mug of another one, of a mug that she brought
    there, and of the pot once she was suspended."""
    teller.chapter("A new colleague, for one store alone, until she is stopped")
    path, pot = _invited(teller), f"GET /products/{sku}-POT"
    grant = {"role": "marketer", "stores": [own_store(teller)]}
    teller.call("owner", f"POST {path}/grants", grant, answers="201 {role} in {stores[0]}")
    hers = teller.call(_WHO, pot, answers="200 {title}, in {store}")
    other = teller.call(_WHO, f"GET /products/{sku}", answers="404 {detail}")
    mug = {"id": f"{sku}-2", "title": "Mug", "category": sku.lower(), "store": "main"}
    brought = teller.call(_WHO, "POST /products", mug, answers="403 {detail}")
    teller.call("owner", f"POST {path}/suspend", answers="200 {state}")
    stopped = teller.call(_WHO, pot, answers="403 {detail}")
    teller.call("owner", f"DELETE {path}", answers="204 Nothing personal is kept of her")
    return {"hers": hers, "other": other, "brought": brought, "stopped": stopped}


def _invited(teller: "Teller") -> str:
    """Where she is, in her place."""
    email = f"{_WHO}-{teller.run.lower()}@promenade.localhost"
    invited = teller.call("owner", "POST /staff", {"email": email}, answers="201 {email}: {state}")
    teller.meet(_WHO, email)
    teller.call(_WHO, "PUT /staff/me", {"name": "Nora"}, answers="200 {name}: {state}")
    return f"/staff/{invited['id']}"
