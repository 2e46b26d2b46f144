"""Coming to the staff: invited by others, and in one's place by oneself."""

from functools import partial

from promenade.base.staff.model.member import (
    OWNER,
    Details,
    Grant,
    Kept,
    Member,
    in_state,
)
from promenade.base.staff.service.accounts import Account, open_account
from promenade.base.staff.service.details import claim_of, seal, unseal
from promenade.base.staff.service.ports import Doors, Move, Turn
from promenade.base.staff.service.turns import get, giver_of, in_turn, roles_of
from promenade.contracts.staff import StaffActivated, StaffRenamed
from promenade.kit.authority import EVERYWHERE
from promenade.kit.errors import Conflict, Forbidden
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class Place(Value, frozen=True):
    """Who takes it: `subject` of the token. `staff_id` and `grant_id` are what the first owner and
    their ownership will be called, `owns` is whether the pool itself names them an owner."""

    subject: str
    staff_id: str
    grant_id: str
    name: str
    owns: bool


class Invitation(Value, frozen=True):
    """`staff_id` is what they will be called, `subject` who invites."""

    staff_id: str
    email: str
    subject: str
    stamp: Stamp


def invite(asked: Invitation, doors: Doors) -> Member:
    """As it was made, however often the call comes; what was cut off then is made up for.

    Raises Forbidden, Conflict, EmailTaken."""
    id_, email, stamp = asked.staff_id, asked.email, asked.stamp
    giver_of(asked.subject, stamp.at, doors.store)
    sealed = seal(id_, Details(email), doors.safe)
    member = Member(id_, 1, "invited", stamp.at)
    kept = Kept(member, sealed, claim_of(email, doors.digests), fingerprint=stamp.fingerprint)
    made = doors.store.invite(kept, stamp)
    met = get(made.id, doors.store)
    if met.member.state == "invited" and met.subject is None:
        open_account(Account(made.id, doors.pool.admit(email)), stamp, doors)
    return made


def take(place: Place, stamp: Stamp, doors: Doors) -> Kept:
    """Who was invited is active from now on; who is already, under this name. While there is no
    owner yet, one whom the pool names an owner is the first.

    Raises Forbidden, Conflict, EmailTaken."""
    return in_turn(doors.store, partial(_take, place, stamp, doors))


def _take(place: Place, stamp: Stamp, doors: Doors, turns: int) -> Kept:
    authority = doors.store.find_authority(place.subject)
    if authority is None:
        return _begin(place, stamp, doors, turns)
    before = get(authority.staff_id, doors.store)
    details = unseal(before, doors.safe)
    if details is None or before.member.state == "suspended":
        raise Forbidden("You have no place on the staff any more.")
    is_coming = before.member.state == "invited"
    if details.name == place.name and not is_coming:
        return before
    sealed = seal(before.member.id, replace(details, name=place.name), doors.safe)
    after = replace(in_state(before, "active"), sealed=sealed)
    move = Move(before, after, StaffActivated if is_coming else StaffRenamed)
    doors.store.change(Turn(turns, [move], roles_of(before.member, doors.store)), stamp)
    return after


def _begin(place: Place, stamp: Stamp, doors: Doors, turns: int) -> Kept:
    """There is no turn before the first owner's."""
    if turns or not place.owns:
        raise Forbidden("Nobody invited you to the staff.")
    email = doors.pool.verified(place.subject).get("email")
    if email is None:
        raise Conflict("Verify your e-mail address first.")
    id_ = place.staff_id
    grant = Grant(place.grant_id, OWNER, EVERYWHERE, None, id_, stamp.at)
    after = Kept(
        member=Member(id_, 1, "active", stamp.at, (grant,)),
        sealed=seal(id_, Details(email, place.name), doors.safe),
        claim=claim_of(email, doors.digests),
        subject=place.subject,
        fingerprint=stamp.fingerprint,
    )
    doors.store.change(Turn(turns, [Move(None, after, StaffActivated)]), stamp)
    return after
