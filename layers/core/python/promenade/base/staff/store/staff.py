"""Members and roles, read and changed."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from promenade.base.staff.model.client import KeptClient
from promenade.base.staff.model.member import EmailTaken, Kept, LastOwner, Member
from promenade.base.staff.model.role import Role
from promenade.base.staff.service.ports import D, Move, Turn
from promenade.base.staff.store import StaffRecord, staff_key
from promenade.base.staff.store.items import (
    ALL_ROLES,
    ALL_STAFF,
    claim_record,
    client_of,
    client_write,
    encode,
    former_key,
    freed,
    held_key,
    kept_of,
    member_record,
    named_key,
    role_key,
    role_write,
    turn_write,
    writes_of,
)
from promenade.contracts.staff import StaffInvited
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.authority import Authority
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.dynamo_authority import (
    REGISTER,
    AccessRecord,
    DynamoDirectory,
    client_key,
)
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp, Stored

_directory = DynamoDirectory()
_role = msgspec.json.Decoder(Role)


class DynamoStaffStore:
    def turns(self) -> int:
        register = dynamo.find(AccessRecord, *REGISTER, consistent=True)
        return (register.turns or 0) if register else 0

    def find(self, staff_id: str) -> Kept | None:
        record = dynamo.find(StaffRecord, *staff_key(staff_id), consistent=True)
        return kept_of(record) if record else None

    def find_authority(self, subject: str) -> Authority | None:
        return _directory.find(subject)

    def find_former(self, claim: str) -> str | None:
        record = dynamo.find(StaffRecord, *former_key(claim), consistent=True)
        return record.subject if record else None

    def find_roles(self, role_ids: Iterable[str]) -> Mapping[str, Role]:
        keys = list(map(role_key, role_ids))
        found = dynamo.find_many(StaffRecord, keys, consistent=True)
        roles = [_role.decode(each.body) for each in found]
        return {role.id: role for role in roles if not role.is_removed}

    def find_role(self, role_id: str) -> Stored[Role] | None:
        record = dynamo.find(StaffRecord, *role_key(role_id), consistent=True)
        return Stored(_role.decode(record.body), record.fingerprint or "") if record else None

    def find_client(self, client_id: str) -> KeptClient | None:
        record = dynamo.find(AccessRecord, *client_key(client_id), consistent=True)
        return client_of(record) if record else None

    def holders(self, role_id: str) -> Sequence[Kept]:
        return _noted(held_key(role_id, ""))

    def naming(self, category: str) -> Sequence[Kept]:
        """Whoever has a grant that names it, others among them that had one; nothing lags."""
        return _noted(named_key(category, ""))

    def first_made(self, stamp: Stamp, kind: type[D]) -> D | None:
        body = dynamo_requests.first(StaffRecord, stamp)
        return msgspec.json.decode(body, type=kind) if body else None

    def invite(self, kept: Kept, stamp: Stamp) -> Member:
        record = member_record(kept, stamp).stamped(stamp, StaffInvited)
        own = Write("Put", record, StaffRecord.pk.does_not_exist())
        made = dynamo_requests.keep(StaffRecord, encode(kept.member), stamp)
        try:
            dynamo.transact([own, *made, _claim(kept)])
        except ConditionFailed:
            if met := self.first_made(stamp, Member):
                return met
            raise EmailTaken(EmailTaken.TOLD) from None
        return kept.member

    def change(self, turn: Turn, stamp: Stamp) -> None:
        owners = sum(_owners(move) for move in turn.moves)
        permissions = {role.id: role.permissions for role in turn.roles}
        claims = [_claim(each.after) for each in turn.moves if each.before is None]
        writes = [turn_write(turn.turns, owners), *claims]
        writes += [each for move in turn.moves for each in writes_of(move, permissions, stamp)]
        writes += [each for move in turn.moves for each in freed(move)]
        writes += [role_write(turn.role, stamp)] if turn.role else []
        writes += [client_write(turn.client, stamp)] if turn.client else []
        if turn.made:
            writes += dynamo_requests.keep(StaffRecord, encode(turn.made), stamp)
        try:
            dynamo.transact_once(writes)
        except ConditionFailed as lost:
            raise _refusal(turn, lost, len(claims)) from None

    def list_members(self, limit: int, after: Position | None) -> Page[Kept]:
        place = Partition(ALL_STAFF, index="gsi1", newest_first=True)
        found = dynamo.page(StaffRecord, place, limit=limit, after=after)
        return Page(tuple(map(kept_of, found.items)), found.next)

    def list_roles(self, limit: int, after: Position | None) -> Page[Role]:
        place = Partition(ALL_ROLES, index="gsi1")
        found = dynamo.page(StaffRecord, place, limit=limit, after=after)
        return Page(tuple(_role.decode(each.body) for each in found.items), found.next)


def _noted(first_key: tuple[str, str]) -> Sequence[Kept]:
    pk, first = first_key
    noted = dynamo.all_between(StaffRecord, pk, first, f"{first}~", consistent=True)
    keys = [staff_key(each.sk.removeprefix(first)) for each in noted]
    found = dynamo.find_many(StaffRecord, keys, consistent=True)
    return sorted(map(kept_of, found), key=lambda kept: kept.member.id)


def _claim(kept: Kept) -> Write:
    return Write("Put", claim_record(kept), StaffRecord.pk.does_not_exist())


def _owners(move: Move) -> int:
    was = move.before is not None and move.before.member.is_owner
    return move.after.member.is_owner - was


def _refusal(turn: Turn, lost: ConditionFailed, claims: int) -> Exception:
    register = lost.old[0]
    met = register.turns if isinstance(register, AccessRecord) else 0
    if lost.failed[0]:
        return LastOwner(LastOwner.TOLD) if met == turn.turns else Contended()
    return EmailTaken(EmailTaken.TOLD) if any(lost.failed[1 : 1 + claims]) else Contended()
