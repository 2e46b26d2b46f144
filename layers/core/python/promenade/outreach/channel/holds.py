"""Writes of others that go out to people: contracts.messages.Senders."""

from collections.abc import Mapping

from promenade.contracts.messages import Inbox
from promenade.kit.clock import Clock, system_clock
from promenade.kit.outward import Outward, Post
from promenade.kit.vault import Vault
from promenade.outreach.channel.service.sending import Doors, Sender
from promenade.outreach.channel.service.tokens import Tokens
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.store.pace import book
from promenade.outreach.channel.store.secrets import Secrets
from promenade.outreach.channel.store.templates import approved
from promenade.outreach.channel.store.tokens import DynamoTokenStore
from promenade.outreach.channel.wire.providers.registry import Ways

ACTIONS: Mapping[str, frozenset[str]] = {
    "send": frozenset({"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"}),
}
"""What a function that is given them needs to do with the table of channels."""


def senders(
    inbox: Inbox,
    vault: Vault,
    secrets_prefix: str,
    *,
    post: Post | None = None,
    clock: Clock = system_clock,
) -> Sender:
    """Made once per container. `vault` seals access tokens, `secrets_prefix` is what the names of
    accounts' secrets begin with in the store, `post` what calls others; `inbox` takes what stays in
    the house."""
    tokens = Tokens(DynamoTokenStore(vault))
    doors = Doors(
        approved=approved,
        accounts=DynamoAccountStore().find_many,
        secret=Secrets(secrets_prefix, clock).of,
        deliver=Ways(post or Outward(), tokens, inbox),
        book=book,
    )
    return Sender(doors, clock)
