"""What others read of the staff: how many have to approve what is submitted now
(contracts.reviews.Approving), and which grants name a category (contracts.dependents)."""

from collections.abc import Iterator
from datetime import datetime

from promenade.base.staff.service.policies import get
from promenade.base.staff.store.policies import DynamoPolicyStore
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.approvals import Costly
from promenade.contracts.dependents import Dependent, DependentKind, Turn


class DynamoApprovalPolicy:
    """Of one kind; read when it is asked, consistently."""

    def __init__(self, kind: Costly) -> None:
        self._kind = kind
        self._store = DynamoPolicyStore()

    def required(self, exposure_minor: int | None, currency: str | None) -> int:
        return get(self._store).of(self._kind).required(exposure_minor, currency)


class DynamoGrantDependents:
    def of(self, turn: Turn, at: datetime) -> Iterator[Dependent]:
        """Grants that have not ended, in two round trips; nothing lags."""
        register, category = turn.goes or (None, "")
        if register != "category":
            return
        for kept in DynamoStaffStore().naming(category):
            for grant in kept.member.live(at):
                if category in (grant.scope.categories or ()):
                    yield Dependent(
                        kind=DependentKind.STAFF_GRANT,
                        id=grant.id,
                        name=grant.role,
                        how="names",
                        state=kept.member.state,
                        path=f"/staff/{kept.member.id}",
                        is_bound=True,
                    )
