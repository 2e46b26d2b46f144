"""The staff in memory, and a user pool of theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from promenade.base.staff.model.client import KeptClient
from promenade.base.staff.model.member import (
    EmailTaken,
    Kept,
    LastOwner,
    Member,
    Permissions,
    authority_of,
    replaced,
)
from promenade.base.staff.model.role import Role
from promenade.base.staff.service.ports import D, Move, Turn
from promenade.kit.authority import Authority
from promenade.kit.errors import Conflict, Unavailable
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Document, replace


class FakeStaffStore:
    def __init__(self) -> None:
        self.count = 0
        self.owners = 0
        self.members: dict[str, Kept] = {}
        self.authorities: dict[str, Authority] = {}
        self.roles: dict[str, Stored[Role]] = {}
        self.clients: dict[str, KeptClient] = {}
        self.made: dict[str, tuple[str, Document]] = {}
        self.former: dict[str, str] = {}

    def turns(self) -> int:
        return self.count

    def find(self, staff_id: str) -> Kept | None:
        return self.members.get(staff_id)

    def find_authority(self, subject: str) -> Authority | None:
        return self.authorities.get(subject)

    def find_former(self, claim: str) -> str | None:
        return self.former.get(claim)

    def find_roles(self, role_ids: Iterable[str]) -> Mapping[str, Role]:
        found = (self.roles[each].value for each in role_ids if each in self.roles)
        return {role.id: role for role in found if not role.is_removed}

    def find_role(self, role_id: str) -> Stored[Role] | None:
        return self.roles.get(role_id)

    def find_client(self, client_id: str) -> KeptClient | None:
        return self.clients.get(client_id)

    def holders(self, role_id: str) -> Sequence[Kept]:
        return [each for _, each in sorted(self.members.items()) if role_id in each.member.roles]

    def first_made(self, stamp: Stamp, kind: type[D]) -> D | None:
        fingerprint, made = self.made.get(stamp.request) or ("", None)
        if made and fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        assert made is None or isinstance(made, kind)
        return made

    def invite(self, kept: Kept, stamp: Stamp) -> Member:
        if made := self.first_made(stamp, Member):
            return made
        self._refuse_taken(kept)
        self.members[kept.member.id] = kept
        self._remember(kept.member, stamp)
        return kept.member

    def change(self, turn: Turn, stamp: Stamp) -> None:
        owners = self.owners + sum(map(_owners, turn.moves))
        self._refuse(turn, owners)
        permissions = {role.id: role.permissions for role in turn.roles}
        for move in turn.moves:
            self._keep(move, permissions, stamp)
        if turn.role:
            self.roles[turn.role.id] = Stored(turn.role, stamp.fingerprint)
        if turn.client:
            after = replace(turn.client.after, fingerprint=stamp.fingerprint)
            self.clients[after.client.id] = after
        if turn.made:
            self._remember(turn.made, stamp)
        self.count, self.owners = self.count + 1, owners

    def _refuse(self, turn: Turn, owners: int) -> None:
        if turn.turns != self.count:
            raise Contended
        if owners < 1:
            raise LastOwner(LastOwner.TOLD)
        for move in turn.moves:
            if move.before is None:
                self._refuse_taken(move.after)

    def _keep(self, move: Move, permissions: Permissions, stamp: Stamp) -> None:
        after = move.after
        if move.before != after:
            self.members[after.member.id] = replace(after, fingerprint=stamp.fingerprint)
        if after.subject:
            self.authorities[after.subject] = authority_of(after.member, permissions)
        before = move.before
        if before and before.subject and before.subject != after.subject:
            self.authorities[before.subject] = replaced(before.member)
        if before and before.claim and before.actor_id and not after.claim:
            self.former[before.claim] = before.actor_id

    def list_members(self, limit: int, after: Position | None) -> Page[Kept]:
        raise NotImplementedError

    def list_roles(self, limit: int, after: Position | None) -> Page[Role]:
        raise NotImplementedError

    def _remember(self, made: Document, stamp: Stamp) -> None:
        if stamp.request:
            self.made[stamp.request] = stamp.fingerprint, made

    def _refuse_taken(self, kept: Kept) -> None:
        if kept.claim in {each.claim for each in self.members.values()}:
            raise EmailTaken(EmailTaken.TOLD)


def _owners(move: Move) -> int:
    was = move.before is not None and move.before.member.is_owner
    return move.after.member.is_owner - was


@contextmanager
def raising(pool: "FakePool") -> Iterator[None]:
    """The pool does not answer meanwhile."""
    pool.is_away = True
    yield
    pool.is_away = False


class FakePool:
    """`people` are subjects by address, `shut` those who cannot sign in, `acts` what was asked. Who
    was forgotten and comes back has another subject."""

    def __init__(self, **people: str) -> None:
        self.people = {f"{name}@shop.example": name for name in people}
        self.shut: set[str] = set()
        self.acts: list[str] = []
        self.forgotten: list[str] = []
        self.is_away = False

    def verified(self, subject: str) -> Mapping[str, str]:
        emails = [email for email, each in self.people.items() if each == subject]
        return {"email": emails[0]} if emails else {}

    def admit(self, email: str) -> str:
        self._act(f"admit {email}")
        name = email.partition("@")[0].lower()
        lives = sum(each.rstrip("'") == name for each in self.forgotten)
        return self.people.setdefault(email, name + "'" * lives)

    def let_in(self, subject: str) -> None:
        self._act(f"let in {subject}")
        self.shut.discard(subject)

    def shut_out(self, subject: str) -> None:
        self._act(f"shut out {subject}")
        self.shut.add(subject)

    def forget(self, subject: str) -> None:
        self._act(f"forget {subject}")
        self.forgotten += [each for each in self.people.values() if each == subject]
        self.people = {email: each for email, each in self.people.items() if each != subject}

    def _act(self, act: str) -> None:
        if self.is_away:
            raise Unavailable("The pool of the staff does not answer.")
        self.acts.append(act)
