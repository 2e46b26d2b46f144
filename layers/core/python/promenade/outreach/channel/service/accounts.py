"""What owners do with accounts."""

from promenade.contracts.message_facts import ChannelAccountChanged
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.channel.model.account import Account, AccountTerms, changed
from promenade.outreach.channel.service.ports import AccountDoors, AccountStore, Change


def add(id_: str, terms: AccountTerms, stamp: Stamp, doors: AccountDoors) -> Account:
    """Raises Conflict, and Invalid for an address that is not everybody's."""
    _refuse_inside(terms, doors)
    added = Account(id_, 1, terms, terms.channel, stamp.at, stamp.fingerprint)
    return doors.accounts.add(added, stamp)


def edit(change: Change, terms: AccountTerms, doors: AccountDoors) -> Account:
    """Raises NotFound, Stale, and Invalid where it would be one of another provider, or for an
    address that is not everybody's."""
    stored = _find(change.id, doors.accounts)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    if type(terms.provider) is not type(stored.value.terms.provider):
        told = "An account stays with its provider: add another one."
        raise Invalid([Fault("/provider/kind", "other_provider", told)])
    if terms.currency != stored.value.terms.currency:
        told = "An account stays with its currency: add another one."
        raise Invalid([Fault("/currency", "other_currency", told)])
    _refuse_inside(terms, doors)
    return doors.accounts.save(changed(stored.value, terms), ChannelAccountChanged, change.stamp)


def get(account_id: str, store: AccountStore) -> Account:
    """Raises NotFound."""
    return _find(account_id, store).value


def _refuse_inside(terms: AccountTerms, doors: AccountDoors) -> None:
    if terms.host and doors.leads_inside(terms.host):
        told = "Send an address that everybody can reach: this one leads into a closed network."
        raise Invalid([Fault("/provider/url", "not_public", told)])


def _find(account_id: str, store: AccountStore) -> Stored[Account]:
    stored = store.find(account_id)
    if stored is None:
        raise NotFound("There is no such account.", account_id=account_id)
    return stored
