"""A shop whose campaigns run from function to function, in process."""

from datetime import datetime, timedelta
from typing import Any

from promenade.contracts.campaigns import HELD_OUT, arm
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.outreach.campaign.model.runs import Progress
from promenade.outreach.campaign.store.runs import DynamoRunStore
from tests.support import functions
from tests.support.callers import MARKETER, OWNER
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import delivered
from tests.support.delivery_deeds import approve
from tests.support.gateway import Gateway
from tests.support.running import Running, put

AT = SAMPLE_TIME + timedelta(hours=1)
ENGLISH = {"kind": "field", "name": "language", "test": "eq", "values": ["en"]}
HOLDOUT_BP = 2_000
TEMPLATE = "message_template_1"
WORKERS = ("campaign_launch", "campaign_pages", "delivery_send", "segment_learn", "segment_runs")


class Shop:
    """Of `people`, the first five never said that they want messages."""

    def __init__(self, gateway: Gateway, count: int = 30) -> None:
        self.gateway, self.running, self.now = gateway, Running(*WORKERS), SAMPLE_TIME
        self.people = [f"customer-{number}" for number in range(count)]
        with standing(self.now):
            approve(Channel.IN_APP, Purpose.MARKETING, gateway)
            self._tell("POST /profile-imports", "customer,language", self.people, "en")
            told = "in_app,marketing,given,2026-01-04T10:00:00+08:00,en,Tell me.,1"
            self._tell("POST /consent-imports", _CONSENTS, self.people[5:], told)
            self.segment = self._made("POST /segments", _SEGMENT)["id"]
        self.settle()

    def campaign(self, **other: Any) -> str:
        """Drafted, submitted, and approved by somebody else: to be sent in an hour."""
        plan = {"kind": "one_off", "segment_id": self.segment, "channel": "in_app"}
        plan |= {"choices": [{"variant": "plain", "template_id": TEMPLATE}]}
        plan |= {"at": AT.isoformat()}
        body = {"name": "Hello", "plan": plan, "currency": "USD", "holdout_bp": HOLDOUT_BP}
        body |= {"budget_micros": 10**9, "variables": {"name": "there"}}
        id_: str = self._made("POST /campaigns", body | other)["id"]
        self.act(id_, "submit", version=1)
        self.act(id_, "approve", by=OWNER, version=2)
        return id_

    def act(self, id_: str, action: str, **options: Any) -> Any:
        by = options.pop("by", OWNER if action in _PUBLISHING else MARKETER)
        with standing(self.now):
            answer = self.gateway.call(f"POST /campaigns/{id_}/{action}", caller=by, **options)
        assert answer.status == 200, answer.text
        return answer.json

    def get(self, id_: str) -> Any:
        with standing(self.now):
            return self.gateway.call(f"GET /campaigns/{id_}", caller=MARKETER).json

    def come(self, at: datetime) -> None:
        """What schedules send by then is sent, and all that follows is done."""
        self.now = at
        with standing(at):
            functions.invoke("campaign_sweep", {})
        self.settle()

    def wake(self, id_: str) -> None:
        """As its schedule does."""
        put("campaign-wake", {"campaign": id_})
        self.settle()

    def launch(self, id_: str) -> None:
        """And nothing of what follows."""
        put("campaign-wake", {"campaign": id_})
        with standing(self.now):
            functions.invoke("campaign_launch", delivered("campaign-wake"))

    def settle(self) -> None:
        with standing(self.now):
            self.running.settle()

    def progress(self, id_: str, number: int = 1) -> Progress:
        return DynamoRunStore().progress(id_, number)

    def held_out(self, id_: str) -> set[str]:
        """Of those who said that they want messages."""
        choices = [Choice("plain", TEMPLATE)]
        asked = self.people[5:]
        return {each for each in asked if arm(id_, each, HOLDOUT_BP, choices) == HELD_OUT}

    def inboxes(self) -> dict[str, int]:
        """How many messages everybody has."""
        with standing(self.now):
            return {each: _inbox(each, self.gateway) for each in self.people}

    def _tell(self, route: str, columns: str, people: list[str], told: str) -> None:
        rows = "\n".join([columns, *(f"{each},{told}" for each in people)])
        kind = {"content-type": "text/csv"}
        answer = self.gateway.call(route, rows.encode(), headers=kind)
        assert (answer.status, answer.json["rejected_count"]) == (200, 0), answer.text

    def _made(self, route: str, body: Any) -> Any:
        with standing(self.now):
            answer = self.gateway.call(route, body, caller=MARKETER)
        assert answer.status == 201, answer.text
        return answer.json


_CONSENTS = "customer,channel,purpose,state,given_at,locale,wording,wording_version"
_PUBLISHING = frozenset({"cancel", "pause", "resume"})
_SEGMENT = {"name": "English", "definition": ENGLISH}


def _inbox(customer: str, gateway: Gateway) -> int:
    messages = gateway.call(f"GET /customers/{customer}/messages", caller=OWNER).json["items"]
    return sum(each["outcome"] == "sent" for each in messages)
