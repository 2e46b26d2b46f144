"""How many have to approve what is submitted now: contracts.reviews.Approving."""

from promenade.base.staff.service.policies import get
from promenade.base.staff.store.policies import DynamoPolicyStore
from promenade.contracts.approvals import Costly


class DynamoApprovalPolicy:
    """Of one kind; read when it is asked, consistently."""

    def __init__(self, kind: Costly) -> None:
        self._kind = kind
        self._store = DynamoPolicyStore()

    def required(self, exposure_minor: int | None, currency: str | None) -> int:
        return get(self._store).of(self._kind).required(exposure_minor, currency)
