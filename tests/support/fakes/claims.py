"""Old prices of a catalogue alone, and verdicts about them that tests give, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from promenade.base.promotion.service.old_prices import OldPrices
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.claims import (
    Baseline,
    Basis,
    Claim,
    PaidEvidence,
    Question,
    Shown,
    Verdict,
)
from promenade.kit.values import replace
from tests.support.fakes.catalogue_reader import FakeCatalogueReader


class FakeClaimReader:
    """ClaimReader: of a SKU with a baseline more cannot be claimed. `asked` is what was judged."""

    def __init__(self, baselines: Mapping[str, int] | None = None) -> None:
        self._baselines = baselines or {}
        self.asked: list[Claim] = []

    def shown(self, goods: Mapping[str, SkuFacts], at: datetime) -> Sequence[Shown]:
        return [
            Shown(
                Question(each.sku, "cn7", at, each.currency),
                each.list_price_minor,
                each.sale_price_minor,
                each.floor_price_minor,
            )
            for each in goods.values()
        ]

    def verdicts(self, claims: Sequence[Claim]) -> Sequence[Verdict]:
        self.asked = list(claims)
        return [self._verdict(each) for each in claims]

    def _verdict(self, claim: Claim) -> Verdict:
        asked = claim.question
        most = self._baselines.get(asked.sku)
        basis: Basis = "none" if most is None else "lowest_paid"
        found = Baseline(asked, asked.at - timedelta(days=7), asked.at, basis, most)
        if most is None:
            return Verdict(claim, "unproven", found)
        day = asked.at - timedelta(days=1)
        sold = PaidEvidence(most, day.date(), "storefront", "A-1", day)
        found = replace(found, evidence=sold)
        return Verdict(claim, "true" if claim.was_minor <= most else "false", found)


NOTHING_SOLD = OldPrices(FakeCatalogueReader({}), FakeClaimReader())
