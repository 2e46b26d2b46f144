"""Many at once wake the same campaign, take its audience, ask for its pages and tell what became of
them, on a DynamoDB that takes transactions in parallel: one run, each page by one name, each person
counted once."""

from infra.local.stack import Stack
from tests.support.contend_campaigns import PAGES, PEOPLE
from tests.support.crowd import crowd
from tests.support.launched_campaigns import RUN

CALLERS = 6
MODULE = "tests.support.contend_campaigns"


def test_a_campaign_runs_once_whoever_is_at_it(stack: Stack) -> None:
    crowd(stack, MODULE, 1, -1)
    told = crowd(stack, MODULE, CALLERS, 1)
    asked = {(name, count) for each in told for name, count in each}
    assert sorted(name for name, _ in asked) == sorted(f"{RUN}.{page}.0" for page in range(PAGES))
    assert sum(count for _, count in asked) == PEOPLE
    (found,) = crowd(stack, MODULE, 1, 0)
    assert found == {
        "sent": PEOPLE, "pages": PAGES, "cost_micros": PEOPLE * 50_000, "runs": 1,
        "state": "done", "run": RUN, "has_second": False,
    }  # fmt: skip
