"""Who was surely not sent a message has its place under the cap back."""

from collections.abc import Iterable, Sequence

from promenade.contracts.deliveries import SendRequest
from promenade.kit.lookups import side_by_side
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import replace
from promenade.outreach.delivery.model.contacts import Claimed, Contacts, key_of, renewed
from promenade.outreach.delivery.model.progress import Decision
from promenade.outreach.delivery.service.ports import GateStore

_REFUSED = frozenset({"invalid_address", "refused_by_provider"})
_KEEPS = frozenset({"sent", "unknown", "busy"})
"""Who is busy is tried again soon."""


def unsent(decisions: Iterable[Decision], untaken: frozenset[str]) -> list[str]:
    """Of all who were decided; no provider took it of whom are `untaken`, some of whom may be
    decided by another id since."""
    outcomes = dict.fromkeys(sorted(untaken), "")
    outcomes |= {each.customer: each.outcome for each in decisions}
    return [
        customer
        for customer, outcome in outcomes.items()
        if outcome in _REFUSED or (customer in untaken and outcome not in _KEEPS)
    ]


def give_back(customers: Sequence[str], request: SendRequest, store: GateStore) -> None:
    """Before the write that decides them: whoever dies between is followed by who claims anew, as
    of anybody who has no place. Again, it changes nothing. Raises Unavailable."""

    def attempt() -> None:
        found = store.contacts(customers, request.channel).values()
        side_by_side(lambda met: _give_back(met, request, store), [*found])

    if customers:
        patiently(attempt, Contended)


def _give_back(met: Contacts, request: SendRequest, store: GateStore) -> None:
    claim = met.claim_of(key_of(request))
    if claim and claim.is_counted and claim.request_id == request.id:
        store.claim(Claimed(renewed(met, claim, replace(claim, is_counted=False))))
