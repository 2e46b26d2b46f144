"""Proves, template by template, that coupons are as they were counted: those in wallets and those
that nobody has yet come to what was issued, no more than there may be, and the funnel tells so.

Others go on meanwhile. What no fact on its way explains is a fault at once; other differences are
when they are the same the next time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Protocol

from promenade.activity.coupon.model.proving import (
    Counts,
    Look,
    Outstanding,
    Proof,
    Tally,
    is_reserved,
    prove,
)
from promenade.activity.coupon.model.template import Template
from promenade.kit.clock import Clock
from promenade.kit.errors import DomainError, NotFound

MOST_TIME = timedelta(minutes=10)
"""Of one run; those that it does not come to are the first of the next."""


class CouponsFaulty(DomainError):
    """There are not as many coupons as were counted."""


class ProofStore(Protocol):
    def unarchived(self) -> Iterator[Template]:
        """Those that give coupons, or gave some."""
        ...

    def proofs(self, template_ids: list[str]) -> dict[str, Proof]: ...

    def keep(self, proof: Proof) -> None: ...

    def counts(self, template: Template) -> Counts: ...

    def tally(self, template_id: str, at: datetime) -> Tally: ...

    def outstanding(self, template: Template) -> Outstanding: ...


def prove_all(store: ProofStore, clock: Clock) -> int:
    """How many were looked at, the longest unseen first. Raises CouponsFaulty at the end, of what
    was not found before."""
    begun, found, count = clock(), list[str](), 0
    templates = {each.id: each for each in store.unarchived()}
    known = store.proofs(list(templates))
    for template in sorted(templates.values(), key=lambda each: _seen(known.get(each.id))):
        if clock() - begun >= MOST_TIME:
            break
        count += 1
        before = known.get(template.id)
        after = _prove(template, before, clock(), store)
        if after.faults and after.faults != (before.faults if before else ()):
            found.append(f"{template.id}: {', '.join(each.kind for each in after.faults)}")
    if found:
        raise CouponsFaulty("; ".join(found))
    return count


def proof_of(template_id: str, store: ProofStore) -> Proof:
    """As of the last look. Raises NotFound before the first."""
    found = store.proofs([template_id]).get(template_id)
    if found is None:
        raise NotFound("It was not looked at yet.", template_id=template_id)
    return found


def _prove(template: Template, known: Proof | None, now: datetime, store: ProofStore) -> Proof:
    before = store.counts(template)
    tally = store.tally(template.id, now)
    outstanding = store.outstanding(template) if is_reserved(template) else Outstanding()
    after = store.counts(template)
    proof = prove(Look(template, before, after, tally, outstanding), known, now)
    store.keep(proof)
    return proof


def _seen(proof: Proof | None) -> float:
    return proof.at.timestamp() if proof else 0
