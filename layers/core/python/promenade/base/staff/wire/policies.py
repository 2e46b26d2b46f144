"""The approval policy on the wire."""

from typing import Annotated

from msgspec import Meta

from promenade.base.staff.model.policy import Policies, Steps
from promenade.contracts.approvals import Costly
from promenade.contracts.reviews import ApprovalStep
from promenade.kit.decoding import Strict, View

MOST_APPROVERS = 5


class ApprovalStepBody(Strict, frozen=True):
    """From a worst case of `from_major` on, in whole units of its currency (yuan, dollars …), so
    many have to approve; what has no bound stands on the last step."""

    from_major: Annotated[int, Meta(ge=0, le=1_000_000_000)]
    approver_count: Annotated[int, Meta(ge=1, le=MOST_APPROVERS)]


AskedSteps = Annotated[list[ApprovalStepBody], Meta(min_length=1, max_length=10)]


class ApprovalPolicyBody(Strict, frozen=True):
    """Steps by what is submitted. They begin at 0 and rise; a higher one needs no fewer."""

    campaign: AskedSteps
    coupon_template: AskedSteps
    flash_sale: AskedSteps
    promotion: AskedSteps


class ApprovalStepView(View, frozen=True):
    from_major: int
    approver_count: int


class ApprovalPolicyView(View, frozen=True):
    """Version 0 is the standard, which counts until the shop has a policy of its own."""

    version: int
    campaign: list[ApprovalStepView]
    coupon_template: list[ApprovalStepView]
    flash_sale: list[ApprovalStepView]
    promotion: list[ApprovalStepView]


def read_steps(body: ApprovalPolicyBody) -> Steps:
    asked: dict[Costly, list[ApprovalStepBody]] = {
        "campaign": body.campaign,
        "coupon_template": body.coupon_template,
        "flash_sale": body.flash_sale,
        "promotion": body.promotion,
    }
    return {
        kind: tuple(ApprovalStep(each.from_major, each.approver_count) for each in steps)
        for kind, steps in asked.items()
    }


def show_policies(policies: Policies) -> ApprovalPolicyView:
    steps = {
        kind: [
            ApprovalStepView(from_major=each.from_major, approver_count=each.approver_count)
            for each in steps
        ]
        for kind, steps in policies.steps.items()
    }
    return ApprovalPolicyView(version=policies.version, **steps)
