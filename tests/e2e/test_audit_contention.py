"""Many at once append to the audit trail, on a DynamoDB that takes transactions in parallel: what
happened is on record once, and every chain holds."""

from infra.local.stack import Stack
from tests.support.crowd import crowd

WORKERS, CHANGES = 5, 60
MODULE = "tests.support.contend_audit"


def test_every_change_has_one_line_and_no_chain_breaks(stack: Stack) -> None:
    told = crowd(stack, MODULE, WORKERS, CHANGES)
    (found,) = crowd(stack, MODULE, 1, 0)
    assert sum(each["news"] for each in told) == CHANGES
    assert found == {"lines": CHANGES, "events": CHANGES, "breaks": []}
