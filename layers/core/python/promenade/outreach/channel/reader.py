"""What messages are made by: contracts.messages.Templates."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from promenade.contracts.approvals import ApprovalKind, Waiting
from promenade.contracts.messages import MessageTemplate
from promenade.contracts.reviews import Review
from promenade.kit import dynamo_waiting
from promenade.kit.differences import differences
from promenade.kit.paging import Page, Position
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.model.rendering import render
from promenade.outreach.channel.model.template import Approved, Template
from promenade.outreach.channel.store.records import (
    ChannelRecord,
    account_key,
    account_of,
    bodies_of,
    template_key,
    template_of,
)

_MOST_TEMPLATES = 100


class DynamoTemplates:
    def of(self, ids: Sequence[str]) -> Mapping[str, MessageTemplate]:
        """Raises ValueError for more than 100."""
        return {id_: each for id_, each in _approved(ids).items() if each}

    def switched_off(self, ids: Collection[str]) -> Collection[str]:
        """Raises ValueError for more than 100."""
        return {id_ for id_, each in _approved(ids).items() if each is None} if ids else set()


def _approved(ids: Collection[str]) -> Mapping[str, MessageTemplate | None]:
    """None of those whose accounts are all off."""
    if len(ids) > _MOST_TEMPLATES:
        raise ValueError(f"{len(ids)} templates; {_MOST_TEMPLATES} are the most")
    templates = [*map(template_of.decode, bodies_of(map(template_key, ids)))]
    found = {each.id: (each, each.approved) for each in templates if each.approved}
    accounts = _accounts([approved for _, approved in found.values()])
    return {id_: _told(*each, accounts) for id_, each in found.items()}


def _accounts(found: Sequence[Approved]) -> Mapping[str, Account]:
    named = {use.account_id for each in found for use in each.terms.accounts}
    return {each.id: each for each in map(account_of.decode, bodies_of(map(account_key, named)))}


def _told(
    template: Template, approved: Approved, accounts: Mapping[str, Account]
) -> MessageTemplate | None:
    """Of the first of its accounts that is on; None where none is."""
    terms = approved.terms
    named = (accounts.get(each.account_id) for each in terms.accounts)
    first = next((each.terms for each in named if each and each.terms.is_on), None)
    if first is None:
        return None
    return MessageTemplate(
        id=template.id,
        version=approved.version,
        name=terms.name,
        channel=terms.channel,
        purpose=terms.purpose,
        variables=frozenset(terms.variables),
        languages=tuple(sorted(terms.texts)),
        targets=terms.targets,
        currency=first.currency,
        unit_cost_micros=first.unit_cost_micros,
        render=partial(render, terms, first),
        needed=frozenset(name for name, each in terms.variables.items() if each.default is None),
        examples={name: each.example for name, each in terms.variables.items()},
        knows_keys=len(terms.accounts) == 1 and first.knows_keys,
    )


class DynamoWaitingMessages:
    """contracts.approvals.WaitingReader."""

    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        found = dynamo_waiting.longest(ChannelRecord, limit, after)
        read = ((template_of.decode(each.body), each.waits_since) for each in found.items)
        told = (_waiting(each, each.review, since) for each, since in read if each.review)
        return Page(tuple(told), found.next)


def _waiting(template: Template, review: Review, since: str) -> Waiting:
    approved = template.approved
    return Waiting(
        kind=ApprovalKind.MESSAGE_TEMPLATE,
        id=template.id,
        title=template.name,
        path=f"/message-templates/{template.id}",
        version=template.version,
        since=since,
        review=review,
        authors=template.authors,
        is_change=approved is not None,
        changes=differences(approved.terms, template.terms) if approved else (),
    )
