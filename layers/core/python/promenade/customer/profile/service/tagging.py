"""Tagging people, and taking tags back."""

from collections.abc import Callable, Sequence
from typing import Literal

from promenade.contracts.profiles import TagSource
from promenade.customer.profile.model.person import Profile, Tag, require_open
from promenade.customer.profile.model.tagging import Outcome, tagged, untagged
from promenade.customer.profile.service.people import get, moved
from promenade.customer.profile.service.ports import ProfileStore
from promenade.kit.errors import DomainError, NotFound, Unavailable
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

Change = Callable[[Profile], Profile | Literal["kept", "unchanged"]]


class Tagging(Value, frozen=True):
    """What became of one of the people asked for."""

    customer: str
    outcome: Outcome
    refusal: DomainError | None = None


def tag(people: Sequence[str], said: Tag, stamp: Stamp, store: ProfileStore) -> list[Tagging]:
    """Raises Unavailable half-way through: the same call again does the rest."""
    return [
        _settle(each, lambda met: tagged(met, said), "tagged", (stamp, store)) for each in people
    ]


def untag(
    people: Sequence[str], name: str, source: TagSource, stamp: Stamp, store: ProfileStore
) -> list[Tagging]:
    def change(met: Profile) -> Profile | Literal["kept", "unchanged"]:
        return untagged(met, name, source, stamp.at)

    return [_settle(each, change, "untagged", (stamp, store)) for each in people]


def _settle(
    customer: str, change: Change, done: Outcome, by: tuple[Stamp, ProfileStore]
) -> Tagging:
    try:
        return Tagging(customer, patiently(lambda: _change(customer, change, done, by), Contended))
    except NotFound:
        return Tagging(customer, "unknown")
    except Unavailable:
        raise
    except DomainError as refusal:
        return Tagging(customer, "refused", refusal)


def _change(
    customer: str, change: Change, done: Outcome, by: tuple[Stamp, ProfileStore]
) -> Outcome:
    stamp, store = by
    met = get(customer, store).person
    require_open(met.profile)
    after = change(met.profile)
    if isinstance(after, str):
        return after
    store.change([moved(met, after, stamp)], stamp)
    return done
