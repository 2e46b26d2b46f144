"""What prices let others ask before they publish: contracts.claims.ClaimReader."""

from collections.abc import Sequence

from promenade.base.price.service import claiming
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.contracts.claims import Claim, Verdict


class DynamoClaimReader:
    def __init__(self) -> None:
        self._evidence = DynamoEvidenceStore()

    def verdicts(self, claims: Sequence[Claim]) -> Sequence[Verdict]:
        """Up to eight round trips for each."""
        return claiming.verdicts(claims, self._evidence)
