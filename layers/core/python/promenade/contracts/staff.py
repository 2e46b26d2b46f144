"""What is told of the staff, and of their roles: no personal data."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from promenade.contracts.reviews import ApprovalStep
from promenade.kit.api_clients import ClientKey, ClientState
from promenade.kit.authority import Scope, State
from promenade.kit.facts import Fact
from promenade.kit.values import Value


class ToldGrant(Value, frozen=True):
    """Until `until` it gives what the role has, in the scope."""

    id: str
    role: str
    given_by: str
    given_at: datetime
    scope: Scope = Scope()
    until: datetime | None = None


class StaffFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.staff"

    id: str
    version: int
    state: State
    grants: tuple[ToldGrant, ...] = ()


class StaffInvited(StaffFact, frozen=True):
    """Somebody may sign in, and may do nothing yet."""


class StaffInvitedAgain(StaffFact, frozen=True):
    """Who has not come yet is written to once more, with another first password."""


class StaffSecondFactorReset(StaffFact, frozen=True):
    """They are signed out, and choose a password and a second factor anew."""


class StaffActivated(StaffFact, frozen=True):
    """They took their place, or are back in it: what they were granted is theirs."""


class StaffRenamed(StaffFact, frozen=True):
    """They call themselves something else."""


class StaffSuspended(StaffFact, frozen=True):
    """They may do nothing from now on, whatever they were granted."""


class StaffRemoved(StaffFact, frozen=True):
    """They are gone, and nothing personal is kept of them."""


class StaffGrantsChanged(StaffFact, frozen=True):
    """They were granted a role, or no longer are."""


class ApprovalPolicyChanged(Fact, frozen=True):
    """So many have to approve what is submitted from now on, by what it is and may cost."""

    publisher: ClassVar[str] = "promenade.staff"

    id: str
    version: int
    steps: Mapping[str, tuple[ApprovalStep, ...]]


class StaffRoleChanged(Fact, frozen=True):
    """Who has it may do all of this, and nothing else by it."""

    publisher: ClassVar[str] = "promenade.staff"

    id: str
    version: int
    name: str
    permissions: tuple[str, ...]
    is_removed: bool = False


class ApiClientFact(Fact, frozen=True):
    """`keys` tell until when each is good, and nothing of what it is. `calls_per_minute` is null
    where calls are not counted, `until` where it is for good."""

    publisher: ClassVar[str] = "promenade.staff"

    id: str
    version: int
    name: str
    state: ClientState
    permissions: tuple[str, ...]
    calls_per_minute: int | None = None
    until: datetime | None = None
    keys: tuple[ClientKey, ...] = ()


class ApiClientRegistered(ApiClientFact, frozen=True):
    """A server may call once it has a key."""


class ApiClientChanged(ApiClientFact, frozen=True):
    """It is called otherwise, or may do something else, or otherwise often."""


class ApiClientKeyMade(ApiClientFact, frozen=True):
    """It has a new key, and the ones before end."""


class ApiClientSuspended(ApiClientFact, frozen=True):
    """It may do nothing from now on."""


class ApiClientReactivated(ApiClientFact, frozen=True):
    """It may do again what it might before."""


class ApiClientRemoved(ApiClientFact, frozen=True):
    """It is gone, and its keys with it."""
