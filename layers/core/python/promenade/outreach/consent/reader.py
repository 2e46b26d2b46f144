"""What the gate of all messages asks before it sends: contracts.consents.Consents, and the way out
that goes with what it sends."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from promenade.contracts.channels import Channel
from promenade.contracts.consents import Recipient, Verdict
from promenade.kit.clock import Clock
from promenade.kit.lookups import Key, Lookup, look_up
from promenade.kit.seals import Seals
from promenade.outreach.consent.model.judging import judge
from promenade.outreach.consent.model.person import Person
from promenade.outreach.consent.service.links import VALID_FOR, Link, Links
from promenade.outreach.consent.store.records import (
    TABLE,
    address_key,
    person_key,
    person_of,
    suppression_of,
)

MOST_RECIPIENTS = 100

_Found = Mapping[Key, str]


class DynamoConsents:
    """`digest` stands for a customer, as where they are recorded."""

    def __init__(self, digest: Callable[[str], str]) -> None:
        self._digest = digest

    def verdicts(self, recipients: Sequence[Recipient]) -> Sequence[Verdict]:
        """Raises ValueError for more than 100."""
        if len(recipients) > MOST_RECIPIENTS:
            raise ValueError(f"{len(recipients)} recipients; {MOST_RECIPIENTS} are the most")
        people = [self._digest(each.customer) for each in recipients]
        keys = (*map(person_key, people), *_addresses(recipients))
        lookup = Lookup(TABLE, keys, dict, ("pk", "sk", "body"), _drawn, is_consistent=True)
        (found,) = look_up(lookup)
        return [_verdict(*each, found) for each in zip(recipients, people, strict=True)]


class UnsubscribeLinks:
    """`keys` by their versions, as where links are read. `base_url` is where the API is reached,
    without a slash at its end."""

    def __init__(self, keys: Mapping[str, Seals], base_url: str, clock: Clock) -> None:
        self._links, self._base_url, self._clock = Links(keys), base_url, clock

    def url(self, customer: str, channel: Channel, campaign: str) -> str:
        ends_at = (self._clock() + VALID_FOR).replace(microsecond=0)
        token = self._links.token(Link(customer, channel, campaign, ends_at))
        return f"{self._base_url}/unsubscribe/{token}"


def _addresses(recipients: Iterable[Recipient]) -> list[Key]:
    return [address_key(each.channel, each.address) for each in recipients if each.address]


def _drawn(item: dict[str, Any]) -> tuple[Key, str]:
    return (item["pk"]["S"], item["sk"]["S"]), item["body"]["S"]


def _verdict(recipient: Recipient, person: str, found: _Found) -> Verdict:
    said = found.get(person_key(person))
    kept = found.get(address_key(recipient.channel, recipient.address))
    suppression = suppression_of(kept) if kept else None
    return judge(recipient, person_of(said) if said else Person(person), suppression)
