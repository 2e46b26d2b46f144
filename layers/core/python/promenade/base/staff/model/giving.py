"""Who may give what: nobody more than they hold, nobody to themselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from promenade.contracts.access import ROLES
from promenade.kit.authority import Authority, Holding, lacking
from promenade.kit.errors import Forbidden
from promenade.kit.messages import listed
from promenade.kit.values import Value


class BeyondOwn(Forbidden):
    """The caller does not hold all of it there and for as long: `permissions` are what is missing,
    in their order."""


class ToOneself(Forbidden):
    """Nobody gives to themselves, not even what they hold already: it would stay when that goes."""


class Giver(Value, frozen=True):
    """Who calls, with what they may do at this time. What they may in a category, they may below it
    as far as `paths` tell what is."""

    staff_id: str
    holdings: Sequence[Holding]
    paths: Mapping[str, Sequence[str]] = {}


def giver(authority: Authority, now: datetime) -> Giver:
    return Giver(authority.staff_id, authority.live(now))


def require_giveable(wanted: Iterable[Holding], by: Giver) -> None:
    """What only who holds it may give, they alone may take. Raises BeyondOwn."""
    missing = (lacking(each, by.holdings, ROLES, by.paths) for each in wanted)
    _refuse(frozenset[str]().union(*missing))


def require_held(permissions: Iterable[str], held: frozenset[str]) -> None:
    """Everywhere. Raises BeyondOwn."""
    _refuse(frozenset(permissions) - held)


def _refuse(missing: frozenset[str]) -> None:
    if missing:
        names = sorted(missing)
        told = "You do not hold all of this yourself, there and for as long: {permissions}."
        raise BeyondOwn(told.format(permissions=listed(names)), permissions=", ".join(names))


def require_other(staff_id: str, by: Giver) -> None:
    """Raises ToOneself."""
    if staff_id == by.staff_id:
        raise ToOneself("Somebody else has to give you this.")
