"""What the use cases need of a store, and of the user pool."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from promenade.base.staff.model.client import KeptClient
from promenade.base.staff.model.member import Kept, Member
from promenade.base.staff.model.role import Role
from promenade.contracts.staff import ApiClientFact, StaffFact
from promenade.kit.authority import Authority
from promenade.kit.digests import Digests
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Document, Value

D = TypeVar("D", bound=Document)


class Move(Value, frozen=True):
    """A member as they were and as they will be; None is who was not there, and a fact that nothing
    is told of it."""

    before: Kept | None
    after: Kept
    fact: type[StaffFact] | None = None


class ClientMove(Value, frozen=True):
    """A client as it will be."""

    after: KeptClient
    fact: type[ApiClientFact]


class Turn(Value, frozen=True):
    """One change, all of it or nothing, after `turns` others. `roles` are those that are not built
    in whom a moved member has been granted, `role` is one that changes, `client` another, `made`
    what a call with a key made first."""

    turns: int
    moves: Sequence[Move] = ()
    roles: Sequence[Role] = ()
    role: Role | None = None
    client: ClientMove | None = None
    made: Document | None = None


class StaffStore(Protocol):
    """Consistent, listings apart."""

    def turns(self) -> int:
        """How many changes there were of who may do what: read before anything that decides one."""
        ...

    def find(self, staff_id: str) -> Kept | None: ...

    def find_authority(self, subject: str) -> Authority | None: ...

    def find_former(self, claim: str) -> str | None:
        """Who was removed and had this address: as whom they acted."""
        ...

    def find_roles(self, role_ids: Iterable[str]) -> Mapping[str, Role]:
        """Those that exist and were not removed."""
        ...

    def find_role(self, role_id: str) -> Stored[Role] | None:
        """Also one that was removed."""
        ...

    def find_client(self, client_id: str) -> KeptClient | None: ...

    def holders(self, role_id: str) -> Sequence[Kept]:
        """Whoever has a grant of it, ended ones among them."""
        ...

    def first_made(self, stamp: Stamp, kind: type[D]) -> D | None:
        """What this very call made. Raises Conflict for another one under its key."""
        ...

    def invite(self, kept: Kept, stamp: Stamp) -> Member:
        """A repeated call answers what it made. Raises EmailTaken, or Conflict for another call
        under its key."""
        ...

    def change(self, turn: Turn, stamp: Stamp) -> None:
        """Raises Contended where others had their turn, LastOwner, EmailTaken."""
        ...

    def list_members(self, limit: int, after: Position | None) -> Page[Kept]:
        """The one invited last first, without those who were removed."""
        ...

    def list_roles(self, limit: int, after: Position | None) -> Page[Role]: ...


class Pool(Protocol):
    """Who can sign in. Each raises Unavailable."""

    def verified(self, subject: str) -> Mapping[str, str]: ...

    def admit(self, email: str) -> str:
        """The subject of who has this address, who is written to when new."""
        ...

    def let_in(self, subject: str) -> None: ...

    def shut_out(self, subject: str) -> None:
        """Whatever they hold is refreshed no more."""
        ...

    def forget(self, subject: str) -> None: ...


class Safe(Protocol):
    def seal(self, content: bytes, context: Mapping[str, str]) -> bytes: ...

    def open(self, sealed: bytes, context: Mapping[str, str]) -> bytes: ...


class CategoryPaths(Protocol):
    def paths(self, categories: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The ids from the root down to each of those that there are, in one round trip for each
        hundred. Raises Unavailable."""
        ...


class Doors(Value, frozen=True):
    store: StaffStore
    pool: Pool
    safe: Safe
    digests: Digests


class ClientDesk(Value, frozen=True):
    """`deployed_id` is the client that the deployment made; after `settle` no call is judged by
    what was there before the last write."""

    store: StaffStore
    deployed_id: str
    settle: Callable[[], None]
