"""What staff do with message templates."""

from collections.abc import Callable, Mapping

from promenade.contracts.message_facts import (
    MessageTemplateApproved,
    MessageTemplateEdited,
    MessageTemplateFact,
    MessageTemplateRejected,
    MessageTemplateSubmitted,
)
from promenade.contracts.reviews import NotReady
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.channel.model import template as life
from promenade.outreach.channel.model.account import Account
from promenade.outreach.channel.model.fitting import account_faults, obstacles
from promenade.outreach.channel.model.template import Template
from promenade.outreach.channel.model.terms import MessageTerms
from promenade.outreach.channel.service.ports import Change, Doors


def draft(id_: str, terms: MessageTerms, stamp: Stamp, doors: Doors) -> Template:
    """Raises Conflict, and Invalid for accounts that cannot send it."""
    _refuse_unfit(terms, doors)
    drafted = Template(
        id_,
        1,
        terms,
        terms.name,
        terms.channel,
        stamp.at,
        stamp.fingerprint,
        authors=(stamp.actor,),
    )
    return doors.templates.add(drafted, stamp)


def edit(change: Change, terms: MessageTerms, doors: Doors) -> Template:
    """Raises NotFound, Stale, and Invalid for accounts that cannot send it."""

    def turn(found: Template) -> Template:
        if terms.channel is not found.channel:
            told = "A template stays of its channel: draft another one."
            raise Invalid([Fault("/channel", "other_channel", told)])
        _refuse_unfit(terms, doors)
        return life.edit(found, terms, change.stamp.actor)

    return _make(change, doors, turn, MessageTemplateEdited)


def submit(change: Change, doors: Doors) -> Template:
    """Raises NotFound, Stale, StatusForbids, NotReady."""

    def turn(found: Template) -> Template:
        _refuse_unready(found, doors)
        return life.submit(found, change.stamp)

    return _make(change, doors, turn, MessageTemplateSubmitted)


def approve(change: Change, doors: Doors) -> Template:
    """Raises NotFound, Stale, StatusForbids, SelfApproval, NotReady."""

    def turn(found: Template) -> Template:
        approved = life.approve(found, change.stamp)
        _refuse_unready(found, doors)
        return approved

    return _make(change, doors, turn, MessageTemplateApproved)


def reject(change: Change, reason: str, doors: Doors) -> Template:
    """Raises NotFound, Stale, StatusForbids."""
    return _make(
        change,
        doors,
        lambda found: life.reject(found, reason, change.stamp),
        MessageTemplateRejected,
    )


def get(template_id: str, doors: Doors) -> Template:
    """Raises NotFound."""
    return _find(template_id, doors).value


def accounts_of(terms: MessageTerms, doors: Doors) -> Mapping[str, Account]:
    """Those that exist."""
    return doors.accounts.find_many(each.account_id for each in terms.accounts)


def first_account(terms: MessageTerms, doors: Doors) -> Account:
    """Whose manner of counting a preview shows."""
    found = accounts_of(terms, doors)
    return found[terms.accounts[0].account_id]


def _refuse_unfit(terms: MessageTerms, doors: Doors) -> None:
    if found := list(account_faults(terms, accounts_of(terms, doors))):
        raise Invalid(found)


def _refuse_unready(template: Template, doors: Doors) -> None:
    if found := list(obstacles(template.terms, accounts_of(template.terms, doors))):
        raise NotReady(found)


def _make(
    change: Change,
    doors: Doors,
    turn: Callable[[Template], Template],
    fact: type[MessageTemplateFact],
) -> Template:
    stored = _find(change.id, doors)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    return doors.templates.save(turn(stored.value), fact, change.stamp)


def _find(template_id: str, doors: Doors) -> Stored[Template]:
    stored = doors.templates.find(template_id)
    if stored is None:
        raise NotFound("There is no such message template.", message_template_id=template_id)
    return stored
