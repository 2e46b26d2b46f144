"""Many people's consents and addresses' refusals at once: each person and each address in one
write, whatever becomes of the others."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, TypeVar

from promenade.contracts.channels import Channel
from promenade.kit.errors import DomainError, Fault, Unavailable, fault_of
from promenade.kit.lookups import side_by_side
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.consent.model.consent import Outcome, Saying
from promenade.outreach.consent.model.person import Person, Told, tell
from promenade.outreach.consent.model.suppression import Suppressing, Suppression, suppress
from promenade.outreach.consent.service.ports import Doors, SuppressionStore
from promenade.outreach.consent.service.recording import named, person, record_met
from promenade.outreach.consent.service.suppressing import suppress_address

K = TypeVar("K", bound=Hashable)

Result = Literal[Outcome, "rejected"]


class Row(Value, frozen=True):
    """Of a customer who said something, or an address that refuses. Without either there are
    faults, `more_count` beside those told."""

    line: int
    customer: str
    saying: Saying | None
    refusal: Suppressing | None = None
    faults: tuple[Fault, ...] = ()
    more_count: int = 0


class Imported(Value, frozen=True):
    row: Row
    result: Result
    faults: tuple[Fault, ...] = ()


def import_rows(
    rows: Sequence[Row], stamp: Stamp, doors: Doors, store: SuppressionStore, *, dry_run: bool
) -> list[Imported]:
    """In the order of the rows. What Unavailable breaks off may be sent again. Raises
    Unavailable."""
    by_customer = _grouped(rows, lambda row: row.customer if row.saying else None)
    by_address = _grouped(rows, lambda row: row.refusal and _place(row.refusal))
    digests = {customer: doors.digest(customer) for customer in by_customer}
    met = doors.people.find_many(list(digests.values()))
    done = {row.line: Imported(row, "rejected", row.faults) for row in rows}
    refused = partial(_refused, stamp=stamp, store=store, dry_run=dry_run)
    for each in side_by_side(refused, [*by_address.values()]):
        done |= each

    def said(customer: str) -> Mapping[int, Imported]:
        found = named(met[digests[customer]], customer)
        return _imported(by_customer[customer], _Asked(found, stamp, doors, dry_run))

    for each in side_by_side(said, [*by_customer]):
        done |= each
    return [done[row.line] for row in rows]


def _grouped(rows: Sequence[Row], key: Callable[[Row], K | None]) -> dict[K, list[Row]]:
    """Without those that have none."""
    found: dict[K, list[Row]] = {}
    for row in rows:
        if (of := key(row)) is not None:
            found.setdefault(of, []).append(row)
    return found


def _place(refusal: Suppressing) -> tuple[Channel, str]:
    return refusal.channel, refusal.address


def _refused(
    rows: Sequence[Row], stamp: Stamp, store: SuppressionStore, *, dry_run: bool
) -> Mapping[int, Imported]:
    """Of one address, one after the other; by their lines."""
    known: Suppression | None = None
    told: dict[int, Imported] = {}
    for row in rows:
        if not (asked := row.refusal):
            continue
        met = known or store.find(asked.channel, asked.address)
        outcome, known = _outcome(met, asked)
        if not dry_run and known is not met:
            known = suppress_address(asked, stamp, store)
        told[row.line] = Imported(row, outcome)
    return told


class _Asked(Value, frozen=True):
    met: Person
    stamp: Stamp
    doors: Doors
    dry_run: bool

    def tell(self, sayings: Sequence[Saying]) -> Told:
        if not self.dry_run:
            return record_met(self.met, sayings, self.stamp, self.doors)
        left = person(self.met.customer, self.doors) if self.met.merged_into else self.met
        return tell(left, sayings)


def _imported(rows: Sequence[Row], asked: _Asked) -> Mapping[int, Imported]:
    """By their lines; the rows of one person are refused together."""
    try:
        told = asked.tell(list(_sayings(rows)))
    except Unavailable:
        raise
    except DomainError as refusal:
        return {row.line: Imported(row, "rejected", (fault_of(refusal),)) for row in rows}
    outcomes = zip(rows, told.outcomes, strict=True)
    return {row.line: Imported(row, outcome) for row, outcome in outcomes}


def _sayings(rows: Sequence[Row]) -> Iterator[Saying]:
    for row in rows:
        if row.saying:
            yield row.saying


def _outcome(met: Suppression, asked: Suppressing) -> tuple[Outcome, Suppression]:
    """What was lifted since it was said stays lifted."""
    lifting = met.lifted.get(asked.reason)
    if asked.reason not in met.causes and lifting and lifting.at >= asked.cause.at:
        return "outdated", met
    after = suppress(met, asked.reason, asked.cause)
    if after is met:
        return "unchanged", met
    return ("confirmed" if asked.reason in met.causes else "recorded"), after
