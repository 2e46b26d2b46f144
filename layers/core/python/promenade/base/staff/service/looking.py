"""Members and what each may do, with where that comes from."""

from promenade.base.staff.model.member import Kept, Permissions
from promenade.base.staff.service.details import unseal as unseal  # noqa: PLC0414  who looks needs one door
from promenade.base.staff.service.ports import StaffStore
from promenade.base.staff.service.turns import get, permissions_of, roles_of
from promenade.kit.errors import NotFound
from promenade.kit.values import Value


class Shown(Value, frozen=True):
    """A member, with the roles that are not built in of their grants."""

    kept: Kept
    permissions: Permissions


def show(staff_id: str, store: StaffStore) -> Shown:
    """Raises NotFound."""
    kept = get(staff_id, store)
    return Shown(kept, permissions_of(roles_of(kept.member, store)))


def show_own(subject: str, store: StaffStore) -> Shown:
    """Raises NotFound for who has no place on the staff."""
    authority = store.find_authority(subject)
    if authority is None:
        raise NotFound("You have no place on the staff yet.")
    return show(authority.staff_id, store)
