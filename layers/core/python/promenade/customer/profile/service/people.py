"""Making, changing, finding and anonymising people."""

from collections.abc import Mapping

import msgspec

from promenade.customer.profile.model.addresses import read_contact, read_details
from promenade.customer.profile.model.learning import Known
from promenade.customer.profile.model.merging import anonymised
from promenade.customer.profile.model.person import (
    Claim,
    Contact,
    Details,
    Person,
    Profile,
    Traits,
    changed,
    claim_of,
    kinds_of,
    require_open,
)
from promenade.customer.profile.service.ports import Doors, Move, Note, Opener, ProfileStore
from promenade.kit.digests import Digests
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace


class Asked(Value, frozen=True):
    """What a profile is to say."""

    customer: str
    traits: Traits
    details: Details


def read(asked: Asked) -> Asked:
    """Raises Invalid for addresses that are none, or more than can be kept."""
    return replace(asked, details=read_details(asked.details, asked.traits.country))


class Shown(Value, frozen=True):
    """`people` are it and those merged into it, by their ids; `person` is one of them."""

    person: Person
    people: Mapping[str, Person]

    @property
    def profile(self) -> Profile:
        return self.person.profile


def add(asked: Asked, stamp: Stamp, doors: Doors) -> Profile:
    """Raises Conflict where there is one, IdentityTaken, Invalid, Unavailable."""
    asked = read(asked)

    def attempt() -> Profile:
        if first := doors.store.first_made(stamp):
            return first
        met = doors.store.find(asked.customer)
        if met and not _is_done(met, 0, stamp):
            raise Conflict("There is a profile of this customer.", id=asked.customer)
        return met.profile if met else write(None, asked, stamp, doors)

    return patiently(attempt, Contended)


def put(asked: Asked, expected: int, stamp: Stamp, doors: Doors) -> Profile:
    """Over version `expected`, 0 where there is none yet.

    Raises NotFound, Stale, IdentityTaken, Invalid, ProfileMerged, ProfileAnonymised."""
    asked = read(asked)

    def attempt() -> Profile:
        met = doors.store.find(asked.customer)
        if met is None and expected:
            raise NotFound("There is no such profile.")
        if met is None:
            return write(None, asked, stamp, doors)
        if Stored(met.profile, met.fingerprint).is_done(expected, stamp):
            return met.profile
        require_open(met.profile)
        return write(met, asked, stamp, doors)

    return patiently(attempt, Contended)


def correct(asked: Asked, expected: int, stamp: Stamp, doors: Doors) -> Profile:
    """A customer's own, whose addresses are not for him to say: they would be proved first.

    Raises as `put` does."""
    met = _resolved(asked.customer, doors.store)
    if met is None:
        return put(asked, expected, stamp, doors)
    contacts = open_details(met, doors.vault).contacts
    details = replace(asked.details, contacts=contacts)
    return put(Asked(met.profile.id, asked.traits, details), expected, stamp, doors)


def write(met: Person | None, asked: Asked, stamp: Stamp, doors: Doors) -> Profile:
    """Raises Contended, IdentityTaken."""
    before = met.profile if met else Profile(asked.customer)
    traits = msgspec.structs.asdict(asked.traits)
    after = changed(before, own_channels=kinds_of(asked.details), **traits)
    return keep(met, Known(after, asked.details), stamp, doors)


def keep(met: Person | None, after: Known, stamp: Stamp, doors: Doors) -> Profile:
    """Raises Contended, IdentityTaken, Unavailable."""
    plain = msgspec.json.encode(after.details)
    person = Person(
        after.profile,
        doors.vault.seal(plain, context_of(after.profile.id)),
        claims_of(after.details, doors.digests),
        stamp.fingerprint,
    )
    doors.store.change([Move(met, person)], stamp)
    return after.profile


def get(customer: str, store: ProfileStore) -> Shown:
    """Of one who was merged, who he turned out to be. Raises NotFound."""
    met = _resolved(customer, store)
    if met is None:
        raise NotFound("There is no such profile.")
    absorbed = store.find_many(met.profile.absorbed) if met.profile.absorbed else {}
    return Shown(met, {met.profile.id: met, **absorbed})


def find_own(customer: str, store: ProfileStore) -> Shown:
    """As `get` does; an empty one, of version 0, of whom nothing is known."""
    try:
        return get(customer, store)
    except NotFound:
        nobody = Person(Profile(customer))
        return Shown(nobody, {customer: nobody})


def find(contact: Contact, country: str | None, digests: Digests, store: ProfileStore) -> Shown:
    """By an address, however it is written: a phone number as they do in this country. Raises
    NotFound, Invalid."""
    owner = store.find_owner(claim_of(read_contact(contact, country), digests))
    if owner is None:
        raise NotFound("There is no such profile.")
    return get(owner, store)


def anonymise(customer: str, stamp: Stamp, store: ProfileStore) -> Profile:
    """It and all that were merged into it, at once. Again, it does nothing. Raises NotFound."""

    def attempt() -> Profile:
        shown = get(customer, store)
        if shown.profile.state == "anonymised":
            return shown.profile
        people = [_untagged(each, stamp, store) for each in shown.people.values()]
        moves = [Move(each, _emptied(each, stamp)) for each in people]
        store.change(moves, stamp)
        return moves[0].after.profile

    return patiently(attempt, Contended)


def _untagged(person: Person, stamp: Stamp, store: ProfileStore) -> Person:
    """In a write of its own: with all tags and addresses of six people, one would be too large."""
    if not person.profile.tags:
        return person
    move = moved(person, changed(person.profile, tags=()), stamp)
    store.change([move], stamp)
    return move.after


def _emptied(person: Person, stamp: Stamp) -> Person:
    return Person(anonymised(person.profile), fingerprint=stamp.fingerprint)


def moved(met: Person, after: Profile, stamp: Stamp) -> Move:
    """What is sealed stays as it is."""
    return Move(met, Person(after, met.sealed, met.claims, stamp.fingerprint))


def _survivor(person: Person, store: ProfileStore) -> Person | None:
    into = person.profile.merged_into
    return store.find(into) if into else None


def open_details(person: Person, vault: Opener) -> Details:
    if person.sealed is None:
        return Details()
    plain = vault.open(person.sealed, context_of(person.profile.id))
    return msgspec.json.decode(plain, type=Details)


def open_all(shown: Shown, vault: Opener, note: Note) -> Details:
    """His own name, and the addresses of all that he is. `note` puts it on record first."""
    note()
    opened = {key: open_details(each, vault) for key, each in shown.people.items()}
    contacts = tuple(dict.fromkeys(each for one in opened.values() for each in one.contacts))
    return replace(opened[shown.profile.id], contacts=contacts)


def claims_of(details: Details, digests: Digests) -> tuple[Claim, ...]:
    return tuple(dict.fromkeys(claim_of(each, digests) for each in details.contacts))


def context_of(customer: str) -> dict[str, str]:
    """Binds what is sealed to its person, so that it cannot be opened as another's."""
    return {"profile": customer}


def _resolved(customer: str, store: ProfileStore) -> Person | None:
    met = store.find(customer)
    return (_survivor(met, store) or met) if met else None


def _is_done(met: Person, expected: int, stamp: Stamp) -> bool:
    return met.profile.version == expected + 1 and met.fingerprint == stamp.fingerprint
