"""Accounts on the wire: what owners send and staff see. Never a secret, only its name."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts.access import Permission
from promenade.contracts.channels import Channel
from promenade.contracts.references import LINE
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View, become
from promenade.kit.digests import Digests
from promenade.kit.http.auth import Principal
from promenade.kit.paging import Page
from promenade.outreach.channel.model.account import Account, AccountTerms, Provider

AccountName = Annotated[str, Meta(min_length=1, max_length=80, pattern=LINE)]


class AccountBody(Strict, frozen=True):
    """`unit_cost_micros` is what a segment of an SMS costs, else a message, in millionths of the
    currency's major unit: ¥0.045 is 45000. `rate_per_s` is how many messages a second it takes
    in all: what is more waits for its turn. The `secret` of a provider is the name of one in
    Secrets Manager, behind the stack's name and `/channels/` (`promenade/channels/<secret>`): JSON
    of what the provider asks for, all texts."""

    name: AccountName
    provider: Provider
    currency: Currency
    unit_cost_micros: Annotated[int, Meta(ge=0, le=1_000_000_000)]
    rate_per_s: Annotated[int, Meta(ge=1, le=10_000)] = 10
    is_on: bool = True


class AccountView(View, frozen=True):
    """`receipts_path` is where its provider tells what became of messages; only who manages
    accounts is shown it, and in no list, for whoever knows it can tell."""

    id: str
    version: int
    name: str
    channel: Channel
    provider: Provider
    currency: str
    unit_cost_micros: int
    rate_per_s: int
    is_on: bool
    receipts_path: str | None
    created_at: datetime


class AccountPage(View, frozen=True):
    items: list[AccountView]
    next: str | None


def read_terms(body: AccountBody) -> AccountTerms:
    return become(body, AccountTerms)


def receipts_token(account_id: str, digests: Digests) -> str:
    """Nobody guesses it, and it is kept nowhere."""
    return digests.fingerprint(f"receipts of {account_id}".encode())


def receipts_path(account: Account, caller: Principal, digests: Digests) -> str | None:
    if not caller.may(Permission.CHANNEL_MANAGE):
        return None
    token = receipts_token(account.id, digests)
    return f"/channel-accounts/{account.id}/receipts?token={token}"


def show_account(account: Account, path: str | None = None) -> AccountView:
    terms = account.terms
    return AccountView(
        id=account.id,
        version=account.version,
        name=terms.name,
        channel=account.channel,
        provider=terms.provider,
        currency=terms.currency,
        unit_cost_micros=terms.unit_cost_micros,
        rate_per_s=terms.rate_per_s,
        is_on=terms.is_on,
        receipts_path=path,
        created_at=account.created_at,
    )


def show_page(page: Page[Account], cursor: str | None) -> AccountPage:
    return AccountPage(items=list(map(show_account, page.items)), next=cursor)
