"""A message that a member of staff is sent to see it, and where they are reached."""

from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import SendRequest
from promenade.contracts.profiles import ContactKind
from promenade.kit.values import Document


class Tester(Document, frozen=True):
    """Not for storing in clear."""

    kind: ContactKind
    address: str
    language: str | None


class MessageTest(Document, frozen=True):
    """`request` is what the gate is asked for, its tester sealed."""

    id: str
    template_id: str
    template_version: int
    channel: Channel
    language: str
    request: SendRequest
    at: datetime
    campaign_id: str | None = None
