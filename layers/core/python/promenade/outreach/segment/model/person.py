"""What is known here of a person, out of what others told: each fact once, in any order."""

from collections.abc import Iterable
from datetime import datetime

from promenade.contracts.behaviour import Act, Acted
from promenade.contracts.channels import Channel
from promenade.contracts.consents import ConsentChange, ConsentState
from promenade.contracts.profiles import ContactKind, Figures, ProfileChanged, ToldTag
from promenade.kit.values import Document, replace


class Said(Document, frozen=True):
    """In the version `version` of what the person said."""

    state: ConsentState
    version: int


class Membership(Document, frozen=True):
    """Of a followed segment, by its terms of `terms_version`. `turns` counts how often the person
    came or went, `entries` how often the person came."""

    is_inside: bool
    turns: int = 1
    entries: int = 0
    terms_version: int = 0


class Person(Document, frozen=True):
    """`turn` counts the writes. `consents` are by channel and purpose (`email marketing`), `acted`
    is when each act was last done; those until `forgotten_at` are forgotten. A person who `is_gone`
    has no profile in use: it was merged, which may be taken back, or made anonymous. What was said
    until `moved_version` counts for another one, and one who said nothing since is that one. One
    who `is_closed` is to be forgotten. None of them is in any segment."""

    customer: str
    turn: int = 0
    profile_version: int = 0
    suppression_version: int = 0
    consent_version: int = 0
    moved_version: int = 0
    is_gone: bool = False
    is_closed: bool = False
    language: str | None = None
    zone: str | None = None
    country: str | None = None
    channels: tuple[ContactKind, ...] = ()
    tags: tuple[ToldTag, ...] = ()
    figures: Figures = Figures()
    consents: dict[str, Said] = {}  # noqa: RUF012  each value gets its own
    suppressed: tuple[Channel, ...] = ()
    acted: dict[Act, datetime] = {}  # noqa: RUF012
    forgotten_at: datetime | None = None
    memberships: dict[str, Membership] = {}  # noqa: RUF012

    @property
    def is_out(self) -> bool:
        is_moved = self.moved_version > self.consent_version
        return self.is_gone or self.is_closed or is_moved

    def consent(self, channel: Channel, purpose: str) -> ConsentState | None:
        said = self.consents.get(f"{channel} {purpose}")
        return said.state if said else None


def with_profile(person: Person, told: ProfileChanged) -> Person:
    if told.version <= person.profile_version:
        return person
    return replace(
        person,
        profile_version=told.version,
        is_gone=told.state != "active",
        language=told.language,
        zone=told.zone,
        country=told.country,
        channels=told.channels,
        tags=told.tags,
        figures=told.figures,
    )


def with_consents(person: Person, changes: Iterable[ConsentChange], version: int) -> Person:
    """A change of a later version stands, whichever came first."""
    if version <= person.moved_version:
        return person
    consents = dict(person.consents)
    for change in changes:
        name = f"{change.channel} {change.purpose}"
        held = consents.get(name)
        if held is None or held.version < version:
            consents[name] = Said(change.state, version)
    newest = max(version, person.consent_version)
    return replace(person, consents=consents, consent_version=newest)


def moved(person: Person, version: int) -> Person:
    left = {name: said for name, said in person.consents.items() if said.version > version}
    return replace(person, consents=left, moved_version=max(version, person.moved_version))


def with_suppressions(person: Person, channels: Iterable[Channel], version: int) -> Person:
    if version <= person.suppression_version:
        return person
    return replace(person, suppressed=tuple(sorted(channels)), suppression_version=version)


def with_acts(person: Person, acts: Iterable[Acted]) -> Person:
    acted = dict(person.acted)
    for each in acts:
        is_forgotten = person.forgotten_at is not None and each.last_at <= person.forgotten_at
        if not is_forgotten:
            acted[each.act] = max(each.last_at, acted.get(each.act, each.last_at))
    return replace(person, acted=acted)


def without_acts(person: Person, until: datetime) -> Person:
    """Of what was done by then."""
    acted = {act: at for act, at in person.acted.items() if at > until}
    latest = max(until, person.forgotten_at or until)
    return replace(person, acted=acted, forgotten_at=latest)


def closed(person: Person) -> Person:
    """Of whom nothing is to be known any more, but that somebody came and went."""
    memberships = person.memberships
    return Person(person.customer, turn=person.turn, is_closed=True, memberships=memberships)
