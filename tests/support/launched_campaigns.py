"""Campaigns that are woken, sent and counted, for tests."""

from datetime import datetime
from typing import Any

import msgspec

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MessagesHandled, SendRequest, SentTo
from promenade.contracts.segments import SegmentSnapshotTaken
from promenade.kit.values import replace
from promenade.outreach.campaign.model.runs import PageTask
from promenade.outreach.campaign.service import launching, sending
from promenade.outreach.campaign.store.runs import DynamoRunStore
from tests.support.campaigns import (
    ID,
    LINK,
    SOON,
    AskedSnapshots,
    Desk,
    FixedSegments,
    FixedTemplates,
    by,
    template,
)

RUN = f"{ID}-1"
TEMPLATES = "template_1", "template_2"


class Kept:
    """A queue that keeps what it was sent."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def send(self, bodies: Any) -> None:
        self.bodies += bodies

    def read(self, shape: Any) -> list[Any]:
        found, self.bodies = [msgspec.json.decode(each, type=shape) for each in self.bodies], []
        return found


class Shop:
    def __init__(self, size: int = 250, **other: Any) -> None:
        self.desk, self.runs = Desk(**other), DynamoRunStore()
        self.snapshots, self.segments = AskedSnapshots(), FixedSegments(size)
        self.pages, self.requests = Kept(), Kept()
        self.doors = sending.Doors(
            campaigns=self.desk.store,
            runs=self.runs,
            segments=self.segments,
            templates=FixedTemplates(),
            pages=self.pages,
            requests=self.requests,
            link=LINK,
        )

    def charge(self, unit_cost_micros: int) -> None:
        """For each unit of a message, from now on."""
        named = (template(each, unit_cost_micros=unit_cost_micros) for each in TEMPLATES)
        found = FixedTemplates(*named)
        self.doors = replace(self.doors, templates=found)
        self.desk.sources = replace(self.desk.sources, templates=found)

    def wake(self, at: datetime = SOON, by_whom: str = "wake") -> None:
        doors = launching.Doors(self.desk.store, self.runs, self.snapshots)
        launching.wake(ID, by("system:campaign", f"{by_whom} {at}", at), doors)

    def take(self, run: str = RUN) -> None:
        snapshot = self.segments.snapshot(run)
        assert snapshot is not None
        told = SegmentSnapshotTaken(run, "segment_1", 1, snapshot.count, snapshot.page_count)
        sending.take(told, by("system:campaign", f"taken {run}", SOON), self.doors)

    def asked(self) -> list[SendRequest]:
        for task in self.pages.read(PageTask):
            sending.send_pages(task, self.doors)
        return self.requests.read(SendRequest)

    def handle(self, request: SendRequest, **other: Any) -> bool:
        given: dict[str, Any] = {
            "campaign": ID,
            "step": "send",
            "entry": request.entry,
            "channel": Channel.SMS,
            "request_id": request.id,
            "at": SOON,
            "sent": (SentTo("plain", request.customers),),
            "cost_micros": len(request.customers) * 50_000,
        }
        told = MessagesHandled(**given | other)
        return sending.count(told, by("system:campaign", told.request_id, SOON), self.doors)
