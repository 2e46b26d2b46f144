"""One of several who tell who customers are at once:
`python -m tests.support.contend_profiles SEED COUNT`.

All want the same COUNT addresses, each for a customer of its own, and hand one more address back
and forth between two others; meanwhile all count the same orders of two customers who are merged
and taken apart. Prints as JSON which addresses it got, and what was refused how often.
With COUNT 0 it tells how many of these addresses there are, the figures of who was merged, and what
does not add up: addresses against people, the population against both.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from promenade.contracts.orders import OrderDocument
from promenade.customer.profile.model.person import Contact, IdentityTaken, Person
from promenade.customer.profile.model.scoring import places
from promenade.customer.profile.service import merging, people
from promenade.customer.profile.service.counting import count
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store import ProfileRecord
from promenade.customer.profile.store.people import DynamoProfileStore, person_of
from promenade.customer.profile.store.population import population_key
from promenade.kit.digests import Digests
from promenade.kit.errors import DomainError, Unavailable
from tests.support.fakes.order import FakeVault
from tests.support.profiles import asked, order
from tests.support.stamps import stamp

GONE, KEPT, ORDERS = "eve", "fay", 9
HANDED, HANDS = Contact("email", "handed@example.com"), ("ada", "bob")
T = TypeVar("T")
refused = Counter[str]()
doors = Doors(DynamoProfileStore(), FakeVault(), Digests(lambda: b"rush"))


def contend(seed: int, rounds: int) -> dict[str, object]:
    rng, got = random.Random(seed), list[int]()
    told = [each for n in range(ORDERS) for each in versions(n)]
    addresses = list(range(rounds))
    rng.shuffle(addresses)
    for n in addresses:
        got += _insist(partial(_claim, n, seed))
        _insist(partial(_hand, rng.choice(HANDS), f"{seed} {n}", has=rng.random() < 0.6))
        for each in rng.choices(told, k=3):
            _tell(each)
        _insist(partial(_merge_or_part, f"{seed} {n}", merges=rng.random() < 0.5))
    for each in rng.sample(told, len(told)):
        _tell(each)
    return {"got": got, "refused": dict(refused)}


def versions(n: int) -> Iterator[OrderDocument]:
    """Of three orders one is cancelled, and one turns out to be the other customer's."""
    buyers = (GONE, KEPT) if n % 2 == 0 else (KEPT, GONE)
    yield order(f"O-{n}", 1, customer=buyers[0])
    state = "cancelled" if n % 3 == 0 else "paid"
    yield order(f"O-{n}", 2, customer=buyers[n % 3 == 1], state=state)


def _claim(n: int, seed: int) -> list[int]:
    contact = Contact("phone", f"138{n:08d}")
    try:
        people.add(asked(f"own-{seed}-{n}", contact), stamp(f"{seed} {n}"), doors)
    except IdentityTaken:
        refused["alone"] += 1
        return []
    return [n]


def _hand(customer: str, request: str, *, has: bool) -> None:
    """Who sees another version, or another's address, leaves it."""
    met = doors.store.find(customer)
    said = asked(customer, *((HANDED,) if has else ()))
    try:
        people.put(said, met.profile.version if met else 0, stamp(f"hand {request}"), doors)
    except IdentityTaken:
        refused["handed"] += 1
    except Unavailable:
        raise
    except DomainError as error:
        refused[error.code] += 1


def _tell(told: OrderDocument) -> None:
    event = stamp(f"{told.number} {told.version}")
    _insist(partial(count, told, event, doors.store))


def _merge_or_part(request: str, *, merges: bool) -> None:
    try:
        if merges:
            merging.merge(GONE, KEPT, stamp(f"merge {request}"), doors.store)
        else:
            merging.unmerge(GONE, stamp(f"part {request}"), doors.store)
    except Unavailable:
        raise
    except DomainError as error:
        refused[error.code] += 1


def _insist(attempt: Callable[[], T]) -> T:
    """As a caller does who is told to come again, with the same request."""
    while True:
        try:
            return attempt()
        except Unavailable:
            continue


def look() -> dict[str, object]:
    merging.merge(GONE, KEPT, stamp("look"), doors.store)
    records = list(ProfileRecord.scan())
    met = [person_of(each) for each in records if each.pk.startswith("PERSON#") and each.sk == "-"]
    owners = {each.pk.removeprefix("IDENTITY#"): each.owner for each in records if each.owner}
    known = {person.profile.id: person.profile for person in met}
    figures = known[KEPT].figures
    return {
        "addresses": sum(each.startswith(("own-", *HANDS)) for each in owners.values()),
        "own": [known[each].own.paid_count for each in (GONE, KEPT)],
        "all": [figures.paid_count, figures.net_minor],
        "faults": [*_faults_of_owners(met, owners), *_faults_of_population(met, records)],
    }


def _faults_of_owners(met: list[Person], owners: Mapping[str, str]) -> Iterator[str]:
    said = Counter((each.digest, one.profile.id) for one in met for each in one.claims)
    if said != Counter(owners.items()):
        yield f"people say {sorted(said)}, addresses {sorted(owners.items())}"


def _faults_of_population(met: list[Person], records: list[ProfileRecord]) -> Iterator[str]:
    expected = Counter(
        population_key(one.profile.id, bucket) for one in met for bucket in places(one.profile)
    )
    found = {(each.pk, each.sk): each.people_count for each in records if each.people_count}
    if found != dict(expected):
        yield f"the population is {found}, and people come to {dict(expected)}"


if __name__ == "__main__":
    seed, asked_count = map(int, sys.argv[1:3])
    json.dump(contend(seed, asked_count) if asked_count else look(), sys.stdout)
