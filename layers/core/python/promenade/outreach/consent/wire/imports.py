"""Files of consents: CSV or JSON Lines, per row one channel and purpose of a customer, or an
address that wants no more."""

from collections.abc import Callable, Iterable, Sequence

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentState, Reason
from promenade.contracts.customers import CustomerId
from promenade.contracts.languages import Language
from promenade.contracts.references import Reference
from promenade.kit.clock import in_utc
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.headers import Columns
from promenade.kit.imports import FaultView, File, Line, Room, read_lines
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Saying, Source
from promenade.outreach.consent.model.suppression import Cause, Suppressing
from promenade.outreach.consent.service.importing import Imported, Result, Row
from promenade.outreach.consent.wire.consents import (
    ConsentBody,
    Instant,
    Wording,
    WordingVersion,
    faults_of,
    refuse,
    said_in,
    time_faults,
)
from promenade.outreach.consent.wire.suppressions import Address, read_address

MAX_ROWS = 500
MAX_BYTES = 1_048_576

Digest = Callable[[Channel, str], str]
"""Of an address by a channel."""


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns. What a `customer` withdraws is
    advertising, as of now, where it names no `purpose` and no `given_at`; it needs no `locale` and
    no `wording`. An `email` or a `phone` instead of a customer withdraws for whomever has it: it is
    suppressed, as `unsubscribe`, and kept as a digest alone."""

    state: ConsentState
    customer: CustomerId | None = None
    email: Address | None = None
    phone: Address | None = None
    channel: Channel | None = None
    purpose: Purpose | None = None
    given_at: Instant | None = None
    locale: Language | None = None
    wording: Wording | None = None
    wording_version: WordingVersion | None = None
    reference: Reference | None = None


_NO_LOCALE = "Send the language of what the customer read."
_WHOM = "Send one of customer, email and phone."
_REQUIRED = "This field is required."
_OF_CUSTOMERS = "For this name the customer: an address withdraws from advertising, and no more."
_CUSTOMERS_TERMS = ("locale", "wording", "wording_version")
COLUMNS = RowBody.__struct_fields__
_EXAMPLES = {"state": "withdrawn"}
_SHEET = Columns(
    names=COLUMNS, required=("state",), emptiable=frozenset(COLUMNS) - {"state"}, examples=_EXAMPLES
)


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1. What is `outdated` changed nothing: the
    customer said something else since, or refused at the same instant; an address was let through
    again. `customer` is empty in a row by address."""

    line: int
    customer: str
    result: Result
    errors: list[FaultView]


class ImportReport(View, frozen=True):
    """The counts sum to the number of rows. Of all faults the first 100 stand with their rows, and
    `more_count` says how many more there are."""

    dry_run: bool
    recorded_count: int
    confirmed_count: int
    unchanged_count: int
    outdated_count: int
    rejected_count: int
    more_count: int
    rows: list[RowView]


def read_rows(file: File, stamp: Stamp, digest: Digest) -> list[Row]:
    """Raises Invalid for a file that is no text, without rows, with too many, or with a wrong
    header."""
    lines = read_lines(file, RowBody, _SHEET, most=MAX_ROWS)
    return [
        _row(line.number, line.body, stamp, digest) if line.body else _refused(line)
        for line in lines
    ]


def show_report(done: Iterable[Imported], language: str, *, dry_run: bool) -> ImportReport:
    room = Room(language)
    shown = [_show(each, room) for each in done]
    return ImportReport(
        dry_run=dry_run,
        recorded_count=_count(shown, "recorded"),
        confirmed_count=_count(shown, "confirmed"),
        unchanged_count=_count(shown, "unchanged"),
        outdated_count=_count(shown, "outdated"),
        rejected_count=_count(shown, "rejected"),
        more_count=room.more_count,
        rows=shown,
    )


def _refused(line: Line[RowBody]) -> Row:
    customer = str(line.values.get("customer", ""))[:128]
    return Row(line.number, customer, None, None, line.faults, line.more_count)


def _row(number: int, body: RowBody, stamp: Stamp, digest: Digest) -> Row:
    customer = body.customer or ""
    try:
        if customer and not (body.email or body.phone):
            return Row(number, customer, _saying(body, stamp))
        return Row(number, customer, None, _refusal(body, stamp, digest))
    except Invalid as refused:
        return Row(number, customer, None, faults=refused.faults)


def _saying(body: RowBody, stamp: Stamp) -> Saying:
    """Raises Invalid."""
    needed = ("channel", "purpose", "given_at") if body.state == "given" else ("channel",)
    faults = [Fault(f"/{each}", "missing", _REQUIRED) for each in needed if not getattr(body, each)]
    if body.state == "given" and not body.locale:
        faults.append(Fault("/locale", "missing", _NO_LOCALE))
    if faults or not body.channel:
        raise Invalid(faults)
    said = ConsentBody(
        channel=body.channel,
        purpose=body.purpose or Purpose.MARKETING,
        state=body.state,
        wording=body.wording,
        wording_version=body.wording_version,
        given_at=body.given_at,
        locale=body.locale or "",
        reference=body.reference,
    )
    refuse([*faults_of(said), *time_faults(body.given_at, stamp.at)])
    return said_in(said, Source.IMPORT, stamp)


def _refusal(body: RowBody, stamp: Stamp, digest: Digest) -> Suppressing:
    """Raises Invalid."""
    sent = [each for each in (body.customer, body.email, body.phone) if each]
    if len(sent) != 1:
        raise Invalid([Fault("", "one_of", _WHOM)])
    channel = Channel.EMAIL if body.email else Channel.SMS
    only = {"state": "withdrawn", "channel": channel, "purpose": Purpose.MARKETING}
    wrong = [name for name, value in only.items() if getattr(body, name) not in (None, value)]
    wrong += [name for name in _CUSTOMERS_TERMS if getattr(body, name)]
    faults = [Fault(f"/{name}", "no_customer", _OF_CUSTOMERS) for name in wrong]
    refuse([*faults, *time_faults(body.given_at, stamp.at)])
    address = read_address(channel, sent[0], "/email" if body.email else "/phone")
    cause = Cause(in_utc(body.given_at or stamp.at), stamp.actor, body.reference or "")
    return Suppressing(channel, Reason.UNSUBSCRIBE, cause, digest(channel, address))


def _show(done: Imported, room: Room) -> RowView:
    row = done.row
    errors = room.show(done.faults, row.more_count)
    return RowView(line=row.line, customer=row.customer, result=done.result, errors=errors)


def _count(rows: Sequence[RowView], result: Result) -> int:
    return sum(1 for row in rows if row.result == result)
