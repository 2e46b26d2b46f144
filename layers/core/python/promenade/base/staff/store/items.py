"""Items of the staff's table, as the writes of a change put them."""

from collections.abc import Iterator

import msgspec

from promenade.base.staff.model.client import Client, KeptClient
from promenade.base.staff.model.member import (
    Kept,
    Member,
    Permissions,
    authority_of,
    replaced,
)
from promenade.base.staff.model.role import Role
from promenade.base.staff.service.ports import ClientMove, Move
from promenade.base.staff.store import StaffRecord, staff_key
from promenade.contracts.staff import StaffRoleChanged
from promenade.kit import clock
from promenade.kit.authority import Authority
from promenade.kit.dynamo import Write
from promenade.kit.dynamo_authority import (
    REGISTER,
    AccessRecord,
    access_key,
    client_key,
    digests_of,
)
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document

ALL_STAFF, ALL_ROLES, ALL_CLIENTS = "STAFF", "ROLES", "CLIENTS"
_member = msgspec.json.Decoder(Member)
_client = msgspec.json.Decoder(Client)


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def kept_of(record: StaffRecord) -> Kept:
    return Kept(
        member=_member.decode(record.body),
        sealed=record.sealed,
        claim=record.claim,
        subject=record.subject,
        fingerprint=record.fingerprint or "",
        former=record.former,
    )


def member_record(kept: Kept, stamp: Stamp) -> StaffRecord:
    member = kept.member
    record = StaffRecord(*staff_key(member.id), version=member.version, body=encode(member))
    record.sealed, record.claim = kept.sealed, kept.claim
    record.subject, record.former = kept.subject, kept.former
    if member.state != "removed":
        record.gsi1pk = ALL_STAFF
        record.gsi1sk = f"{clock.to_wire(member.invited_at)}#{member.id}"
    return record.stamped(stamp)


def claim_record(kept: Kept) -> StaffRecord:
    return StaffRecord(f"EMAIL#{kept.claim}", "-", owner=kept.member.id)


def former_key(claim: str) -> tuple[str, str]:
    return f"FORMER#{claim}", "-"


def freed(move: Move) -> Iterator[Write]:
    """The address of who is removed is anybody's again; who has it next acts as they did."""
    before = move.before
    if before is None or not before.claim or before.claim == move.after.claim:
        return
    yield Write("Delete", claim_record(before))
    if before.actor_id:
        yield Write("Put", StaffRecord(*former_key(before.claim), subject=before.actor_id))


def writes_of(move: Move, permissions: Permissions, stamp: Stamp) -> Iterator[Write]:
    """All that a move changes but the claim of an address."""
    before, after = move.before, move.after
    if before != after:
        record = member_record(after, stamp)
        record.fact = move.fact.__name__ if move.fact else None
        yield Write("Put", record)
    if after.subject:
        yield _access(after.subject, authority_of(after.member, permissions))
    if before and before.subject and before.subject != after.subject:
        yield _access(before.subject, replaced(before.member))
    had = before.member.roles if before else frozenset()
    named = before.member.categories if before else frozenset[str]()
    for category in sorted(after.member.categories - named):
        yield Write("Put", StaffRecord(*named_key(category, after.member.id)))
    for role in sorted(after.member.roles - had):
        yield Write("Put", _held(role, after.member))
    for role in sorted(had - after.member.roles):
        yield Write("Delete", _held(role, after.member))


def _access(subject: str, authority: Authority) -> Write:
    return Write("Put", AccessRecord(*access_key(subject), body=encode(authority)))


def _held(role: str, member: Member) -> StaffRecord:
    return StaffRecord(*held_key(role, member.id))


def held_key(role_id: str, staff_id: str) -> tuple[str, str]:
    return role_key(role_id)[0], f"HELD#{staff_id}"


def named_key(category: str, staff_id: str) -> tuple[str, str]:
    """Stays when the grant is gone: who finds it looks at the member."""
    return f"CATEGORY#{category}", f"NAMED#{staff_id}"


def role_key(role_id: str) -> tuple[str, str]:
    return f"ROLE#{role_id}", "-"


def role_write(role: Role, stamp: Stamp) -> Write:
    record = StaffRecord(*role_key(role.id), version=role.version, body=encode(role))
    if not role.is_removed:
        record.gsi1pk, record.gsi1sk = ALL_ROLES, role.id
    return Write("Put", record.stamped(stamp, StaffRoleChanged))


def client_of(record: AccessRecord) -> KeptClient:
    client = _client.decode(record.body)
    return KeptClient(client, digests_of(record), record.fingerprint or "")


def client_write(move: ClientMove, stamp: Stamp) -> Write:
    client = move.after.client
    record = AccessRecord(*client_key(client.id), version=client.version, body=encode(client))
    record.digests = msgspec.json.encode(move.after.digests, order="deterministic").decode()
    if client.made_at and client.state != "removed":
        record.gsi1pk = ALL_CLIENTS
        record.gsi1sk = f"{clock.to_wire(client.made_at)}#{client.id}"
    return Write("Put", record.stamped(stamp, move.fact))


def turn_write(turns: int, owners: int) -> Write:
    """That `turns` is as it was, and that there is an owner when some are gone: in one condition of
    one write, whatever else goes with it."""
    item = AccessRecord
    is_next = item.turns == turns if turns else item.pk.does_not_exist()
    enough = is_next & (item.owners_count > -owners) if owners < 0 else is_next
    counts = [item.turns.add(1), item.owners_count.add(owners)]
    return Write("Update", AccessRecord(*REGISTER), enough, counts)
