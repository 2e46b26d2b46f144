"""The shop's approval policy: what it may be, and that the write is the check."""

import pytest

from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.model.policy import POLICY_ID, STANDARD, Policies, Steps
from promenade.base.staff.reader import DynamoApprovalPolicy
from promenade.base.staff.service.policies import Change, change, get
from promenade.base.staff.store.policies import DynamoPolicyStore
from promenade.contracts.access import ROLES
from promenade.contracts.approvals import COSTLY
from promenade.contracts.reviews import STANDARD_POLICY, ApprovalStep
from promenade.kit.errors import Invalid, Stale
from tests.support.cloud import dump
from tests.support.stamps import stamp

HELD = ROLES["owner"]
CAREFUL = (ApprovalStep(0, 2), ApprovalStep(10_000, 3), ApprovalStep(1_000_000, 5))


def steps(**other: tuple[ApprovalStep, ...]) -> Steps:
    return {kind: other.get(kind, STANDARD_POLICY.steps) for kind in COSTLY}


@pytest.fixture
def store(stores: None) -> DynamoPolicyStore:
    return DynamoPolicyStore()


def test_the_standard_counts_until_the_shop_has_a_policy(store: DynamoPolicyStore) -> None:
    assert get(store) == STANDARD
    assert {get(store).of(kind) for kind in COSTLY} == {STANDARD_POLICY}
    assert DynamoApprovalPolicy("campaign").required(10_000_000, "CNY") == 2


def test_each_kind_has_steps_of_its_own(store: DynamoPolicyStore) -> None:
    asked = steps(coupon_template=CAREFUL)
    assert change(Change(asked, 0, HELD), stamp("first"), store) == Policies(POLICY_ID, 1, asked)
    policy = DynamoApprovalPolicy("coupon_template")
    costs = (None, 0, 999_999, 1_000_000, 100_000_000)
    assert [policy.required(each, "CNY") for each in costs] == [
        5,
        2,
        2,
        3,
        5,
    ]
    assert DynamoApprovalPolicy("promotion").required(None, "CNY") == 2


def test_a_repeated_change_is_made_once_and_an_outdated_one_refused(
    store: DynamoPolicyStore,
) -> None:
    first = change(Change(steps(promotion=CAREFUL), 0, HELD), stamp("first"), store)
    assert change(Change(steps(promotion=CAREFUL), 0, HELD), stamp("first"), store) == first
    before = dump()
    with pytest.raises(Stale) as refused:
        change(Change(steps(), 0, HELD), stamp("second"), store)
    with pytest.raises(Stale):
        store.put(Policies(POLICY_ID, 1, steps()), stamp("third"))
    with pytest.raises(Stale):
        store.put(Policies(POLICY_ID, 3, steps()), stamp("fourth"))
    assert (refused.value.facts["version"], dump()) == (1, before)
    assert change(Change(steps(), 1, HELD), stamp("fifth"), store).version == 2


def test_who_may_not_approve_something_does_not_say_how_many_have_to(
    store: DynamoPolicyStore,
) -> None:
    before = dump()
    asked = Change(steps(promotion=CAREFUL), 0, HELD - {"promotion:approve"})
    with pytest.raises(BeyondOwn) as refused:
        change(asked, stamp("first"), store)
    assert refused.value.facts == {"permissions": "promotion:approve"}
    assert dump() == before
    other = Change(steps(campaign=CAREFUL), 0, frozenset({"campaign:approve"}))
    assert change(other, stamp("second"), store).version == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((ApprovalStep(1, 1),), [("/campaign/0/from_major", "not_from_nothing")]),
        (
            (ApprovalStep(0, 1), ApprovalStep(0, 2)),
            [("/campaign/1/from_major", "not_rising")],
        ),
        (
            (ApprovalStep(0, 2), ApprovalStep(9, 1)),
            [("/campaign/1/approver_count", "falling")],
        ),
    ],
)
def test_steps_begin_at_nothing_and_rise(
    asked: tuple[ApprovalStep, ...], found: list[tuple[str, str]], store: DynamoPolicyStore
) -> None:
    before = dump()
    with pytest.raises(Invalid) as refused:
        change(Change(steps(campaign=asked), 0, HELD), stamp("first"), store)
    assert [(each.pointer, each.code) for each in refused.value.faults] == found
    assert dump() == before
