"""What is shown of consent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Literal

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentState, Reason, Recipient
from promenade.kit.decoding import View
from promenade.kit.http.auth import Principal
from promenade.outreach.consent.model.consent import Consent, Outcome, Proof, Saying, Source
from promenade.outreach.consent.model.judging import causes_for, kept_back
from promenade.outreach.consent.model.person import CELLS, Entry, EntryChange, Person, Told
from promenade.outreach.consent.model.suppression import Causes, Suppression
from promenade.outreach.consent.wire.consents import told_reference


class PreferenceView(View, frozen=True):
    """`since` is when it was said, and read as `wording`; `confirmed_at` when it was last said
    again. `is_suppressed`: nothing of this purpose is sent by this channel, whatever the consent,
    as after a bounce of the address that it goes to, or a STOP of it until consent is given."""

    channel: Channel
    purpose: Purpose
    state: Literal["given", "withdrawn", "never_asked"]
    since: datetime | None
    confirmed_at: datetime | None
    source: Source | None
    wording: str | None
    wording_version: str | None
    locale: str | None
    is_suppressed: bool


class PreferencesView(View, frozen=True):
    """Every channel and purpose there is."""

    items: list[PreferenceView]
    version: int


class ProofView(View, frozen=True):
    """`reference` is masked where it looks like a person, for who may not see people."""

    source: Source
    given_at: datetime
    recorded_at: datetime
    recorded_by: str
    wording: str | None
    wording_version: str | None
    locale: str | None
    reference: str | None


class ConsentView(View, frozen=True):
    channel: Channel
    purpose: Purpose
    state: Literal["given", "withdrawn", "never_asked"]
    confirmed_at: datetime | None
    proof: ProofView | None


class PersonCauseView(View, frozen=True):
    """`address_digest` is null where it keeps messages from the customer by any address."""

    channel: Channel
    address_digest: str | None
    reason: Reason
    at: datetime
    by: str
    note: str | None


class CustomerView(View, frozen=True):
    """`customer` is the one that is left, of those who were merged; null once it was erased.
    `person` stands for it: the audit trail finds what staff did by `consent:<person>`.
    `suppressions` are those of the customer and, where consents are looked at, of the addresses
    that the customer's profile has: a bounce keeps messages away whatever was given; a STOP until
    the customer gives consent themself, and is not among them then."""

    customer: str | None
    person: str
    version: int
    erased_at: datetime | None
    consents: list[ConsentView]
    suppressions: list[PersonCauseView]


class RecordedView(View, frozen=True):
    """`outdated`: something newer, or a refusal of the same instant, stands and is not changed."""

    channel: Channel
    purpose: Purpose
    outcome: Outcome
    state: ConsentState | None


class RecordView(View, frozen=True):
    items: list[RecordedView]
    version: int


class ChangeView(View, frozen=True):
    """`before` is null where nobody had asked."""

    channel: Channel
    purpose: Purpose
    before: ConsentState | None
    state: ConsentState
    proof: ProofView


class EntryView(View, frozen=True):
    version: int
    changes: list[ChangeView]


class EntryPage(View, frozen=True):
    items: list[EntryView]
    next: str | None


def show_preferences(person: Person, addresses: Sequence[Suppression]) -> PreferencesView:
    """Messages go to the first address of a kind."""
    kept = {each.channel: each for each in reversed(addresses)}
    items = [_preference(person, *cell, kept.get(cell[0])) for cell in CELLS]
    return PreferencesView(items=items, version=person.version)


def show_customer(
    person: Person, caller: Principal, addresses: Sequence[Suppression] = ()
) -> CustomerView:
    kept = [
        *(_causes(channel, None, causes) for channel, causes in person.suppressions.items()),
        *(_causes(each.channel, each.address, causes_for(person, each)) for each in addresses),
    ]
    return CustomerView(
        customer=person.customer or None,
        person=person.person,
        version=person.version,
        erased_at=person.erased_at,
        consents=[_consent(person, *cell, caller) for cell in CELLS],
        suppressions=[*chain.from_iterable(kept)],
    )


def _causes(channel: Channel, digest: str | None, causes: Causes) -> list[PersonCauseView]:
    return [
        PersonCauseView(
            channel=channel,
            address_digest=digest,
            reason=reason,
            at=each.at,
            by=each.by,
            note=each.note or None,
        )
        for reason, each in causes.items()
    ]


def show_told(told: Told, sayings: Sequence[Saying]) -> RecordView:
    stands = [told.after.consent(each.channel, each.purpose) for each in sayings]
    items = [
        RecordedView(
            channel=saying.channel,
            purpose=saying.purpose,
            outcome=outcome,
            state=now.state if now else None,
        )
        for saying, outcome, now in zip(sayings, told.outcomes, stands, strict=True)
    ]
    return RecordView(items=items, version=told.after.version)


def show_entries(entries: Iterable[Entry], caller: Principal, cursor: str | None) -> EntryPage:
    items = [
        EntryView(version=each.version, changes=[_change(one, caller) for one in each.changes])
        for each in entries
    ]
    return EntryPage(items=items, next=cursor)


def _preference(
    person: Person, channel: Channel, purpose: Purpose, address: Suppression | None
) -> PreferenceView:
    found = person.consent(channel, purpose)
    recipient = Recipient(person.customer, channel, purpose)
    proof = found.proof if found else None
    return PreferenceView(
        channel=channel,
        purpose=purpose,
        state=found.state if found else "never_asked",
        since=proof.given_at if proof else None,
        confirmed_at=_confirmed(found),
        source=proof.source if proof else None,
        wording=(proof.wording or None) if proof else None,
        wording_version=(proof.wording_version or None) if proof else None,
        locale=(proof.locale or None) if proof else None,
        is_suppressed=kept_back(recipient, person, address) is not None,
    )


def _consent(person: Person, channel: Channel, purpose: Purpose, caller: Principal) -> ConsentView:
    found = person.consent(channel, purpose)
    return ConsentView(
        channel=channel,
        purpose=purpose,
        state=found.state if found else "never_asked",
        confirmed_at=_confirmed(found),
        proof=_proof(found.proof, caller) if found else None,
    )


def _confirmed(found: Consent | None) -> datetime | None:
    return found.at if found and found.at > found.proof.given_at else None


def _change(change: EntryChange, caller: Principal) -> ChangeView:
    return ChangeView(
        channel=change.channel,
        purpose=change.purpose,
        before=change.before,
        state=change.state,
        proof=_proof(change.proof, caller),
    )


def _proof(proof: Proof, caller: Principal) -> ProofView:
    return ProofView(
        source=proof.source,
        given_at=proof.given_at,
        recorded_at=proof.recorded_at,
        recorded_by=proof.recorded_by,
        wording=proof.wording or None,
        wording_version=proof.wording_version or None,
        locale=proof.locale or None,
        reference=told_reference(proof.reference, caller),
    )
