"""HTTP surface of the accounts that messages go out by."""

from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.kit.clock import system_clock
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.paging import PageQuery
from promenade.kit.places import leads_inside
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.service import accounts
from promenade.outreach.channel.service.ports import AccountDoors, Change
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.wire import accounts as wire

app = api("channel_accounts", ACCESS, PATHS)
pages, store = cursors(), DynamoAccountStore()
doors = AccountDoors(store, leads_inside)


@app.on(
    "POST /channel-accounts",
    allow=Permission.CHANNEL_MANAGE,
    body=wire.AccountBody,
    idempotent=True,
    answers={201: wire.AccountView},
    raises=(Conflict,),
)
def add_channel_account(call: Call[wire.AccountBody, None]) -> Reply:
    """Add an account at a provider, by the name of its secret."""
    id_, stamp = call.new_id("channel_account"), call.stamp(system_clock)
    made = accounts.add(id_, wire.read_terms(call.body), stamp, doors)
    return created(f"/channel-accounts/{id_}", _shown(made, call), version=made.version)


@app.on(
    "GET /channel-accounts",
    allow=Permission.CHANNEL_READ,
    query=PageQuery,
    answers={200: wire.AccountPage},
)
def list_channel_accounts(call: Call[None, PageQuery]) -> Reply:
    """List the accounts of all channels, the latest first."""
    scope = "channel accounts"
    page = store.list_of(call.query.limit, pages.open(call.query.cursor, scope))
    return ok(wire.show_page(page, pages.seal(page.next, scope)))


@app.on(
    "GET /channel-accounts/{account_id}",
    allow=Permission.CHANNEL_READ,
    answers={200: wire.AccountView},
    raises=(NotFound,),
)
def get_channel_account(call: Call[None, None]) -> Reply:
    """Show one account as it is now."""
    found = accounts.get(call.path["account_id"], store)
    return ok(_shown(found, call), version=found.version)


@app.on(
    "PUT /channel-accounts/{account_id}",
    allow=Permission.CHANNEL_MANAGE,
    body=wire.AccountBody,
    versioned=True,
    answers={200: wire.AccountView},
    raises=(NotFound, Stale),
)
def edit_channel_account(call: Call[wire.AccountBody, None]) -> Reply:
    """Give an account other terms, or turn it on or off. It stays with its provider."""
    change = Change(call.path["account_id"], call.if_match, call.stamp(system_clock))
    edited = accounts.edit(change, wire.read_terms(call.body), doors)
    return ok(_shown(edited, call), version=edited.version)


def _shown(account: Account, call: Call[Any, None]) -> wire.AccountView:
    return wire.show_account(account, wire.receipts_path(account, call.caller, call.digests))
