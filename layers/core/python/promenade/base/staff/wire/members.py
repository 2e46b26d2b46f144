"""Members on the wire: who they are for whom that concerns, and what each may do."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.staff.model.member import Details, Grant, Kept, Member
from promenade.base.staff.service.looking import Shown
from promenade.base.staff.service.placing import Invitation, Place
from promenade.base.staff.service.renewing import Renewal
from promenade.base.staff.service.standing import Wish
from promenade.contracts.access import ROLES
from promenade.kit.authority import State
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.ids import keyed_id
from promenade.kit.mail_addresses import MAIL_ADDRESS, MOST_CHARACTERS
from promenade.kit.paging import Page, PageQuery

NO_EMAIL = "Send an e-mail address, such as maria@shop.example."
Email = Annotated[
    str, Meta(pattern=MAIL_ADDRESS, max_length=MOST_CHARACTERS, extra={"says": NO_EMAIL})
]
OwnName = Annotated[str, Meta(min_length=1, max_length=80)]


class InvitationBody(Strict, frozen=True):
    email: Email


class OwnBody(Strict, frozen=True):
    """What the caller is called."""

    name: OwnName


class StaffQuery(PageQuery, frozen=True, kw_only=True):
    limit: Annotated[int, Meta(ge=1, le=20)] = 20


class StaffItem(View, frozen=True):
    """`actor` is who they are in the audit trail, as author and as who approved something; null
    before they can sign in. `email` and `name` are null for who may not see personal data, of who
    was removed, and, as `actor`, where all that is told is another state."""

    id: str
    actor: str | None
    version: int
    state: State
    invited_at: datetime
    email: str | None
    name: str | None


class StaffPage(View, frozen=True):
    items: list[StaffItem]
    next: str | None


class GrantView(View, frozen=True):
    """What a role has, in these stores' part of these categories (null is all of them), until
    `valid_to`. `given_by` is the member who gave it."""

    id: str
    role: str
    stores: list[str] | None
    categories: list[str] | None
    valid_to: datetime | None
    given_by: str
    given_at: datetime


class HeldView(View, frozen=True):
    """A permission, and the ids of the grants that it comes from."""

    permission: str
    grants: list[str]


class StaffView(StaffItem, frozen=True):
    """`permissions` are what the member may do now: nothing unless active. Grants that have ended
    give nothing."""

    grants: list[GrantView]
    permissions: list[HeldView]


def read_invitation(call: Call[InvitationBody, None], clock: Clock) -> Invitation:
    return Invitation(call.new_id("staff"), call.body.email, call.caller.id, call.stamp(clock))


def read_place(call: Call[OwnBody, None]) -> Place:
    """The pool names an owner whom it lets do all that an owner may."""
    by = call.caller
    staff_id, grant_id = (keyed_id(kind, by.name, "own place") for kind in ("staff", "grant"))
    return Place(by.id, staff_id, grant_id, call.body.name, by.permissions >= ROLES["owner"])


def read_wish(call: Call[None, None], state: State, clock: Clock) -> Wish:
    return Wish(call.path["staff_id"], state, call.caller.id, call.stamp(clock))


def read_renewal(call: Call[None, None], clock: Clock) -> Renewal:
    return Renewal(call.path["staff_id"], call.caller.id, call.stamp(clock))


def show_item(
    member: Member, details: Details | None = None, actor_id: str | None = None
) -> StaffItem:
    return StaffItem(
        id=member.id,
        actor=Principal("staff", actor_id, frozenset()).name if actor_id else None,
        version=member.version,
        state=member.state,
        invited_at=member.invited_at,
        email=details.email if details else None,
        name=details.name if details else None,
    )


def show_page(
    page: Page[Kept], details: dict[str, Details | None], cursor: str | None
) -> StaffPage:
    shown = [show_kept(kept, details.get(kept.member.id)) for kept in page.items]
    return StaffPage(items=shown, next=cursor)


def show_kept(kept: Kept, details: Details | None) -> StaffItem:
    return show_item(kept.member, details, kept.actor_id)


def show_grant(grant: Grant) -> GrantView:
    scope = grant.scope
    return GrantView(
        id=grant.id,
        role=grant.role,
        stores=None if scope.stores is None else list(scope.stores),
        categories=None if scope.categories is None else list(scope.categories),
        valid_to=grant.until,
        given_by=grant.given_by,
        given_at=grant.given_at,
    )


def show_member(shown: Shown, details: Details | None, now: datetime) -> StaffView:
    member = shown.kept.member
    item = show_kept(shown.kept, details)
    return StaffView(
        id=item.id,
        actor=item.actor,
        version=item.version,
        state=item.state,
        invited_at=item.invited_at,
        email=item.email,
        name=item.name,
        grants=list(map(show_grant, member.grants)),
        permissions=list(_held(shown, now)),
    )


def _held(shown: Shown, now: datetime) -> Iterator[HeldView]:
    member, through = shown.kept.member, dict[str, list[str]]()
    for grant in member.live(now) if member.state == "active" else ():
        for permission in grant.holding(shown.permissions).held(ROLES):
            through.setdefault(permission, []).append(grant.id)
    for permission, grants in sorted(through.items()):
        yield HeldView(permission=permission, grants=grants)
