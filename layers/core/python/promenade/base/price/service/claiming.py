"""What a SKU may be said to have cost before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
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
from promenade.kit.lookups import side_by_side

LATEST = 50


class EvidenceStore(Protocol):
    def lowest_paid(self, sku: str, currency: str, on: date) -> PaidPrice | None:
        """Of one day. One round trip."""
        ...

    def latest_paid(self, sku: str, currency: str, before: date) -> Sequence[PaidPrice]:
        """The LATEST of the last days before, the latest day first. One round trip."""
        ...

    def last_paid(self, sku: str, currency: str, before: date) -> PaidPrice | None:
        """Of the last day before on which any was."""
        ...

    def offers(self, skus: Sequence[str]) -> Mapping[str, Offers]:
        """A round trip for every fifty of them."""
        ...


def baseline(question: Question, store: EvidenceStore) -> Baseline:
    return baselines([question], store)[0]


def baselines(questions: Sequence[Question], store: EvidenceStore) -> list[Baseline]:
    """One for each, in their order: what was offered is read together, what was paid of many SKUs
    side by side: one round trip for a SKU that LATEST orders have at most, up to nine for another.
    """
    skus = {each.sku for each in questions if each.rule == "eu30"}
    offers = store.offers(sorted(skus)) if skus else {}

    def answer(question: Question) -> Baseline:
        if question.rule == "eu30":
            return offered_baseline(question, offers[question.sku])
        return _paid(question, store)

    return side_by_side(answer, questions)


def verdicts(claims: Sequence[Claim], store: EvidenceStore) -> list[Verdict]:
    """One for each of the claims, in their order."""
    questions = list(dict.fromkeys(each.question for each in claims))
    found = dict(zip(questions, baselines(questions, store), strict=True))
    return [verdict(each, found[each.question]) for each in claims]


def _paid(question: Question, store: EvidenceStore) -> Baseline:
    sku, currency, days = question.sku, question.currency, days_before(question.at)
    latest = store.latest_paid(sku, currency, days[-1] + timedelta(days=1))
    in_days = [each for each in latest if each.on >= days[0]]
    if len(in_days) == LATEST:
        return paid_baseline(question, [*_lowest(question, days, store)], None)
    if in_days or not latest:
        return paid_baseline(question, in_days, None)
    return paid_baseline(question, (), store.last_paid(sku, currency, days[0]))


def _lowest(question: Question, days: Iterable[date], store: EvidenceStore) -> Iterator[PaidPrice]:
    for on in days:
        found = store.lowest_paid(question.sku, question.currency, on)
        if found is not None:
            yield found
