"""One message on its way to a provider, and what became of it."""

from collections.abc import Callable, Mapping
from typing import Literal

from promenade.contracts.messages import MessageRefused, Outgoing
from promenade.kit.values import Value
from promenade.outreach.channel.model.account import AccountTerms

Reason = Literal["invalid_address", "opted_out", "content", "account", "sender", "unwritable"]


class Job(Value, frozen=True):
    """One message by one account: `template_code` is the provider's own, `secret` what the account
    signs with, `at_s` seconds since 1970, `token` an access token where the provider has such."""

    message: Outgoing
    account_id: str
    account: AccountTerms
    template_code: str
    secret: Mapping[str, str]
    at_s: int
    is_marketing: bool = True
    token: str = ""

    @property
    def address(self) -> str:
        return self.message.address.value.clear

    def key(self, name: str) -> str:
        """Raises MessageRefused where the account's secret lacks it."""
        if not self.secret.get(name):
            raise refusal_for("account", f"The account's secret has no {name}.")
        return self.secret[name]


class Taken(Value, frozen=True):
    """`units` where the provider tells how many it charges."""

    provider_id: str
    units: int | None = None


def refusal_for(reason: Reason, detail: str) -> MessageRefused:
    refusal = MessageRefused(detail)
    refusal.reason = reason
    return refusal


Deliver = Callable[[Job], Taken]
"""One call of a provider. Raises ProviderBusy, ProviderSilent or MessageRefused."""
