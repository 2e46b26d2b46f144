"""Queues and the minute of campaigns."""

from datetime import timedelta

import pytest

from tests.support import functions
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump, waiting
from tests.support.facts import batch, told
from tests.support.gateway import Gateway
from tests.support.play import prepare

APPROVED = "outreach/http/campaign_reviews.approve_campaign"
LAUNCHED = "outreach/sqs/campaign_launch"
READY = "campaign_10TW0SY6ZHPZ3JPTB2M9RVKY5H"


@pytest.mark.parametrize(
    ("function", "dead"),
    [("campaign_launch", "campaign-wake-dead"), ("campaign_pages", "campaign-pages-dead")],
)
def test_what_is_no_work_is_parked(stores: None, function: str, dead: str) -> None:
    assert functions.invoke(function, batch("{}")) == {"batchItemFailures": []}
    assert waiting(dead) == 1


def test_who_was_never_woken_is_found_by_the_minute(gateway: Gateway) -> None:
    with standing():
        prepare([APPROVED], gateway)
    with standing(SAMPLE_TIME + timedelta(minutes=2, seconds=59)):
        functions.invoke("campaign_sweep", {})
    assert waiting("campaign-wake") == 0
    for _ in range(2):
        with standing(SAMPLE_TIME + timedelta(minutes=3)):
            functions.invoke("campaign_sweep", {})
        assert waiting("campaign-wake") == 1


def test_who_is_woken_again_and_by_strangers_does_nothing(gateway: Gateway) -> None:
    with standing():
        prepare([LAUNCHED], gateway)
    before = dump()
    wakes = [f'{{"campaign":"{name}"}}' for name in (READY, "campaign_unknown")]
    with standing(SAMPLE_TIME + timedelta(minutes=1)):
        answer = functions.invoke("campaign_launch", batch(*wakes))
    assert (answer, dump()) == ({"batchItemFailures": []}, before)


def test_what_was_told_of_others_counts_nothing_here(gateway: Gateway) -> None:
    with standing():
        prepare([LAUNCHED], gateway)
    before = dump()
    snapshot = {"segment_id": "segment_1", "segment_version": 1, "count": 1, "page_count": 1}
    place = {"step": "first", "entry": "", "channel": "sms", "at": "2026-01-05T09:30:00Z"}
    messages = [
        told("segment", "SegmentSnapshotTaken", "event-1", {"id": "run_1", **snapshot}),
        told("segment", "SegmentSnapshotTaken", "event-2", {"id": f"{READY}-2", **snapshot}),
        told("delivery", "MessagesHandled", "event-3", {
            "campaign": "welcome", "request_id": "welcome#1", **place,
        }),
        '{"campaign":"campaign_unknown","run":1,"first":0,"end":1}',
    ]  # fmt: skip
    answer = functions.invoke("campaign_pages", batch(*messages))
    assert (answer, dump()) == ({"batchItemFailures": []}, before)
