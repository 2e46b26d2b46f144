"""A member of the staff: invited, active, suspended, removed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from promenade.contracts.access import ROLES
from promenade.kit.authority import Authority, Holding, Scope, State
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.values import Document, Value, replace

OWNER = "owner"
MOST_GRANTS = 20
Permissions = Mapping[str, tuple[str, ...]]
"""Of roles that are not built in, by their ids."""


class MemberRemoved(Conflict):
    """Who was removed stays removed: invite them again."""


class MemberInvited(Conflict):
    """Who was invited has not come yet: there is nothing to suspend."""


class MemberCame(Conflict):
    """Who has taken their place needs no invitation."""

    TOLD: ClassVar[str] = "They have taken their place already."


class TooManyGrants(DomainError):
    """They have as many as `most` already."""


class EmailTaken(Conflict):
    """Another member of the staff has this address."""

    TOLD: ClassVar[str] = "A member of the staff has this e-mail address."


class LastOwner(Conflict):
    """There would be no active owner any more."""

    TOLD: ClassVar[str] = "This is the last active owner: make another one first."


class Details(Document, frozen=True):
    """What is sealed; `name` is what they call themselves. Its repr shows nothing."""

    email: str
    name: str | None = None

    def __repr__(self) -> str:
        return "Details(***)"


class Grant(Document, frozen=True):
    """`given_by` is the member who gave it."""

    id: str
    role: str
    scope: Scope
    until: datetime | None
    given_by: str
    given_at: datetime

    def holding(self, permissions: Permissions) -> Holding:
        return Holding(self.role, self.scope, self.until, permissions.get(self.role, ()))

    def is_live(self, now: datetime) -> bool:
        return self.until is None or now < self.until

    @property
    def is_ownership(self) -> bool:
        """For good and everywhere: what ends by itself keeps no shop its owner."""
        return self.role == OWNER and self.scope.is_everywhere and self.until is None


class Member(Document, frozen=True):
    """No personal data. `actor_id` is by which subject of the user pool they are known as author,
    where they have had another account since."""

    id: str
    version: int
    state: State
    invited_at: datetime
    grants: tuple[Grant, ...] = ()
    actor_id: str | None = None

    @property
    def is_owner(self) -> bool:
        return self.state == "active" and any(each.is_ownership for each in self.grants)

    @property
    def roles(self) -> frozenset[str]:
        """Those that are not built in."""
        return frozenset(each.role for each in self.grants) - ROLES.keys()

    @property
    def categories(self) -> frozenset[str]:
        """Those that grants name."""
        return frozenset(name for each in self.grants for name in each.scope.categories or ())

    def live(self, now: datetime) -> tuple[Grant, ...]:
        return tuple(each for each in self.grants if each.is_live(now))

    def grant(self, grant_id: str) -> Grant | None:
        return next((each for each in self.grants if each.id == grant_id), None)


class Kept(Value, frozen=True):
    """A member with what is stored beside: `subject` of the user pool, None before it is known, and
    `former` the one that their last account had; `claim`, a keyed digest of the address (N33), and
    `sealed` are None of who was removed. `fingerprint` is of the last write's request."""

    member: Member
    sealed: bytes | None
    claim: str | None
    subject: str | None = None
    fingerprint: str = ""
    former: str | None = None

    @property
    def actor_id(self) -> str | None:
        return self.member.actor_id or self.subject


def in_state(kept: Kept, state: State) -> Kept:
    """Its next version. Nothing personal, and no grant, is kept of who is removed."""
    member = replace(kept.member, version=kept.member.version + 1, state=state)
    if state != "removed":
        return replace(kept, member=member)
    return replace(kept, member=replace(member, grants=()), sealed=None, claim=None)


def without_account(kept: Kept) -> Kept:
    """Its next version. What they did stays theirs."""
    version = kept.member.version + 1
    member = replace(kept.member, version=version, actor_id=kept.actor_id)
    return replace(kept, member=member, subject=None, former=kept.subject)


def with_account(kept: Kept, subject: str, remembered: str | None) -> Kept:
    """The same version. Whom the address was before they still are: `remembered`."""
    member = replace(kept.member, actor_id=kept.member.actor_id or remembered)
    return replace(kept, member=member, subject=subject)


def with_grants(kept: Kept, grants: Iterable[Grant], now: datetime) -> Kept:
    """Its next version; what has ended is kept no longer."""
    live = tuple(each for each in grants if each.is_live(now))
    return replace(kept, member=replace(kept.member, version=kept.member.version + 1, grants=live))


def authority_of(member: Member, permissions: Permissions) -> Authority:
    holdings = tuple(each.holding(permissions) for each in member.grants)
    return Authority(member.id, member.state, holdings, member.actor_id)


def replaced(member: Member) -> Authority:
    """Of an account that they have no longer."""
    return Authority(member.id, member.state, is_replaced=True)


def require_there(member: Member) -> None:
    """Raises MemberRemoved."""
    if member.state == "removed":
        raise MemberRemoved("They were removed from the staff: invite them again.", id=member.id)
