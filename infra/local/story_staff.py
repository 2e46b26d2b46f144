"""The part of the story in which somebody joins the staff for a while, stays, and is stopped."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infra.local.story import Teller

_WHO = "nora"
_WHILE_S = 15


def join_and_stop(teller: "Teller", product: str) -> list[dict[str, Any]]:
    """What she was answered of the product: invited, granted, when that ended, and suspended."""
    teller.chapter("A new colleague: what she is granted counts until it ends, or she is stopped")
    path, asks = _invited(teller), f"GET /products/{product}"
    ungranted = teller.call(_WHO, asks, answers="403 {detail}")
    until = datetime.now(UTC) + timedelta(seconds=_WHILE_S)
    for_a_while = {"role": "analyst", "valid_to": until.isoformat()}
    give, told = f"POST {path}/grants", "201 {role} until {valid_to}"
    teller.call("owner", give, for_a_while, answers=told)
    granted = teller.call(_WHO, asks, answers="200 {title}")
    teller.wait(_WHILE_S, "Until it has ended")
    ended = teller.call(_WHO, asks, answers="403 {detail}")
    teller.call("owner", give, {"role": "marketer"}, answers="201 {role}, for good")
    teller.call(_WHO, asks, answers="200 {title}")
    teller.call("owner", f"POST {path}/suspend", answers="200 {state}")
    stopped = teller.call(_WHO, asks, answers="403 {detail}")
    teller.call("owner", f"DELETE {path}", answers="204 Nothing personal is kept of her")
    return [ungranted, granted, ended, stopped]


def _invited(teller: "Teller") -> str:
    """Where she is, in her place."""
    email = f"{_WHO}-{teller.run.lower()}@promenade.localhost"
    invited = teller.call("owner", "POST /staff", {"email": email}, answers="201 {email}: {state}")
    teller.meet(_WHO, email)
    teller.call(_WHO, "PUT /staff/me", {"name": "Nora"}, answers="200 {name}: {state}")
    return f"/staff/{invited['id']}"
