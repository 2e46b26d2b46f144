"""What may be called a SKU's old price: the baseline that laws compare with, and its evidence."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from promenade.contracts.catalogue import SkuFacts
from promenade.kit.clock import to_wire
from promenade.kit.errors import DomainError
from promenade.kit.messages import say
from promenade.kit.values import Value

Rule = Literal["cn7", "eu30"]
"""The lowest unit price paid in the 7 days before, else the last one paid (China, 规范促销行为
暂行规定); the lowest price offered in the 30 days before (European Union, Directive 98/6/EC,
article 6a)."""

Basis = Literal["lowest_paid", "last_paid", "lowest_offered", "none"]


class Question(Value, frozen=True):
    """`at` is when the promotion starts. Rule eu30 asks what the public was offered through this
    channel and in this zone; `excluding` is the promotion's own book."""

    sku: str
    rule: Rule
    at: datetime
    currency: str
    channel: str | None = None
    zone: str | None = None
    excluding: str | None = None


class PaidEvidence(Value, frozen=True, tag_field="kind", tag="paid"):
    """An order in which the SKU cost this, on that day of the store."""

    price_minor: int
    on: date
    source: str
    number: str
    paid_at: datetime


class OfferedEvidence(Value, frozen=True, tag_field="kind", tag="offered"):
    """An entry of a book, or the catalogue (None), which offered the SKU for this."""

    price_minor: int
    since: datetime
    book_id: str | None = None
    entry_id: str | None = None


class Baseline(Value, frozen=True):
    """Looked for in [since, until). `baseline_minor` is None where nothing was paid or offered."""

    question: Question
    since: datetime
    until: datetime
    basis: Basis
    baseline_minor: int | None = None
    evidence: PaidEvidence | OfferedEvidence | None = None


class Claim(Value, frozen=True):
    """That a SKU cost `was_minor` before a promotion that starts at the question's time."""

    question: Question
    was_minor: int


class Verdict(Value, frozen=True):
    """`unproven`: nothing was paid or offered that it could be compared with."""

    claim: Claim
    result: Literal["true", "false", "unproven"]
    baseline: Baseline


class Shown(Value, frozen=True):
    """A SKU's prices at an instant, in a book or the catalogue, and what has to be asked before
    they are shown reduced from then on."""

    question: Question
    list_minor: int
    sale_minor: int
    floor_minor: int | None = None


class ClaimFalse(DomainError):
    """The price that would be shown as the old one is above the baseline."""


_PROVED_IN: Mapping[Rule, timedelta] = {"cn7": timedelta(days=8), "eu30": timedelta(days=30)}
"""cn7 looks at whole days, and today has begun."""

_PAID = (
    "{sku} is said to have cost {was_minor}; {baseline_minor} can be proved: order {order} of {day}"
    " has the lowest price paid in the 7 days before, or else the last one. Show {baseline_minor} "
    "or less as the old price now, or {was_minor} from {provable_at} on, if every sale until then "
    "is for no less. Earlier orders that are missing prove theirs once who keeps orders sends them "
    "(POST /orders)."
)
_OFFERED = (
    "{sku} is said to have cost {was_minor}; {baseline_minor} can be proved: that is the lowest "
    "price offered in the 30 days before, since {offered_since}. Show {baseline_minor} or less as "
    "the old price now, or {was_minor} from {provable_at} on, if it is offered for no less until "
    "then. Who keeps the price books can tell for whom that offer was."
)


class ClaimReader(Protocol):
    def verdicts(self, claims: Sequence[Claim]) -> Sequence[Verdict]:
        """One for each of the claims, in their order."""
        ...

    def shown(self, goods: Mapping[str, SkuFacts], at: datetime) -> Sequence[Shown]:
        """Every price that each of the SKUs has then, wherever it is for."""
        ...


def refuse_false(verdicts: Sequence[Verdict]) -> None:
    """For who is about to publish. Raises ClaimFalse with the evidence of the first that is false,
    and how many are; what is unproven is for the caller to judge."""
    found = [each for each in verdicts if each.result == "false"]
    if found:
        raise refusal_of(found[0], len(found))


def evidence_of(verdict: Verdict) -> dict[str, str | int | None]:
    """As facts of a refusal. The baseline was looked for in [since, until); from `provable_at` on
    the claim may be true, if the SKU costs no less from now on."""
    baseline, question = verdict.baseline, verdict.claim.question
    facts: dict[str, str | int | None] = {
        "sku": question.sku,
        "currency": question.currency,
        "was_minor": verdict.claim.was_minor,
        "baseline_minor": baseline.baseline_minor,
        "rule": question.rule,
        "basis": baseline.basis,
        "since": to_wire(baseline.since),
        "until": to_wire(baseline.until),
        "provable_at": to_wire(baseline.until + _PROVED_IN[question.rule]),
    }
    evidence = baseline.evidence
    if isinstance(evidence, PaidEvidence):
        facts |= {"order": f"{evidence.source}/{evidence.number}", "day": str(evidence.on)}
    elif isinstance(evidence, OfferedEvidence):
        facts |= {"book_id": evidence.book_id, "entry_id": evidence.entry_id}
        facts |= {"offered_since": to_wire(evidence.since)}
    return facts


def sentence_of(verdict: Verdict) -> str:
    """What is wrong with a claim that is false, and the ways out; names the facts of its
    evidence."""
    is_paid = isinstance(verdict.baseline.evidence, PaidEvidence)
    return f"{_PAID if is_paid else _OFFERED} GET /prices/{{sku}}/baseline shows the evidence."


def refusal_of(verdict: Verdict, false_count: int = 1) -> ClaimFalse:
    facts = evidence_of(verdict)
    told = say(sentence_of(verdict), facts, "en")
    return ClaimFalse(told, **facts, false_count=false_count)
