"""A person: what is sealed of him, and what is not."""

from datetime import datetime
from typing import ClassVar

from promenade.contracts.customers import claim_digest
from promenade.contracts.profiles import ContactKind, Figures, State, TagSource
from promenade.customer.profile.model.figures import total
from promenade.kit.digests import Digests
from promenade.kit.errors import Conflict
from promenade.kit.telemetry import Personal
from promenade.kit.turning import straight
from promenade.kit.values import Document, Value, replace

MOST_CONTACTS = 10

PLACEHOLDERS = frozenset(
    {"NULL", "null", "\\N", "undefined", "#N/A", "N/A", "n/a", "None", "NaN", "nan", "-"}
)
"""What exports of other systems write where there is nothing."""


class ProfileMerged(Conflict):
    """The person was found to be another one: `merged_into`, where changes are made now."""


class ProfileAnonymised(Conflict):
    """Nobody is behind it any more, and nothing personal will be kept under its id again."""


class IdentityTaken(Conflict):
    """Another person has an address of these: `kind` says which of them."""

    TOLD: ClassVar[str] = "Another customer has one of these addresses."


class Contact(Document, frozen=True):
    """`value` as it was written, but for phone numbers, which are kept as E.164; `app` is what an
    openid or a device belongs to. Its repr shows no more than its kind."""

    kind: ContactKind
    value: str
    app: str | None = None

    def __repr__(self) -> str:
        return f"Contact({self.kind})"


class Details(Document, frozen=True):
    """What is sealed. Its repr shows nothing."""

    name: str | None = None
    city: str | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def called(self) -> str | None:
        """What a message calls the person; None where nobody would read a name."""
        name = straight(self.name or "").strip()
        return None if name in PLACEHOLDERS else name or None

    def __repr__(self) -> str:
        return "Details(***)"


class Traits(Document, frozen=True):
    """What tells nobody from others: `language` as in `zh-CN`, an IANA zone, `country` as in CN."""

    language: str | None = None
    zone: str | None = None
    country: str | None = None


class Claim(Value, frozen=True):
    """An address that is one person's, by a keyed digest (N33)."""

    kind: ContactKind
    digest: str


class Tag(Document, frozen=True):
    name: str
    value: str
    source: TagSource
    set_at: datetime
    confidence_bp: int = 10_000
    evidence: str = ""
    expires_at: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        return self.expires_at is None or now < self.expires_at


class Absorbed(Document, frozen=True):
    """What a person who turned out to be this one has; kept apart so that it can go back. `tags`
    are those that this one has of him."""

    figures: Figures = Figures()
    channels: tuple[ContactKind, ...] = ()
    tags: tuple[Tag, ...] = ()


class Profile(Document, frozen=True):
    """`own` are the figures of its own orders, `figures` and `channels` those of all who were
    merged into it as well. `mergers` counts how often it was merged and taken back. No personal
    data."""

    id: str
    version: int = 0
    state: State = "active"
    language: str | None = None
    zone: str | None = None
    country: str | None = None
    own_channels: tuple[ContactKind, ...] = ()
    channels: tuple[ContactKind, ...] = ()
    tags: tuple[Tag, ...] = ()
    own: Figures = Figures()
    figures: Figures = Figures()
    absorbed: dict[str, Absorbed] = {}  # noqa: RUF012  each value gets its own
    merged_into: str | None = None
    merged_at: datetime | None = None
    mergers: int = 0


class Person(Value, frozen=True):
    """A profile with what is stored beside it; `fingerprint` is of its last write's request."""

    profile: Profile
    sealed: bytes | None = None
    claims: tuple[Claim, ...] = ()
    fingerprint: str = ""


def changed(profile: Profile, **other: object) -> Profile:
    """Its next version, its totals in step."""
    after = replace(profile, version=profile.version + 1, **other)
    parts = after.absorbed.values()
    kinds = {*after.own_channels, *(kind for each in parts for kind in each.channels)}
    figures = total([after.own, *(each.figures for each in parts)])
    return replace(after, channels=tuple(sorted(kinds)), figures=figures)


def require_open(profile: Profile) -> None:
    """Raises ProfileMerged or ProfileAnonymised."""
    if profile.state == "anonymised":
        raise ProfileAnonymised("This profile was anonymised.", id=profile.id)
    if profile.state == "merged":
        told = "This profile was merged into another one: change that."
        raise ProfileMerged(told, id=profile.id, merged_into=profile.merged_into)


def claim_of(contact: Contact, digests: Digests) -> Claim:
    """The same however an address is written."""
    kind = contact.kind
    return Claim(kind, claim_digest(kind, contact.value, contact.app, digests))


def kinds_of(details: Details) -> tuple[ContactKind, ...]:
    return tuple(sorted({contact.kind for contact in details.contacts}))


def personal(contact: Contact) -> Personal:
    return Personal(contact.value)
