"""How many have to approve what may cost how much, as the shop wants it."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from promenade.contracts.approvals import COSTLY, Costly
from promenade.contracts.reviews import STANDARD_POLICY, ApprovalPolicy, ApprovalStep
from promenade.kit.errors import Fault
from promenade.kit.values import Document

POLICY_ID = "approvals"

Steps = Mapping[Costly, tuple[ApprovalStep, ...]]


class Policies(Document, frozen=True):
    """`version` counts the changes; 0 is the standard that counts until there is one."""

    id: str
    version: int
    steps: Steps

    def of(self, kind: Costly) -> ApprovalPolicy:
        return ApprovalPolicy(self.steps[kind])


STANDARD = Policies(POLICY_ID, 0, dict.fromkeys(COSTLY, STANDARD_POLICY.steps))


def turned(before: Policies, steps: Steps) -> Iterator[Costly]:
    """What would need others, or as many from another cost on."""
    return (kind for kind in COSTLY if steps[kind] != before.steps[kind])


def faults(steps: Steps) -> Iterator[Fault]:
    """All that is wrong with what somebody asks for."""
    for kind, each in steps.items():
        yield from (fault.within(f"/{kind}") for fault in _faults(each))


def _faults(steps: tuple[ApprovalStep, ...]) -> Iterator[Fault]:
    if steps[0].from_major != 0:
        yield Fault("/0/from_major", "not_from_nothing", "The first step counts from nothing on.")
    for place, (low, high) in enumerate(pairwise(steps), start=1):
        if high.from_major <= low.from_major:
            told = "Each step begins above the one before."
            yield Fault(f"/{place}/from_major", "not_rising", told)
        if high.approver_count < low.approver_count:
            told = "What may cost more needs no fewer to approve it."
            yield Fault(f"/{place}/approver_count", "falling", told)
