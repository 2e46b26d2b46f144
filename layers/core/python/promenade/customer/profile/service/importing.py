"""Many people from a file at once: each in a write of its own, whatever becomes of the others."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from promenade.customer.profile.model.addresses import read_contact
from promenade.customer.profile.model.learning import Known, Told, learnt
from promenade.customer.profile.model.person import (
    Claim,
    IdentityTaken,
    Person,
    Profile,
    claim_of,
)
from promenade.customer.profile.service.people import claims_of, keep, open_details
from promenade.customer.profile.service.ports import Doors
from promenade.kit.errors import DomainError, Fault, Invalid, Unavailable, fault_of
from promenade.kit.lookups import side_by_side
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

Result = Literal["created", "changed", "unchanged", "rejected"]
Keep = Callable[[Person | None, Known], object]

SAME_CUSTOMER = "Line {line} is of this customer as well: tell all of one customer in one row."
SAME_ADDRESS = "Line {line} gives this address to another customer."
_AT_ONCE = 50
"""Rows under way when the key service or the table breaks off."""


class Row(Value, frozen=True):
    """Where nothing is `told` there are faults, `more_count` beside those shown. What is told of a
    row with faults is not taken up."""

    line: int
    customer: str
    told: Told | None
    faults: tuple[Fault, ...] = ()
    more_count: int = 0


class Imported(Value, frozen=True):
    row: Row
    result: Result


def import_rows(
    rows: Sequence[Row], stamp: Stamp, doors: Doors, *, dry_run: bool
) -> list[Imported]:
    """In the order of the rows. What Unavailable breaks off may be sent again. Raises
    Unavailable."""
    met = doors.store.find_many({row.customer for row in rows if row.told})
    once = list(_each_once([_read(row, met.get(row.customer)) for row in rows], doors))
    told = [row.told for row in once if row.told]
    taking = _Taking(stamp, doors, _rehearsal(told, doors) if dry_run else _writing(stamp, doors))
    return taking.all([(row, met.get(row.customer)) for row in once])


class _Taking(Value, frozen=True):
    stamp: Stamp
    doors: Doors
    keep: Keep

    def all(self, asked: Sequence[tuple[Row, Person | None]]) -> list[Imported]:
        """An address that another row lets go is free at the second attempt."""
        done = self._each(asked)
        taken = [place for place, each in enumerate(done) if _is_taken(each.row)]
        again = self._each([asked[place] for place in taken])
        settled = dict(zip(taken, again, strict=True))
        return [settled.get(place, each) for place, each in enumerate(done)]

    def _each(self, asked: Sequence[tuple[Row, Person | None]]) -> list[Imported]:
        done: list[Imported] = []
        for start in range(0, len(asked), _AT_ONCE):
            done += side_by_side(lambda each: self._settled(*each), asked[start : start + _AT_ONCE])
        return done

    def _settled(self, row: Row, met: Person | None) -> Imported:
        if row.told is None:
            return Imported(row, "rejected")
        try:
            return Imported(row, self._taken_up(row.told, met))
        except Unavailable:
            raise
        except DomainError as refusal:
            return Imported(replace(row, told=None, faults=_faults(refusal)), "rejected")

    def _taken_up(self, told: Told, met: Person | None) -> Result:
        try:
            return self._attempt(told, met)
        except Contended:
            return patiently(lambda: self._attempt(told, self._found(told.customer)), Contended)

    def _found(self, customer: str) -> Person | None:
        return self.doors.store.find_many([customer]).get(customer)

    def _attempt(self, told: Told, met: Person | None) -> Result:
        known = Known(Profile(told.customer))
        if met:
            known = Known(met.profile, open_details(met, self.doors.vault))
        after = learnt(known, told, self.stamp.at, self.doors.digests)
        if after is None:
            return "unchanged"
        self.keep(met, after)
        return "changed" if met else "created"


def _is_taken(row: Row) -> bool:
    return any(fault.code == "identity_taken" for fault in row.faults)


def _writing(stamp: Stamp, doors: Doors) -> Keep:
    return lambda met, after: keep(met, after, stamp, doors)


def _rehearsal(told: Sequence[Told], doors: Doors) -> Keep:
    """Refuses what the write would: an address that another one has, and no row lets go."""
    claims = {claim for each in told for claim in claims_of(each.details, doors.digests)}
    owners = doors.store.find_owners(claims)
    free: set[Claim] = set()

    def refuse_taken(met: Person | None, after: Known) -> None:
        kept = claims_of(after.details, doors.digests)
        for claim in kept:
            if claim not in free and owners.get(claim, after.profile.id) != after.profile.id:
                raise IdentityTaken(IdentityTaken.TOLD, kind=claim.kind)
        free.update(set(met.claims) - set(kept) if met else ())

    return refuse_taken


def _read(row: Row, met: Person | None) -> Row:
    """Its addresses as they are kept: phone numbers are of the customer's country."""
    if row.told is None:
        return row
    country = row.told.traits.country or (met.profile.country if met else None)
    faults, contacts = list(row.faults), []
    for contact in row.told.details.contacts:
        try:
            contacts.append(read_contact(contact, country))
        except Invalid as refusal:
            column = {"/value": f"/{contact.kind}", "/app": f"/{contact.kind}_app"}
            faults += [replace(each, pointer=column[each.pointer]) for each in refusal.faults]
    if faults:
        return replace(row, told=None, faults=tuple(faults))
    details = replace(row.told.details, contacts=tuple(contacts))
    return replace(row, told=replace(row.told, details=details))


def _each_once(rows: Sequence[Row], doors: Doors) -> Iterator[Row]:
    """Refuses a customer, and an address, that an earlier line has."""
    lines: dict[object, int] = {}
    for row in rows:
        found = list(_repeated(row, lines, doors)) if row.told else []
        yield replace(row, told=None, faults=tuple(found)) if found else row


def _repeated(row: Row, lines: dict[object, int], doors: Doors) -> Iterator[Fault]:
    for key, pointer, says in _names(row, doors):
        line = lines.setdefault(key, row.line)
        if line != row.line:
            yield Fault(pointer, "repeated", says, facts={"line": line})


def _names(row: Row, doors: Doors) -> Iterator[tuple[object, str, str]]:
    yield row.customer, "/customer", SAME_CUSTOMER
    for contact in row.told.details.contacts if row.told else ():
        yield claim_of(contact, doors.digests), f"/{contact.kind}", SAME_ADDRESS


def _faults(refusal: DomainError) -> tuple[Fault, ...]:
    if isinstance(refusal, Invalid):
        return refusal.faults
    if isinstance(refusal, IdentityTaken):
        return (replace(fault_of(refusal), pointer=f"/{refusal.facts['kind']}"),)
    return (fault_of(refusal),)
