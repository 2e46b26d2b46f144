"""What senders read of people, whose an address is, and how people are scored:
contracts.profiles."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.contracts.profiles import (
    Address,
    ContactKind,
    Figures,
    Judge,
    Opened,
    Recipient,
    Standing,
)
from promenade.customer.profile.model.person import Claim, Contact, Person, personal
from promenade.customer.profile.model.scoring import scores_of, stage_of
from promenade.customer.profile.service.people import open_details
from promenade.customer.profile.service.ports import Opener
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.store.population import DynamoScoringStore
from promenade.kit.lookups import side_by_side
from promenade.kit.telemetry import Personal


class DynamoRecipients:
    def __init__(self, vault: Opener) -> None:
        self._vault = vault
        self._store = DynamoProfileStore()

    def of(self, customers: Sequence[str]) -> Mapping[str, Recipient]:
        found = dict(self._store.find_many(customers))
        wanted = {each for person in found.values() for each in _others(person)} - set(found)
        found |= self._store.find_many(wanted) if wanted else {}
        now = {customer: _resolved(customer, found) for customer in customers}
        behind = {each for person in now.values() if person for each in person.profile.absorbed}
        if behind - set(found):
            found |= self._store.find_many(behind - set(found))
        return {
            customer: self._recipient(person, found)
            for customer, person in now.items()
            if person and person.profile.state == "active"
        }

    def _recipient(self, person: Person, found: Mapping[str, Person]) -> Recipient:
        profile = person.profile
        people = [person, *(found[each] for each in profile.absorbed if each in found)]
        return Recipient(
            customer=profile.id,
            language=profile.language,
            zone=profile.zone,
            channels=profile.channels,
            open=lambda: self._opened(people),
            merged=tuple(sorted(profile.absorbed)),
        )

    def _opened(self, people: Sequence[Person]) -> Opened:
        details = side_by_side(lambda each: open_details(each, self._vault), people)
        contacts = dict.fromkeys(contact for one in details for contact in one.contacts)
        name = next((Personal(one.called) for one in details if one.called), None)
        return Opened(name, tuple(map(_address, contacts)))


class DynamoOwners:
    def __init__(self) -> None:
        self._store = DynamoProfileStore()

    def of(self, kind: ContactKind, claim: str) -> str | None:
        return self._store.find_owner(Claim(kind, claim))


def _others(person: Person) -> set[str]:
    into = person.profile.merged_into
    return {*person.profile.absorbed, *({into} if into else ())}


def _resolved(customer: str, found: Mapping[str, Person]) -> Person | None:
    person = found.get(customer)
    into = person.profile.merged_into if person else None
    return found.get(into) if into else person


def _address(contact: Contact) -> Address:
    return Address(contact.kind, personal(contact), contact.app)


class DynamoScoring:
    def __init__(self) -> None:
        self._store = DynamoScoringStore()

    def now(self) -> Judge:
        rule, boundaries = self._store.rule().value, self._store.boundaries()

        def judge(figures: Figures, at: datetime) -> Standing:
            scores = scores_of(figures, rule, boundaries, at)
            return Standing(
                stage=stage_of(figures, rule.repurchase_days, at),
                recency=scores.recency,
                frequency=scores.frequency,
                money={each.currency: each.score for each in scores.money},
            )

        return judge
