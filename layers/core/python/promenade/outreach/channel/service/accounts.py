"""What owners do with accounts."""

from promenade.contracts.message_facts import ChannelAccountChanged
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.channel.model.account import Account, AccountTerms, changed
from promenade.outreach.channel.service.ports import AccountStore, Change


def add(id_: str, terms: AccountTerms, stamp: Stamp, store: AccountStore) -> Account:
    """Raises Conflict."""
    return store.add(Account(id_, 1, terms, terms.channel, stamp.at, stamp.fingerprint), stamp)


def edit(change: Change, terms: AccountTerms, store: AccountStore) -> Account:
    """Raises NotFound, Stale, and Invalid where it would be one of another provider."""
    stored = _find(change.id, store)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    if type(terms.provider) is not type(stored.value.terms.provider):
        told = "An account stays with its provider: add another one."
        raise Invalid([Fault("/provider/kind", "other_provider", told)])
    return store.save(changed(stored.value, terms), ChannelAccountChanged, change.stamp)


def get(account_id: str, store: AccountStore) -> Account:
    """Raises NotFound."""
    return _find(account_id, store).value


def _find(account_id: str, store: AccountStore) -> Stored[Account]:
    stored = store.find(account_id)
    if stored is None:
        raise NotFound("There is no such account.", account_id=account_id)
    return stored
