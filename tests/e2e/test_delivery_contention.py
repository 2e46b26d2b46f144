"""Many workers at once send the same to people who are being merged, on a DynamoDB that takes
transactions in parallel: nobody is sent it twice, and nobody is lost."""

from collections import Counter

from infra.local.stack import Stack
from tests.support.contend_merged import PEOPLE
from tests.support.crowd import crowd

WORKERS = 4
MODULE = "tests.support.contend_merged"


def test_who_is_merged_meanwhile_is_sent_it_once_by_whichever_id(stack: Stack) -> None:
    """Of the workers, half still take them for two people, and all of these ask for one id."""
    sent = crowd(stack, MODULE, WORKERS, PEOPLE)
    (counted,) = crowd(stack, MODULE, 1, 0)
    assert Counter(number for each in sent for number in each) == Counter(range(PEOPLE))
    assert counted == {"1": PEOPLE}
