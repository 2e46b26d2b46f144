"""What people say, on the wire."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from promenade.contracts.access import Permission
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentState
from promenade.contracts.customers import CustomerId, customer_of
from promenade.contracts.languages import Language, written
from promenade.contracts.references import Reference
from promenade.kit.clock import in_utc
from promenade.kit.decoding import Strict
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.masks import masked
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Proof, Saying, Source
from promenade.outreach.consent.model.person import CELLS

_NO_WORDING = "Send what the customer read and agreed to, and which version of it."
_IN_FUTURE = "Nobody has said this yet: send when it was said."
_NO_DATE = "Spreadsheets write such a date where there is none: send when it was said."
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_TWICE = "Name each channel and purpose once."

Instant = Annotated[datetime, Meta(tz=True)]
Wording = Annotated[str, Meta(min_length=1, max_length=1_000)]
WordingVersion = Annotated[str, Meta(min_length=1, max_length=64)]


class ChoiceBody(Strict, frozen=True):
    """Who gives consent read a `wording`, of a version; who withdraws it needs none."""

    channel: Channel
    purpose: Purpose
    state: ConsentState
    wording: Wording | None = None
    wording_version: WordingVersion | None = None


class ChoicesBody(Strict, frozen=True):
    """What it does not name stays as it is."""

    choices: Annotated[tuple[ChoiceBody, ...], Meta(min_length=1, max_length=len(CELLS))]
    locale: Language


class ConsentBody(ChoiceBody, frozen=True, kw_only=True):
    """Said now, unless `given_at` says when. `reference` leads to what proves it: the number of a
    form, a recording, a message."""

    given_at: Instant | None = None
    locale: Language
    reference: Reference | None = None


class ConsentsBody(Strict, frozen=True):
    """`source` is what it was said by; without it staff heard it, or a form of the client's."""

    consents: Annotated[tuple[ConsentBody, ...], Meta(min_length=1, max_length=len(CELLS))]
    source: Literal["form", "reply", "provider"] | None = None


class MergeBody(Strict, frozen=True):
    """Both are one person, who is `into` from now on."""

    into: CustomerId


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others, who have no preferences."""
    if caller.kind != "shopper":
        raise NotFound("Customers have preferences; sign in as one.")
    return customer_of(caller)


def read_choices(call: Call[ChoicesBody, None], stamp: Stamp) -> list[Saying]:
    """Raises Invalid."""
    refuse(_faults("/choices", call.body.choices))
    return [
        _saying(each, Proof(Source.SHOPPER, stamp.at, stamp.at, stamp.actor, **_terms(each, call)))
        for each in call.body.choices
    ]


def read_consents(call: Call[ConsentsBody, None], stamp: Stamp) -> list[Saying]:
    """Raises Invalid."""
    sent = call.body.consents
    refuse([*_faults("/consents", sent), *_untimely("/consents", sent, stamp.at)])
    heard = Source.STAFF if call.caller.kind == "staff" else Source.FORM
    source = Source(call.body.source) if call.body.source else heard
    return [said_in(each, source, stamp) for each in sent]


def said_in(body: ConsentBody, source: Source, stamp: Stamp) -> Saying:
    proof = Proof(
        source=source,
        given_at=in_utc(body.given_at or stamp.at),
        recorded_at=stamp.at,
        recorded_by=stamp.actor,
        wording=body.wording or "",
        wording_version=body.wording_version or "",
        locale=written(body.locale),
        reference=body.reference or "",
    )
    return _saying(body, proof, is_now=body.given_at is None)


def faults_of(body: ChoiceBody, at: str = "") -> Iterator[Fault]:
    if body.state == "given" and not (body.wording and body.wording_version):
        name = "wording_version" if body.wording else "wording"
        yield Fault(f"{at}/{name}", "missing", _NO_WORDING)


def time_faults(given_at: datetime | None, now: datetime, at: str = "") -> Iterator[Fault]:
    if given_at and given_at > now:
        yield Fault(f"{at}/given_at", "in_future", _IN_FUTURE)
    if given_at and given_at < _EARLIEST:
        yield Fault(f"{at}/given_at", "too_early", _NO_DATE)


def told_reference(reference: str, caller: Principal) -> str | None:
    """What looks like a person in it is for who may see people (N30)."""
    shown = reference if caller.may(Permission.PERSONAL_READ) else masked(reference)
    return shown or None


def _terms(body: ChoiceBody, call: Call[ChoicesBody, None]) -> dict[str, str]:
    return {
        "wording": body.wording or "",
        "wording_version": body.wording_version or "",
        "locale": written(call.body.locale),
    }


def _saying(body: ChoiceBody, proof: Proof, *, is_now: bool = True) -> Saying:
    return Saying(body.channel, body.purpose, body.state, proof, is_now)


def _faults(at: str, sent: Sequence[ChoiceBody]) -> Iterator[Fault]:
    seen = set[Any]()
    for place, each in enumerate(sent):
        if (each.channel, each.purpose) in seen:
            yield Fault(f"{at}/{place}", "repeated", _TWICE)
        seen.add((each.channel, each.purpose))
        yield from faults_of(each, f"{at}/{place}")


def _untimely(at: str, sent: Sequence[ConsentBody], now: datetime) -> Iterator[Fault]:
    for place, each in enumerate(sent):
        yield from time_faults(each.given_at, now, f"{at}/{place}")


def refuse(found: Sequence[Fault] | Iterator[Fault]) -> None:
    """Raises Invalid where there are any."""
    if faults := list(found):
        raise Invalid(faults)
