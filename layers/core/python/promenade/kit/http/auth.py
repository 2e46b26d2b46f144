"""Who is calling, and what they may do. Deny by default."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from promenade.kit.api_clients import ClientAuthority, read_secret
from promenade.kit.authority import EVERYWHERE, Directory, Reach, Scope, where_held
from promenade.kit.clock import Clock
from promenade.kit.errors import (
    Forbidden,
    NotInvited,
    SecondFactorNeeded,
    StaffSuspended,
    Unauthenticated,
)
from promenade.kit.http.clients import Clients
from promenade.kit.http.jwt import Fetch, KeySet, Token
from promenade.kit.values import Value, replace

Kind = Literal["staff", "shopper", "client"]
Held = Literal["everywhere", "anywhere", "within"]

_OUT: Mapping[str, type[StaffSuspended] | None] = {
    "active": None,
    "invited": None,
    "suspended": StaffSuspended,
}
"""Why staff of a state may do nothing; who is of another has no place."""


class Public:
    """`allow=PUBLIC` is how a route says that anybody may call it."""


PUBLIC = Public()


class Signed(Value, frozen=True):
    """`allow=Signed(…)`: who calls is told by a signature of the very bytes that were sent. `prove`
    gets the Call, with its `headers` of these names (in lower case), and answers it with its
    `caller`, and whatever it found in `proof`; it raises Unauthenticated."""

    prove: Callable[[Any], Any]
    headers: tuple[str, ...]


class Principal(Value, frozen=True):
    """`id` is unique within `kind`; `permissions` are those that the caller holds everywhere,
    `told` what a shopper's token says beyond that, of the claims that are listened to. `scopes` is
    where staff hold what they do not hold everywhere: it opens routes that say they look at it.
    `proven_at` is when staff last signed in with a second factor, as far as their token says;
    `calls_per_minute` is how often a client may call, None what is not counted. `out` is why staff
    may do nothing at all, if they may not. `actor_id` is whom staff act as, where they had another
    account before.
    """

    kind: Kind
    id: str
    permissions: frozenset[str]
    told: Mapping[str, Any] = {}
    scopes: Mapping[str, tuple[Scope, ...]] = {}
    proven_at: float | None = None
    calls_per_minute: int | None = None
    out: type[StaffSuspended | NotInvited] | None = None
    actor_id: str | None = None

    @property
    def name(self) -> str:
        """`kind:id`, as audit records and idempotency keys hold it."""
        return f"{self.kind}:{self.actor_id or self.id}"

    def may(self, permission: str) -> bool:
        """Everywhere."""
        return permission in self.permissions

    def reach(self, permission: str) -> Reach:
        whole = (EVERYWHERE,) if permission in self.permissions else ()
        return Reach(permission, whole or tuple(self.scopes.get(permission, ())))

    @property
    def client(self) -> str | None:
        """The id of a client, which is the one source that it speaks for; None of others."""
        return self.id if self.kind == "client" else None


class Issuer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token issuer that is believed; `audience` is compared with `aud`, else `client_id`
    (Cognito's access tokens have no `aud`). Staff's lets nobody sign in without a second factor,
    unless its tokens tell how somebody did (`amr`, RFC 8176; Cognito's do not)."""

    issuer: str
    jwks_url: str
    audience: str
    kind: Kind


@dataclass(frozen=True)
class Access:
    """What each kind of caller may do: `roles` maps a staff role to permissions, `shopper`
    holds every shopper's, `scopes` are the permissions that a client may be granted; `told` are the
    claims of a shopper's token that are handed on, `staff` is what all staff may do who were
    invited and are neither suspended nor removed."""

    roles: Mapping[str, frozenset[str]]
    shopper: frozenset[str]
    scopes: frozenset[str]
    told: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()

    def facts(self, kind: Kind, claims: Mapping[str, Any]) -> dict[str, Any]:
        """As the token says them, whatever they are."""
        if kind != "shopper":
            return {}
        return {name: claims[name] for name in self.told if name in claims}

    def permissions(self, kind: Kind, claims: Mapping[str, Any]) -> frozenset[str]:
        if kind == "shopper":
            return self.shopper
        if kind == "client":
            granted = str(claims.get("scope", "")).split()
            return self.scopes & {scope.rpartition("/")[2] for scope in granted}
        groups = _words(claims.get("cognito:groups", ()))
        held = [self.roles[group] | self.staff for group in groups if group in self.roles]
        return frozenset[str]().union(*held)


class Authenticator:
    def __init__(
        self,
        issuers: Iterable[Issuer],
        access: Access,
        clock: Clock,
        fetch: Fetch,
        directory: Directory,
    ) -> None:
        self._issuers = [(issuer, KeySet(issuer.jwks_url, fetch)) for issuer in issuers]
        self._access = access
        self._clock = clock
        self._directory = directory
        self._clients = Clients(directory, clock)

    def principal(self, authorization: str | None) -> Principal:
        """By a key of ours, or a token of a believed issuer. Raises Unauthenticated, and Forbidden
        for a client that is suspended."""
        scheme, _, text = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not text:
            raise Unauthenticated("This call needs an Authorization header with a bearer token.")
        if secret := read_secret(text.strip()):
            return self._client(self._clients.by_secret(secret))
        token = Token.parse(text.strip())
        issuer, keys = self._issuer_of(token.claims)
        token.check(keys, self._clock())
        subject = token.claims.get("sub")
        if not isinstance(subject, str) or not subject or subject != subject.strip():
            raise Unauthenticated("The token names no subject.")
        if issuer.kind == "staff" and (found := self._member(subject)):
            return replace(found, proven_at=_proven_at(token.claims))
        permissions = self._access.permissions(issuer.kind, token.claims)
        if issuer.kind == "client" and (known := self._clients.by_token(subject)):
            return self._client(known, permissions)
        facts = self._access.facts(issuer.kind, token.claims)
        proven_at = _proven_at(token.claims)
        return Principal(issuer.kind, subject, permissions, facts, proven_at=proven_at)

    def require_second_factor(self, caller: Principal) -> None:
        """Of staff alone: others have none. A token that was renewed is as old as its sign-in.
        Raises SecondFactorNeeded."""
        if caller.kind != "staff":
            return
        oldest = self._clock().timestamp() - SecondFactorNeeded.MAX_AGE_S
        if caller.proven_at is None or caller.proven_at < oldest:
            raise SecondFactorNeeded

    def _client(self, known: ClientAuthority, asked: frozenset[str] | None = None) -> Principal:
        """`asked` is what a token was made for, if not for all."""
        held = self._access.scopes.intersection(known.permissions)
        may = held if asked is None else held & asked
        return Principal("client", known.id, may, calls_per_minute=known.calls_per_minute)

    def _member(self, subject: str) -> Principal | None:
        """By what is on record at this very call. None while there is no owner on record: only then
        the groups of the user pool count, so that one of them can become the first."""
        authority = self._directory.find(subject)
        if authority is None:
            nobody = Principal("staff", subject, frozenset(), out=NotInvited)
            return nobody if self._directory.has_owner() else None
        if authority.is_replaced:
            raise Unauthenticated("You were signed out: sign in again.")
        held = where_held(authority.live(self._clock()), self._access.roles)
        whole = frozenset(each for each, scopes in held.items() if EVERYWHERE in scopes)
        out = _OUT.get(authority.state, NotInvited)
        own = frozenset[str]() if out else self._access.staff
        limited = {each: scopes for each, scopes in held.items() if each not in whole}
        found = Principal("staff", subject, whole | own, scopes=limited, out=out)
        return replace(found, actor_id=authority.actor_id)

    def check_issuers(self) -> None:
        """Raises Unavailable unless every issuer publishes its keys."""
        for _, keys in self._issuers:
            keys.check(self._clock())

    def _issuer_of(self, claims: Mapping[str, Any]) -> tuple[Issuer, KeySet]:
        for issuer, keys in self._issuers:
            if claims.get("iss") == issuer.issuer and _is_meant(claims, issuer.audience):
                return issuer, keys
        raise Unauthenticated("The token's issuer or audience is not one of ours.")


def _is_meant(claims: Mapping[str, Any], audience: str) -> bool:
    named = claims.get("aud", claims.get("client_id", ()))
    return audience in (named if isinstance(named, list | tuple) else [named])


def _proven_at(claims: Mapping[str, Any]) -> float | None:
    signed_in_at = claims.get("auth_time")
    is_proven = "amr" not in claims or "mfa" in _words(claims["amr"])
    return signed_in_at if is_proven and isinstance(signed_in_at, int | float) else None


def _words(groups: Any) -> list[str]:
    """API Gateway hands a list on as the text `[owner, marketer]`; tokens hold a real list."""
    if isinstance(groups, str):
        return groups.strip("[]").replace(",", " ").split()
    return [str(group) for group in groups] if isinstance(groups, list | tuple) else []


def require(principal: Principal, permission: str, held: Held = "everywhere") -> None:
    """Raises Forbidden: StaffSuspended or NotInvited where no permission would help."""
    if principal.out:
        raise principal.out
    reach = principal.reach(permission)
    if not (reach.is_everywhere if held == "everywhere" else reach.scopes):
        raise Forbidden(f"This call needs the permission {permission}.", permission=permission)
