"""One message out by the first account of its template that takes it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from time import sleep

from promenade.contracts.channels import Purpose
from promenade.contracts.messages import (
    Accepted,
    MessageRefused,
    Outgoing,
    ProviderBusy,
    ProviderSilent,
)
from promenade.kit.clock import Clock
from promenade.kit.values import Value
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.model.rendering import units_of
from promenade.outreach.channel.model.sending import Deliver, Job, Taken, refusal_for
from promenade.outreach.channel.model.template import Approved
from promenade.outreach.channel.model.terms import AccountUse, MessageTerms
from promenade.outreach.channel.service.circuits import Circuits
from promenade.outreach.channel.service.pace import Book, Pace

_MOST_REMEMBERED = 200
_ACCOUNTS_FOR_S = 30
_AT_RATE_S = 5


class Doors(Value, frozen=True):
    """`approved` are terms by template and version, which never change; `secret` is what stands
    under a secret's name; `book` shares an account's time out among containers."""

    approved: Callable[[str, int], Approved | None]
    accounts: Callable[[Sequence[str]], Mapping[str, Account]]
    secret: Callable[[str], Mapping[str, str]]
    deliver: Deliver
    book: Book


class Sender:
    """contracts.messages.Senders. Made once per container, which remembers terms for good, accounts
    for half a minute, and which of them are down or busy for some seconds."""

    def __init__(self, doors: Doors, clock: Clock, pause: Callable[[float], None] = sleep) -> None:
        self._doors, self._clock, self._pause = doors, clock, pause
        self._terms: dict[tuple[str, int], MessageTerms] = {}
        self._accounts: dict[str, tuple[float, Account]] = {}
        self._circuits = Circuits()
        self._pace = Pace(doors.book)

    def turn(self, template_id: str, template_version: int, patience_s: float) -> int:
        """0 where no account is on, too: who sends is told so."""
        terms = self._terms_of(template_id, template_version)
        open_ = [each for _, each in self._open(terms)]
        for account in open_:
            turn_s = self._pace.grant(account, self._now_s(), patience_s)
            if turn_s is not None:
                self._pause(max(0, turn_s - self._now_s()))
                return 0
        closed = (self._closed_s(use.account_id) for use in terms.accounts)
        return _AT_RATE_S if open_ else min(filter(None, closed), default=0)

    def send(self, message: Outgoing) -> Accepted:
        """Raises ProviderBusy, ProviderSilent or MessageRefused."""
        terms = self._terms_of(message.template_id, message.template_version)
        refusal: ProviderBusy | MessageRefused = ProviderBusy("No account takes messages now.")
        for use, account in self._usable(terms):
            try:
                return self._sent(message, terms, use, account)
            except ProviderSilent:
                self._circuits.silent(account.id, self._now_s())
                raise
            except ProviderBusy as error:
                self._circuits.busy(account.id, self._now_s())
                refusal = error
            except MessageRefused as error:
                if error.reason not in ("account", "sender"):
                    raise
                self._circuits.down(account.id, self._now_s())
                refusal = error
        raise refusal

    def _sent(
        self, message: Outgoing, terms: MessageTerms, use: AccountUse, account: Account
    ) -> Accepted:
        job = Job(
            message=message,
            account_id=account.id,
            account=account.terms,
            template_code=use.template_code,
            secret=self._doors.secret(account.terms.secret) if account.terms.secret else {},
            at_s=int(self._now_s()),
            is_marketing=terms.purpose is Purpose.MARKETING,
        )
        taken = self._doors.deliver(job)
        self._circuits.answered(account.id)
        return _accepted(job, taken)

    def _usable(self, terms: MessageTerms) -> Iterator[tuple[AccountUse, Account]]:
        """Those that are open, and not at their rate."""
        for use, account in self._open(terms):
            if self._pace.take(account, self._now_s()):
                yield use, account

    def _open(self, terms: MessageTerms) -> Iterator[tuple[AccountUse, Account]]:
        """Those that are on and not down, in the template's order."""
        found = self._accounts_of(terms)
        for use in terms.accounts:
            account = found.get(use.account_id)
            if account and account.terms.is_on and not self._closed_s(account.id):
                yield use, account

    def _closed_s(self, account_id: str) -> int:
        return self._circuits.closed_s(account_id, self._now_s())

    def _terms_of(self, template_id: str, template_version: int) -> MessageTerms:
        """Raises MessageRefused."""
        key = (template_id, template_version)
        if key not in self._terms:
            found = self._doors.approved(*key)
            if found is None:
                raise refusal_for("content", "Nobody approved this version of the template.")
            if len(self._terms) >= _MOST_REMEMBERED:
                self._terms.clear()
            self._terms[key] = found.terms
        return self._terms[key]

    def _accounts_of(self, terms: MessageTerms) -> Mapping[str, Account]:
        now_s, named = self._now_s(), [each.account_id for each in terms.accounts]
        old = [id_ for id_ in named if self._accounts.get(id_, (0,))[0] <= now_s]
        if old:
            found = self._doors.accounts(old)
            self._accounts |= {id_: (now_s + _ACCOUNTS_FOR_S, each) for id_, each in found.items()}
        return {id_: self._accounts[id_][1] for id_ in named if id_ in self._accounts}

    def _now_s(self) -> float:
        return self._clock().timestamp()


def _accepted(job: Job, taken: Taken) -> Accepted:
    """Where the provider does not say what it charges, it is counted by its manner."""
    units = taken.units or units_of(job.message.content.text, job.account)
    return Accepted(job.account_id, taken.provider_id or job.message.key, units)
