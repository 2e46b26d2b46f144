"""What is known of one person: consents, what keeps messages away, and who that is now."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentChange, ConsentState, Reason
from promenade.kit.errors import Conflict
from promenade.kit.values import Document, Value, replace
from promenade.outreach.consent.model.consent import (
    Cells,
    Consent,
    Outcome,
    Proof,
    Saying,
    cell_of,
    latest,
    said,
)
from promenade.outreach.consent.model.suppression import (
    UNREACHABLE,
    Cause,
    Suppressing,
    has_until,
)

CELLS = [(channel, purpose) for purpose in Purpose for channel in Channel]


class PersonIsErased(Conflict):
    """Who was erased is sent nothing any more: no consent is taken."""


class MergedAlready(Conflict):
    """The customer was merged into another one before."""


class Person(Document, frozen=True):
    """`person` is a keyed digest of `customer`, which goes when the person is erased. `changes` are
    those of this version. `others` are the digests of those who were merged into this one; what is
    left of who was merged is who that was, and `merged_into`.

    Where profiles were merged, `apart` is what each would stand by if that was taken back, by their
    digests, this one among them. `mergers` is the newest heard of the profile's own."""

    person: str
    customer: str = ""
    version: int = 0
    consents: Mapping[str, Consent] = {}
    suppressions: Mapping[Channel, Mapping[Reason, Cause]] = {}
    changes: tuple[ConsentChange, ...] = ()
    others: tuple[str, ...] = ()
    apart: Mapping[str, Cells] = {}
    mergers: int = 0
    merged_into: str = ""
    merged_at: datetime | None = None
    erased_at: datetime | None = None

    def consent(self, channel: Channel, purpose: Purpose) -> Consent | None:
        return self.consents.get(cell_of(channel, purpose))

    @property
    def refused(self) -> Mapping[Channel, datetime]:
        """Since when no advertising is wanted, by channel: the last that was said of it, whatever
        the reach of an address."""
        found = dict[Channel, datetime]()
        for channel in Channel:
            causes = self.suppressions.get(channel, {})
            times = [each.at for name, each in causes.items() if name not in UNREACHABLE]
            consent = self.consent(channel, Purpose.MARKETING)
            if consent and consent.state == "withdrawn":
                times.append(consent.at)
            if times:
                found[channel] = max(times)
        return found

    def next(self, **changes: object) -> "Person":
        return replace(self, **{"version": self.version + 1, "changes": (), **changes})


class Entry(Document, frozen=True):
    """What a version changed, for good."""

    version: int
    changes: tuple["EntryChange", ...]


class EntryChange(Document, frozen=True):
    """`before` is null where nobody had asked."""

    channel: Channel
    purpose: Purpose
    before: ConsentState | None
    state: ConsentState
    proof: Proof


class Told(Value, frozen=True):
    """What became of each saying, and of the person; without an `entry` nothing new was said."""

    outcomes: tuple[Outcome, ...]
    after: Person
    entry: Entry | None = None


def tell(person: Person, sayings: Sequence[Saying], speaker: str = "") -> Told:
    """`after` is `person` itself where nothing is to be kept. `speaker` is whose name it was said
    under, of those who may be parted. Raises PersonIsErased for consent of who was erased."""
    if person.erased_at and any(each.state == "given" for each in sayings):
        raise PersonIsErased("The customer was erased and is sent nothing any more.")
    if person.erased_at:
        still: Outcome = "unchanged"
        return Told((still,) * len(sayings), person)
    cells, outcomes = _heard(person.consents, sayings)
    apart = _heard_apart(person, sayings, speaker)
    after, entry = standing(person, latest(apart.values()) if apart else cells)
    if apart != person.apart:
        after = replace(person.next() if after is person else after, apart=apart)
    return Told(tuple(outcomes), after, entry)


def erased(person: Person, at: datetime) -> Person:
    """Without its name; what keeps messages away stays."""
    bare = Person(person.person, version=person.version + 1, erased_at=at)
    return replace(bare, suppressions=person.suppressions, others=person.others)


def suppressed(person: Person, asked: Suppressing) -> Person:
    """Itself where it is known."""
    causes = person.suppressions.get(asked.channel, {})
    if asked.reason in causes:
        return person
    more = {asked.channel: {**causes, asked.reason: asked.cause}}
    return person.next(suppressions={**person.suppressions, **more})


def lifted(person: Person, asked: Suppressing) -> Person:
    """Itself where there is no such suppression, or one that came later."""
    causes = person.suppressions.get(asked.channel, {})
    if not has_until(causes, asked.reason, asked.cause.at):
        return person
    others = {name: cause for name, cause in causes.items() if name != asked.reason}
    left = {**person.suppressions, asked.channel: others}
    return person.next(suppressions={name: each for name, each in left.items() if each})


def standing(person: Person, cells: Cells) -> tuple[Person, Entry | None]:
    """As of its next version where anything differs."""
    if cells == person.consents:
        return person, None
    changes = tuple(_changes(person.consents, cells))
    told = tuple(told_of(each) for each in changes)
    after = person.next(consents=dict(sorted(cells.items())), changes=told)
    return after, Entry(after.version, changes) if changes else None


def _heard(before: Cells, sayings: Sequence[Saying]) -> tuple[Cells, list[Outcome]]:
    cells, outcomes = dict(before), list[Outcome]()
    for each in sayings:
        outcome, stands = said(cells.get(each.cell), each)
        outcomes.append(outcome)
        if stands:
            cells[each.cell] = stands
    return cells, outcomes


def _heard_apart(person: Person, sayings: Sequence[Saying], speaker: str) -> Mapping[str, Cells]:
    """A refusal is everybody's, consent the speaker's alone."""
    refusals = [each for each in sayings if each.state == "withdrawn"]
    return {
        who: _heard(cells, sayings if who == (speaker or person.person) else refusals)[0]
        for who, cells in person.apart.items()
    }


def _changes(before: Cells, after: Cells) -> list[EntryChange]:
    """Where more than the time differs."""
    found = []
    for channel, purpose in CELLS:
        met, now = (cells.get(cell_of(channel, purpose)) for cells in (before, after))
        if now and (met is None or (met.state, met.proof) != (now.state, now.proof)):
            state = met.state if met else None
            found.append(EntryChange(channel, purpose, state, now.state, now.proof))
    return found


def told_of(change: EntryChange) -> ConsentChange:
    said_by = change.proof.campaign
    return ConsentChange(change.channel, change.purpose, change.before, change.state, said_by)
