"""What prices let others ask before they publish: contracts.claims.ClaimReader."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.base.price.model import showing
from promenade.base.price.service import claiming
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.claims import Claim, Shown, Verdict


class DynamoClaimReader:
    def __init__(self) -> None:
        self._evidence = DynamoEvidenceStore()

    def verdicts(self, claims: Sequence[Claim]) -> Sequence[Verdict]:
        return claiming.verdicts(claims, self._evidence)

    def shown(self, goods: Mapping[str, SkuFacts], at: datetime) -> Sequence[Shown]:
        """A round trip for every fifty of them."""
        found = self._evidence.offers(sorted(goods))
        return [
            each
            for sku, offers in found.items()
            for each in showing.shown(goods[sku], offers.prices, offers.books, at)
        ]
