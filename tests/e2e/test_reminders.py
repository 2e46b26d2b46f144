"""Several tell the subscribers of one opening at once, on a DynamoDB that takes writes in
parallel."""

from infra.local.stack import Stack
from tests.support.contend_reminders import SUBSCRIBERS
from tests.support.crowd import crowd

MODULE = "tests.support.contend_reminders"


def test_everybody_is_told_once_however_many_tell_at_once(stack: Stack) -> None:
    assert crowd(stack, MODULE, 1, 0) == [[[1, SUBSCRIBERS]]]
    told = crowd(stack, MODULE, 4, 1)
    assert sum(told) == SUBSCRIBERS
    assert sum(count > 0 for count in told) > 1
    assert crowd(stack, MODULE, 1, 0) == [[[2, SUBSCRIBERS]]]
