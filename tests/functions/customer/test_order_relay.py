"""From the order's item to OrderRecorded, without what is nobody's business."""

from typing import Any

import msgspec

from promenade.contracts.events import Event
from promenade.contracts.orders import OrderDocument
from promenade.kit import outbox
from tests.support import functions
from tests.support.cloud import dump
from tests.support.orders import PERSON, order, queued, sale


def changes(*documents: dict[str, Any]) -> list[dict[str, Any]]:
    """The stream's records of taking these versions in turn."""
    records = []
    images: dict[str, Any] = {}
    for document in documents:
        functions.invoke("order_ingest", queued(document))
        (item,) = dump()["promenade-order"]
        records.append({"dynamodb": {"NewImage": item, **images}})
        images = {"OldImage": item}
    return records


def test_every_version_is_told_with_the_one_before(stores: None) -> None:
    records = changes(sale(personal=PERSON), sale(version=3, state="shipped", personal=PERSON))
    told = list(outbox.events(records))
    assert [(fact, event.event_id) for fact, event in told] == [
        ("OrderRecorded", "ORDER#storefront#A-1/-@1"),
        ("OrderRecorded", "ORDER#storefront#A-1/-@3"),
    ]
    raw = msgspec.json.encode(told[1][1])
    assert not any(text in raw.decode() for text in PERSON.values())
    event = msgspec.json.decode(raw, type=Event[OrderDocument])
    assert event.data.before == order(sale()).document
    assert event.data.after == order(sale(version=3, state="shipped")).document


def test_submissions_are_no_facts(stores: None) -> None:
    image = {"pk": {"S": "SUBMISSION#s"}, "sk": {"S": "-"}, "body": {"S": "{}"}}
    assert list(outbox.events([{"dynamodb": {"NewImage": image}}])) == []


def test_the_relay_puts_them_on_the_bus(stores: None) -> None:
    assert functions.invoke("order_relay", {"Records": changes(sale())}) is None
