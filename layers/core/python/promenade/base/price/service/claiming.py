"""What a SKU may be said to have cost before."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from promenade.base.price.model.baseline import (
    Offers,
    days_before,
    offered_baseline,
    paid_baseline,
    verdict,
)
from promenade.base.price.model.paid import PaidPrice
from promenade.contracts.claims import Baseline, Claim, Question, Verdict


class EvidenceStore(Protocol):
    def lowest_paid(self, sku: str, currency: str, on: date) -> PaidPrice | None:
        """Of one day. One round trip."""
        ...

    def last_paid(self, sku: str, currency: str, before: date) -> PaidPrice | None:
        """Of the last day before on which any was."""
        ...

    def offers(self, sku: str) -> Offers:
        """One round trip."""
        ...


def baseline(question: Question, store: EvidenceStore) -> Baseline:
    if question.rule == "eu30":
        return offered_baseline(question, store.offers(question.sku))
    lowest = [*_lowest(question, store)]
    first_on = days_before(question.at)[0]
    last = None if lowest else store.last_paid(question.sku, question.currency, first_on)
    return paid_baseline(question, lowest, last)


def verdicts(claims: Sequence[Claim], store: EvidenceStore) -> list[Verdict]:
    """One for each of the claims, in their order."""
    return [verdict(each, baseline(each.question, store)) for each in claims]


def _lowest(question: Question, store: EvidenceStore) -> Iterator[PaidPrice]:
    for on in days_before(question.at):
        found = store.lowest_paid(question.sku, question.currency, on)
        if found is not None:
            yield found
