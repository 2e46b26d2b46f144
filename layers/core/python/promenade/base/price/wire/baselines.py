"""Baselines and claims on the wire."""

from datetime import datetime
from typing import Literal

from promenade.base.price.model.baseline import verdict
from promenade.base.price.model.change import is_near
from promenade.base.price.model.terms import Price
from promenade.base.price.wire.fields import Id, Instant, Name
from promenade.contracts.claims import (
    Baseline,
    Basis,
    Claim,
    OfferedEvidence,
    PaidEvidence,
    Question,
    Rule,
    Verdict,
)
from promenade.kit.clock import in_utc
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid

_CURRENCY_OF: dict[Rule, str] = {"cn7": "CNY", "eu30": "EUR"}


class BaselineQuery(Strict, frozen=True):
    """`at` is when the promotion starts (now, unless it is given), `currency` CNY under cn7 and EUR
    under eu30 unless it is given. `channel` and `zone` say what was offered where, `excluding` is
    the promotion's own book. With `was_minor` the answer judges that claim."""

    rule: Rule
    at: Instant | None = None
    currency: Currency | None = None
    channel: Name | None = None
    zone: Name | None = None
    excluding: Id | None = None
    was_minor: Price | None = None


class BaselineView(View, frozen=True):
    """Looked for in [since, until). `basis` is `none`, and the baseline null, where nothing was
    paid or offered; `claim` is null where none was made."""

    sku: str
    rule: Rule
    currency: str
    at: datetime
    since: datetime
    until: datetime
    basis: Basis
    baseline_minor: int | None
    evidence: PaidEvidence | OfferedEvidence | None
    claim: Literal["true", "false", "unproven"] | None


class ProofView(View, frozen=True):
    """What was found of an old price when the change was submitted, or approved: `baseline_minor`
    of [since, until), with the order or offer that it is of; null where nothing was."""

    was_minor: int
    result: Literal["true", "false", "unproven"]
    rule: Rule
    basis: Basis
    baseline_minor: int | None
    since: datetime
    until: datetime
    evidence: PaidEvidence | OfferedEvidence | None


def read_question(sku: str, query: BaselineQuery, now: datetime) -> Question:
    """Raises Invalid for a time that is too far away."""
    at = in_utc(query.at) if query.at else now
    if not is_near(at):
        detail = "Send an instant of this century."
        raise Invalid([Fault("/at", "out_of_range", detail, "query")])
    return Question(
        sku=sku,
        rule=query.rule,
        at=at,
        currency=query.currency or _CURRENCY_OF[query.rule],
        channel=query.channel,
        zone=query.zone,
        excluding=query.excluding,
    )


def judge(baseline: Baseline, query: BaselineQuery) -> Verdict | None:
    """Of the claim that the query makes, if any."""
    if query.was_minor is None:
        return None
    return verdict(Claim(baseline.question, query.was_minor), baseline)


def show_baseline(baseline: Baseline, found: Verdict | None) -> BaselineView:
    question = baseline.question
    return BaselineView(
        sku=question.sku,
        rule=question.rule,
        currency=question.currency,
        at=question.at,
        since=baseline.since,
        until=baseline.until,
        basis=baseline.basis,
        baseline_minor=baseline.baseline_minor,
        evidence=baseline.evidence,
        claim=found.result if found else None,
    )


def show_proof(found: Verdict | None) -> ProofView | None:
    if found is None:
        return None
    baseline = found.baseline
    return ProofView(
        was_minor=found.claim.was_minor,
        result=found.result,
        rule=baseline.question.rule,
        basis=baseline.basis,
        baseline_minor=baseline.baseline_minor,
        since=baseline.since,
        until=baseline.until,
        evidence=baseline.evidence,
    )
