"""What a route promises: enough to dispatch it, to document it and to test it."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from promenade.kit.authority import NOWHERE, Reach
from promenade.kit.clock import Clock
from promenade.kit.decoding import canonical
from promenade.kit.digests import Digests
from promenade.kit.errors import DomainError
from promenade.kit.http.auth import PUBLIC, Held, Principal, Public, Signed
from promenade.kit.http.paths import NONE, Paths
from promenade.kit.ids import keyed_id
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

JSON = "application/json"

B = TypeVar("B")
Q = TypeVar("Q")


class Reply(Value, frozen=True):
    """`body` is a msgspec-encodable value, or text of the given Content-Type."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = {}


class Call(Value, Generic[B, Q], frozen=True):
    """One request, read and believed; `path` holds its parameters by name. `idempotency_key`,
    `if_match` and `language` are filled exactly where the route declares them, `caller` wherever
    it is not public. `media_type` and `charset` are what the body's content type says, `route` is
    the name of the route, `address` where the call comes from. `headers`
    are those that the route reads; of a signed route, those that it names, and `proof` is what its
    signature led to. `reach` is where the caller holds the permission, filled exactly where the
    route says that it keeps within it."""

    path: Mapping[str, str]
    body: B
    query: Q
    correlation_id: str
    caller: Principal
    digests: Digests
    idempotency_key: str = ""
    if_match: int = 0
    media_type: str = ""
    charset: str = ""
    route: str = ""
    language: str = ""
    address: str = ""
    headers: Mapping[str, str] = {}
    proof: Any = None
    reach: Reach = NOWHERE

    def new_id(self, kind: str) -> str:
        """The id of what this call creates: the same however often the call is repeated."""
        return keyed_id(kind, self.caller.name, self.idempotency_key)

    def stamp(self, clock: Clock) -> Stamp:
        parts = (
            self.caller.name,
            self.route,
            *self.path.values(),
            str(self.if_match),
            self.idempotency_key,
        )
        content = "\n".join(parts).encode() + b"\n" + self._meant()
        fingerprint = self.digests.fingerprint(content)
        return Stamp(self.caller.name, clock(), self.correlation_id, fingerprint, self._request())

    def _meant(self) -> bytes:
        """The body, however it was written down; a file is what it is."""
        return self.body if isinstance(self.body, bytes) else canonical(self.body)

    def _request(self) -> str:
        """A key counts at one address."""
        key = self.idempotency_key
        told = " ".join([self.route, *self.path.values(), key])
        return keyed_id("request", self.caller.name, told) if key else ""


View = Callable[[Call[Any, Any]], Reply]


class Route(Value, frozen=True, kw_only=True):
    """`answers` maps each good status to the type of its body (None: no body; str: text of
    `media_type`); with 304 among them, If-None-Match is compared with the reply's ETag.
    `raises` are the errors beyond those every route may answer, `consumes` the media types of a
    body that the view reads itself (`body=bytes`; none: any), `languages` those that
    Accept-Language chooses from, the default first. `reads` are headers, in lower case, that the
    view looks at. `entries` is the list of a body of which each entry is read by itself: the view
    gets `kit.entries.Entries`. Of staff, `second_factor` asks for a recent sign-in with one. What
    is stored of a body of `max_body_bytes` fits a message to the bus and the audit trail.
    `held` is where its permission has to be held: everywhere; anywhere, as it shows what belongs to
    no store and no category; or `within`: wherever it is held, and the view shows and changes what
    the call's `reach` includes, nothing else."""

    method: str
    path: str
    allow: str | Public | Signed
    view: View
    answers: Mapping[int, Any]
    parameters: Paths = NONE
    body: Any = None
    query: Any = None
    raises: tuple[type[DomainError], ...] = ()
    idempotent: bool = False
    versioned: bool = False
    media_type: str = JSON
    consumes: tuple[str, ...] = ()
    entries: str = ""
    second_factor: bool = False
    held: Held = "everywhere"
    languages: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    max_body_bytes: int = 200_000

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_opened(self) -> bool:
        """By people, from links: mail programs, chats and campaigns append parameters of theirs."""
        return self.allow is PUBLIC and self.media_type != JSON and self.query is None


def ok(body: Any, *, version: int | None = None) -> Reply:
    return Reply(200, body, {} if version is None else {"ETag": f'"{version}"'})


def created(location: str, body: Any, *, version: int | None = None) -> Reply:
    headers = {"Location": location} | ({} if version is None else {"ETag": f'"{version}"'})
    return Reply(201, body, headers)


def accepted(location: str, body: Any) -> Reply:
    return Reply(202, body, {"Location": location})


def see(location: str) -> Reply:
    return Reply(302, headers={"Location": location})


def no_content() -> Reply:
    return Reply(204)
