"""What is told of a run's people: which of its pages it is of, if of any."""

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MessagesHandled, SentTo
from promenade.outreach.campaign.model.runs import page_of, request_id, run_id
from promenade.outreach.campaign.store.runs import DynamoRunStore
from tests.support.campaigns import ID
from tests.support.stamps import NOON

RUN = run_id(ID, 1)


def told(request: str, entry: str = RUN) -> MessagesHandled:
    sent = (SentTo("plain", ("ada",)),)
    return MessagesHandled(ID, "send", entry, Channel.SMS, request, NOON, sent)


@pytest.mark.parametrize("page", [0, 7, 12])
def test_a_page_is_told_by_its_request_however_often_it_is_asked_for(page: int) -> None:
    asked = [request_id(RUN, page, reopened) for reopened in (0, 1, 10)]
    assert [page_of(told(each)) for each in asked] == [page] * 3


@pytest.mark.parametrize(
    "request_of",
    [RUN, f"{RUN}.", f"{RUN}.7", f"{RUN}.x.0", f"{RUN}.7.0#later-1", f"{RUN}.².0", "other.7.0"],
)
def test_what_asked_for_no_page_is_of_none(request_of: str) -> None:
    assert page_of(told(request_of)) is None


def test_a_way_whose_request_has_its_own_name_is_counted_once(stores: None) -> None:
    runs, fact = DynamoRunStore(), told("cart 1", "cart 1")
    assert [runs.count(fact, 0), runs.count(fact, 0)] == [True, False]
    found = runs.progress(ID, 0)
    assert (found.page_count, found.sent_count, found.sent) == (0, 1, {"plain": 1})
