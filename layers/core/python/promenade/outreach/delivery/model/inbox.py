"""What a shopper finds in the inbox: 90 days, whatever the table still holds."""

from datetime import datetime, timedelta

from promenade.kit.values import Document, Value

KEPT_FOR = timedelta(days=90)


class Note(Document, frozen=True):
    """What is sealed."""

    text: str
    subject: str
    url: str
    language: str
    at: datetime


class InboxMessage(Value, frozen=True):
    id: str
    note: Note
    is_read: bool
