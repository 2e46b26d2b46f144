"""Grants on the wire."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.base.staff.service.granting import Giving, Taking
from promenade.base.staff.wire.roles import RoleId
from promenade.contracts.references import Reference
from promenade.kit.authority import Scope
from promenade.kit.clock import Clock, in_utc
from promenade.kit.codes import NO_SLUG, SLUG
from promenade.kit.decoding import Strict
from promenade.kit.http.routes import Call

CategoryId = Annotated[str, Meta(max_length=64, pattern=SLUG, extra={"says": NO_SLUG})]
Instant = Annotated[datetime, Meta(tz=True)]


class GrantBody(Strict, frozen=True):
    """What the role has, in these stores' part of these categories; without them, everywhere. It
    ends at `valid_to`, or not by itself."""

    role: RoleId
    stores: Annotated[list[Reference], Meta(min_length=1, max_length=20)] | None = None
    categories: Annotated[list[CategoryId], Meta(min_length=1, max_length=20)] | None = None
    valid_to: Instant | None = None


def read_giving(call: Call[GrantBody, None], clock: Clock) -> Giving:
    body = call.body
    return Giving(
        staff_id=call.path["staff_id"],
        grant_id=call.new_id("grant"),
        role=body.role,
        scope=Scope(_names(body.stores), _names(body.categories)),
        until=in_utc(body.valid_to) if body.valid_to else None,
        subject=call.caller.id,
        stamp=call.stamp(clock),
    )


def _names(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(dict.fromkeys(given))


def read_taking(call: Call[None, None], clock: Clock) -> Taking:
    path = call.path
    return Taking(path["staff_id"], path["grant_id"], call.caller.id, call.stamp(clock))
