"""What the OpenAPI document says of a route in words: its own, and what its promises mean."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from promenade.kit.errors import SecondFactorNeeded
from promenade.kit.http.auth import Access, Held, Public, Signed
from promenade.kit.http.routes import Route
from promenade.kit.paging import PageQuery

_REPEATED = "Needs an Idempotency-Key: repeated with it, the call answers as it did the first time."
_VERSIONED = (
    "Needs If-Match, the version that was read: what somebody changed since is not overwritten."
)
_SECOND_FACTOR = (
    f"Staff sign in with their second factor at most {SecondFactorNeeded.MAX_AGE_S // 60} minutes "
    "before; renewing a token is no sign-in."
)
_HELD: Mapping[Held, str] = {
    "everywhere": "",
    "anywhere": "Also for who holds the permission in some stores or categories alone.",
    "within": "Who holds the permission in some stores or categories alone finds and changes what "
    "is there; to them nothing else exists.",
}
_OF_A_RULE = re.compile(r" \((?:N|ADR )\d+\)")


class TwoOfOneName(Exception):
    """Shapes of one name in one capability, of which callers would be told the last."""


def summary(route: Route) -> str:
    return (route.view.__doc__ or "").strip().partition("\n")[0].removesuffix(".")


def description(route: Route, access: Access) -> str:
    own = (route.view.__doc__ or "").strip().partition("\n")[2]
    called = f"For: {', '.join(callers(route, access))}."
    told = dict.fromkeys([own, *_promises(route), *_refusals(route), called])
    return re.sub(r"\s+", " ", " ".join(told)).strip()


def permission(route: Route) -> str:
    if isinstance(route.allow, Signed):
        return "signature"
    return "public" if isinstance(route.allow, Public) else route.allow


def callers(route: Route, access: Access) -> list[str]:
    """Staff by role, or all of them, then the other kinds."""
    if isinstance(route.allow, Signed):
        return ["whoever signs"]
    if isinstance(route.allow, Public):
        return ["anybody"]
    if route.allow in access.staff:
        return ["all staff"]
    held = {**access.roles, "shopper": access.shopper, "client": access.scopes}
    return [name for name, permissions in held.items() if route.allow in permissions]


def _promises(route: Route) -> Iterator[str]:
    if route.query:
        yield route.query.__doc__ or ""
        yield (PageQuery.__doc__ or "") if issubclass(route.query, PageQuery) else ""
    yield _HELD[route.held]
    yield _SECOND_FACTOR if route.second_factor else ""
    yield _REPEATED if route.idempotent else ""
    yield _VERSIONED if route.versioned else ""


def _refusals(route: Route) -> Iterator[str]:
    """Those beside what every call may be refused for, which is said once for all."""
    for error in sorted(route.raises, key=lambda error: error.code):
        says = error.__doc__ or ""
        yield f"Refused as `{error.code}`: {says[:1].lower()}{says[1:]}"


def for_callers(described: dict[str, Any]) -> dict[str, Any]:
    """Without our own numbers of rules and decisions. Where two capabilities use one name,
    `<capability>.<name>` instead of the whole path. Raises TwoOfOneName."""
    shapes = described["components"]["schemas"]
    named = Counter(_in_short(msgspec.json.encode(name).decode()) for name in shapes)
    if twice := [name for name, count in named.items() if count > 1]:
        raise TwoOfOneName(", ".join(twice))
    text = _OF_A_RULE.sub("", msgspec.json.encode(described).decode())
    return msgspec.json.decode(_in_short(text), type=dict[str, Any])


def _in_short(text: str) -> str:
    return re.sub(r"promenade\.\w+\.(\w+)\.[\w.]*?(\w+)(?=\")", r"\1.\2", text)
