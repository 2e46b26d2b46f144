"""People of a segment as spreadsheets take them: a row a customer."""

import csv
import io
from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from promenade.contracts.segments import SegmentFact
from promenade.kit.clock import to_wire
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.paging import Position
from promenade.kit.sheets import inert
from promenade.kit.trail import Subject
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.model.segment import Segment
from promenade.outreach.segment.service.exporting import Export
from promenade.outreach.segment.wire.estimates import told_customer

COLUMNS = (
    *("customer", "language", "zone", "country", "channels"),
    *("purchases", "first_paid_at", "last_paid_at"),
)


class ExportQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The header `Link` names the page that comes next; a page has up to 1,000 customers."""

    cursor: Annotated[str, Meta(max_length=4096)] | None = None


def subject_of(segment: Segment) -> Subject:
    """Of the record that people were taken away."""
    return Subject(SegmentFact.publisher, f"SEGMENT#{segment.id}/-", segment.version)


def read_page(position: Position | None) -> int:
    return int(position["page"]) if position else 0


def next_page(found: Export) -> Position | None:
    return None if found.next_page is None else {"page": str(found.next_page)}


def next_link(call: Call[Any, Any], cursor: str | None) -> dict[str, str]:
    if cursor is None:
        return {}
    path = f"/segments/{call.path['segment_id']}/runs/{call.path['run_id']}/members"
    return {"Link": f'<{path}?{urlencode({"cursor": cursor})}>; rel="next"'}


def show_csv(people: Iterable[Person], caller: Principal) -> str:
    """With the byte order mark by which Excel knows UTF-8. What looks like a person in a name is
    for who may see people (N30)."""
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *(_row(each, caller) for each in people)])
    return "\ufeff" + out.getvalue()


def _row(person: Person, caller: Principal) -> list[str]:
    figures = person.figures
    traits = (person.language, person.zone, person.country, ";".join(person.channels))
    times = (figures.first_paid_at, figures.last_paid_at)
    return [
        inert(told_customer(person.customer, caller)),
        *(inert(each or "") for each in traits),
        str(figures.paid_count),
        *(to_wire(each) if each else "" for each in times),
    ]
