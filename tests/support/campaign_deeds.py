"""What functions of campaigns do off their samples' paths: budgets that are raised, pages that are
sent on, and what nobody has woken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from promenade.kit.values import replace
from promenade.outreach.campaign.model.runs import PageTask
from promenade.outreach.campaign.service.handing_on import task_body
from promenade.outreach.segment.model.run import PartDone, Step
from promenade.outreach.segment.store.runs import DynamoRunStore
from tests.support import functions
from tests.support.callers import MARKETER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.facts import batch, told
from tests.support.gateway import Gateway
from tests.support.stamps import stamp

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
READY = "campaign_10TW0SY6ZHPZ3JPTB2M9RVKY5H"
RUN = f"{READY}-1"
PATH = f"/campaigns/{READY}"
APPROVE = "outreach/http/campaign_reviews.approve_campaign"
DRAFT = "outreach/http/campaign_api.draft_campaign-ready"
LAUNCH = "outreach/sqs/campaign_launch"


def _raise_budget(gateway: Gateway) -> None:
    terms: dict[str, Any] = gateway.call(f"GET {PATH}").json["terms"]
    gateway.call(f"PUT {PATH}", terms | {"budget_micros": 600_000_000}, caller=MARKETER, version=4)
    gateway.call(f"POST {PATH}/submit", caller=MARKETER, version=5)


def _name_coupons(gateway: Gateway) -> None:
    """Of a template that there is not."""
    terms: dict[str, Any] = gateway.call(f"GET {PATH}").json["terms"]
    body = terms | {"coupon_templates": ["template_1"]}
    gateway.call(f"PUT {PATH}", body, caller=MARKETER, version=1)


def _submit(gateway: Gateway) -> object:
    return gateway.call(f"POST {PATH}/submit", caller=MARKETER, version=2)


def _approve_more(gateway: Gateway) -> object:
    return gateway.call(f"POST {PATH}/approve", version=6)


def _take(_: Gateway) -> None:
    """Two people, on one page; the part of the segment's worker is done here."""
    store = DynamoRunStore()
    run = store.find(RUN)
    assert run is not None
    part = PartDone(0, version=1, page_count=1, count=2, is_done=True)
    store.step(run, Step(part, ((0, ("customer-42", "customer-43")),)))
    counts = (1, *[0] * 15)
    taken = replace(run, version=2, count=2, page_counts=counts, taken_at=SAMPLE_TIME)
    store.finish(taken, [], stamp("taken"))
    _invoke_pages(told("segment", "SegmentSnapshotTaken", f"RUN#{RUN}/-@2", _snapshot()))


def _snapshot() -> dict[str, Any]:
    return {
        "id": RUN, "segment_id": "segment_17VCE7Q3PMQ4YEYACW8KDJ3WBA", "segment_version": 1,
        "count": 2, "page_count": 1,
    }  # fmt: skip


def _send_pages(_: Gateway) -> object:
    return _invoke_pages(task_body(PageTask(READY, 1, 0, 1)).decode())


def _invoke_pages(body: str) -> object:
    return functions.invoke("campaign_pages", batch(body))


def _resume(_: Gateway) -> object:
    """What is left goes on."""
    data = {
        "id": READY, "version": 5, "name": "Hello", "kind": "one_off", "state": "running",
        "channels": ["sms"],
    }  # fmt: skip
    resumed = told("campaign", "CampaignResumed", f"CAMPAIGN#{READY}/-@5", data)
    return functions.invoke("campaign_launch", batch(resumed))


def _sweep(_: Gateway) -> object:
    with standing(SAMPLE_TIME + timedelta(minutes=4)):
        return functions.invoke("campaign_sweep", {})


OCCASIONS: list[Occasion] = [
    ("campaign_launch", [LAUNCH, _take], _resume),
    ("campaign_pages", [LAUNCH, _take], _send_pages),
    ("campaign_reviews", [LAUNCH, _raise_budget], _approve_more),
    ("campaign_reviews", [DRAFT, _name_coupons], _submit),
    ("campaign_sweep", [APPROVE], _sweep),
]
