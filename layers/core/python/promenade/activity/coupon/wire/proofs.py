"""What coupons are proven by, and what was found to be wrong, on the wire."""

from collections.abc import Sequence
from datetime import datetime

from promenade.activity.coupon.model.proving import CouponFault, FaultKind, Proof
from promenade.kit.decoding import View
from promenade.kit.messages import Facts, say

_SENTENCES: dict[FaultKind, str] = {
    "total": "There may be {expected} coupons; {found} were given or reserved.",
    "shard": "Shard {about} gave {found} coupons more than its part.",
    "listed": "The funnel counts {expected} coupons that were given; {found} are listed.",
    "missing": "{found} coupons were given and are in no wallet: {about}.",
    "taken": "{expected} pieces were taken; {found} coupons were given.",
    "reserved": "Batches and issues come to {expected} coupons; {found} are reserved.",
    "used": "{expected} coupons are used; the funnel counts {found}.",
    "voided": "{expected} coupons are void; the funnel counts {found}.",
    "saved": "Used coupons saved {expected}; the funnel counts {found}.",
}


class CouponFaultView(View, frozen=True):
    """`expected` is what the coupons themselves come to, or what there may be at most; `found` is
    what was counted. `about` names a shard or the first coupons."""

    kind: FaultKind
    expected: int
    found: int
    about: str
    explanation: str


class CouponProofView(View, frozen=True):
    """As of `checked_at`. `unowned_count` are in batches and issues and nobody's yet; with those in
    wallets, by what they are, they come to `issued_count`, but for what was claimed since."""

    template_id: str
    checked_at: datetime
    issued_count: int
    unowned_count: int
    unused_count: int
    locked_count: int
    used_count: int
    expired_count: int
    void_count: int
    faults: list[CouponFaultView]


class CouponFaultsList(View, frozen=True):
    """The first hundred templates. There should be none."""

    items: list[CouponProofView]


def show_proof(proof: Proof, language: str) -> CouponProofView:
    tally = proof.tally
    return CouponProofView(
        template_id=proof.template_id,
        checked_at=proof.at,
        issued_count=proof.issued,
        unowned_count=proof.unowned,
        unused_count=tally.unused,
        locked_count=tally.locked,
        used_count=tally.used,
        expired_count=tally.expired,
        void_count=tally.void,
        faults=[_show(each, language) for each in proof.faults],
    )


def show_faulty(found: Sequence[Proof], language: str) -> CouponFaultsList:
    return CouponFaultsList(items=[show_proof(each, language) for each in found])


def _show(fault: CouponFault, language: str) -> CouponFaultView:
    told: Facts = {"expected": fault.expected, "found": fault.found, "about": fault.about}
    return CouponFaultView(
        kind=fault.kind,
        expected=fault.expected,
        found=fault.found,
        about=fault.about,
        explanation=say(_SENTENCES[fault.kind], told, language),
    )
