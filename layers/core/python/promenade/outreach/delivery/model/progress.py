"""What a request to send came to so far, person by person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import Reached, SendRequest, SentTo, Skip
from promenade.kit.values import Document, Value, replace

DUE = "%Y%m%dT%H%M"
LATER = "#later-"
"""Stands between the id of a request and what tells one part of it that comes later."""

Outcome = Skip | Literal["sent", "held_out", "waiting", "busy", "open"]
"""`busy`: the provider surely did not take it, and is asked again. `open`: there was no time, or no
turn at the account's rate `until` about then."""

UNSETTLED = frozenset({"busy", "open"})


class Decision(Value, frozen=True):
    """What became of a message to `customer`, and `said` why. `until`: when it is tried again.
    `tries` is how often the provider was asked for who is busy."""

    customer: str
    outcome: Outcome
    said: str = ""
    variant: str = ""
    account_id: str = ""
    provider_id: str = ""
    cost_micros: int = 0
    until: datetime | None = None
    tries: int = 0

    @property
    def is_told_elsewhere(self) -> bool:
        """The person was asked for again, and has a line where they were sent the message."""
        is_own = not self.said or (self.said.startswith("by ") and " as " not in self.said)
        return self.outcome == "sent_before" and is_own


class Sendings(SentTo, frozen=True):
    """Messages that one account took, each for as much, by the provider's ids of them."""

    account_id: str
    cost_micros: int
    provider_ids: tuple[str, ...]


class Leaving(Document, frozen=True, array_like=True):
    """Why a person was not sent it. Who is `unknown` may have been, which costs. Until when who
    waits does so, where that is known."""

    outcome: str
    said: str = ""
    variant: str = ""
    cost_micros: int = 0
    until: datetime | None = None
    tries: int = 0


class Progress(Document, frozen=True):
    """`left` is who was neither sent it nor held out."""

    request_id: str
    at: datetime
    campaign: str
    step: str
    entry: str
    channel: Channel
    version: int = 0
    sent: tuple[Sendings, ...] = ()
    held_out: tuple[str, ...] = ()
    left: Mapping[str, Leaving] = {}
    skipped: Mapping[str, int] = {}
    waiting_count: int = 0
    currency: str = ""
    cost_micros: int = 0
    is_whole: bool = False
    held_until: datetime | None = None

    @property
    def sent_count(self) -> int:
        return sum(len(each.customers) for each in self.sent)

    @property
    def settled(self) -> frozenset[str]:
        """Who is decided for good."""
        sent = (customer for each in self.sent for customer in each.customers)
        return frozenset((*sent, *self.held_out, *self.left)) - self.busy.keys()

    @property
    def busy(self) -> Mapping[str, int]:
        """Who has to be asked for again, by how often that was done."""
        return {who: each.tries for who, each in self.left.items() if each.outcome == "busy"}

    @property
    def waiting(self) -> Mapping[datetime, Sequence[str]]:
        """Who is tried again, by when."""
        found = defaultdict[datetime, list[str]](list)
        for who, each in self.left.items():
            if each.until:
                found[each.until].append(who)
        return found

    @property
    def waits(self) -> frozenset[str]:
        """Who is decided by a request of their own, since this one or one before it of its page."""
        page = _page_of(self.request_id)
        left = self.left.items()
        return frozenset(
            who
            for who, each in left
            if each.outcome == "waiting"
            or (each.outcome == "sent_before" and _page_of(each.said.removeprefix("by ")) == page)
        )

    @property
    def unsent(self) -> tuple[Reached, ...]:
        """Who was meant to have it: a variant is chosen behind the hold-out."""
        left = self.left.items()
        return tuple(Reached(who, each.variant) for who, each in left if each.variant)

    @property
    def double_count(self) -> int:
        """Who was sent it as somebody else on the list, not when they were asked for before."""
        before = [each.said for each in self.left.values() if each.outcome == "sent_before"]
        page = _page_of(self.request_id)
        return sum(_page_of(said.removeprefix("by ")) != page for said in before if said)

    def decision(self, customer: str) -> Decision | None:
        return next((each for each in self.decisions() if each.customer == customer), None)

    def decisions(self) -> Iterable[Decision]:
        """Of all, in an order that stays."""
        for sendings in self.sent:
            yield from _sent(sendings)
        for customer in self.held_out:
            yield Decision(customer, "held_out")
        for customer, why in self.left.items():
            yield _left(customer, why)


def _left(customer: str, why: Leaving) -> Decision:
    return Decision(
        customer,
        why.outcome,  # type: ignore[arg-type]
        why.said,
        why.variant,
        cost_micros=why.cost_micros,
        until=why.until,
    )


def _sent(sendings: Sendings) -> Iterator[Decision]:
    variant, account_id, cost = sendings.variant, sendings.account_id, sendings.cost_micros
    for customer, id_ in zip(sendings.customers, sendings.provider_ids, strict=True):
        yield Decision(customer, "sent", "", variant, account_id, id_, cost)


def begun(request: SendRequest, at: datetime) -> Progress:
    place = (request.campaign, request.step, request.entry, request.channel)
    return Progress(request.id, at, *place)


def opened(met: Progress, held_until: datetime) -> Progress:
    """One worker's until then. Who was busy is asked anew: whoever finds them gone knows that they
    may have been sent it."""
    left = {who: each for who, each in met.left.items() if each.outcome != "busy"}
    return replace(met, version=met.version + 1, left=left, held_until=held_until)


def added(met: Progress, decisions: Iterable[Decision], currency: str) -> Progress:
    """With what was decided; whole once nothing is unsettled."""
    made = list(decisions)
    sent = [each for each in made if each.outcome == "sent"]
    kept = [each for each in made if each.outcome not in ("sent", "held_out", "open")]
    left = {each.customer: _leaving(each) for each in kept}
    cost = met.cost_micros + sum(each.cost_micros for each in made)
    after = replace(
        met,
        version=met.version + 1,
        sent=(*met.sent, *_sendings(sent)),
        held_out=(*met.held_out, *(e.customer for e in made if e.outcome == "held_out")),
        left={**met.left, **left},
        currency=currency or met.currency,
        cost_micros=cost,
        is_whole=not any(each.outcome in UNSETTLED for each in made),
        held_until=None,
    )
    return counted(after)


def counted(progress: Progress) -> Progress:
    counts = Counter(each.outcome for each in progress.left.values())
    waiting = counts.pop("waiting", 0)
    counts.pop("busy", 0)
    return replace(progress, skipped=dict(counts), waiting_count=waiting)


def _leaving(decision: Decision) -> Leaving:
    what = decision.outcome, decision.said, decision.variant, decision.cost_micros
    return Leaving(*what, decision.until, decision.tries)


def _sendings(decisions: Iterable[Decision]) -> Iterator[Sendings]:
    alike = defaultdict[tuple[str, str, int], dict[str, str]](dict)
    for each in decisions:
        alike[each.variant, each.account_id, each.cost_micros][each.customer] = each.provider_id
    for (variant, account_id, cost), ids in alike.items():
        yield Sendings(variant, tuple(ids), account_id, cost, tuple(ids.values()))


def base_of(request_id: str) -> str:
    return request_id.partition(LATER)[0]


def lineage(request_id: str) -> list[str]:
    """The request, and those that it was a part of."""
    parts = request_id.split(LATER)
    return [LATER.join(parts[: end + 1]) for end in range(len(parts))]


def is_later(request_id: str) -> bool:
    return LATER in request_id


def put_off_id(request_id: str, until: datetime) -> str:
    """Of what is asked for again then."""
    return f"{request_id}{LATER}{until:{DUE}}"


def due_of(request_id: str) -> datetime | None:
    """What it waited for, where that was a time."""
    try:
        return datetime.strptime(f"{request_id.rpartition(LATER)[2]}+0000", f"{DUE}%z")
    except ValueError:
        return None


def later(request: SendRequest, name: str, customers: Iterable[str]) -> SendRequest:
    """The same, for some of its customers. Its id tells of all that they waited for, as others of
    the request may have waited for something else until then."""
    id_ = f"{request.id}{LATER}{name}"
    kept = tuple(dict.fromkeys(customers))
    own = {who: each for who, each in request.own_variables.items() if who in kept}
    return replace(request, id=id_, customers=kept, own_variables=own)


def _page_of(request_id: str) -> str:
    """The same of a page however often it is asked for."""
    return base_of(request_id).rpartition(".")[0]


def asked_before(request_id: str) -> str | None:
    """The request by which its page was asked for the last time."""
    page, _, number = request_id.rpartition(".")
    return f"{page}.{int(number) - 1}" if page and number.isdecimal() and int(number) else None
