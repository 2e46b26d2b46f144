"""Claiming a message for a person and handing it to the provider, in this order: who dies between
has claimed what was perhaps sent, and nobody is sent it twice.

Nor is who has two ids. What either was sent is weighed together, and who claims for both writes to
both at once: of two workers the second one loses, sees what the first one did and, where it still
takes them for two people, asks again who they are. Both send only where both asked before the
merger, as of two people that they were then."""

from datetime import timedelta

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Recipient as Asked
from promenade.contracts.messages import (
    Accepted,
    Content,
    MessageRefused,
    Outgoing,
    ProviderBusy,
    ProviderSilent,
)
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import replace
from promenade.outreach.delivery.model.contacts import (
    Claimed,
    Contact,
    Known,
    claimed,
    key_of,
    message_key,
    renewed,
    theirs,
)
from promenade.outreach.delivery.model.progress import Decision
from promenade.outreach.delivery.service.ports import Doors
from promenade.outreach.delivery.service.weighing import Case, Terms, Weighing

_PATIENCE_S = {Purpose.TRANSACTIONAL: 10.0, Purpose.MARKETING: 3.0}
"""How long a message waits for its turn. Who waits longer books behind who waits less: a notice of
an order is not held up by however large a campaign."""

_FRESH_FOR = timedelta(seconds=0.5)
"""So long, what a person was found to have said holds."""

_ADVICE = {
    "account": "account: look at its secret, its rights and its balance",
    "sender": "sender: verify this sender at the provider",
}
_OURS = ("account", "sender")
"""What is at fault where no person is: it is asked again once that is mended."""


class Sending:
    """Of one request."""

    def __init__(self, terms: Terms, weighing: Weighing, doors: Doors) -> None:
        self._terms, self._weighing, self._doors = terms, weighing, doors

    def wait_s(self, case: Case) -> int:
        """Waits for a turn a little: 0 once it is there, else how long there is none."""
        if self._terms.request.channel is Channel.IN_APP:
            return 0
        template, patience_s = self._terms.template(case.variant), _PATIENCE_S[self._terms.purpose]
        return self._doors.senders.turn(template.id, template.version, patience_s)

    def send(self, case: Case) -> Decision:
        found = self._said_since(case) or self._claim(case)
        return found if isinstance(found, Decision) else self._hand_over(case, found)

    def _said_since(self, case: Case) -> Decision | None:
        """What keeps it from who waited for their turn: they said no meanwhile, or the campaign was
        stopped."""
        request, doors = self._terms.request, self._doors
        if doors.clock() < self._terms.now + _FRESH_FOR:
            return None
        campaign = doors.campaigns.terms(request.campaign) if self._terms.campaign else None
        if campaign and campaign.is_over:
            return case.decided("campaign_ended")
        if campaign and not campaign.may_send:
            return case.decided("open", "", self._terms.now)
        asked = Asked(case.customer, request.channel, self._terms.purpose, case.digest)
        (verdict,) = doors.consents.verdicts([asked])
        return case.decided(verdict.rule, verdict.told) if verdict.rule else None

    def _claim(self, case: Case) -> Decision | Contact:
        """The claim where it is ours to send."""
        first = [case.known]

        def attempt() -> Decision | Contact:
            known = first.pop() if first else None
            return self._claim_of(case, known or self._weighing.known([case])[case.customer])

        return patiently(attempt, Contended)

    def _claim_of(self, case: Case, known: Known) -> Decision | Contact:
        """Raises Contended where others changed it since."""
        if refusal := self._weighing.refusal(known):
            return case.decided(*refusal)
        if known.own.is_merged and not self._is_still(case):
            return case.decided("open")
        return self._claimed(case, known)

    def _is_still(self, case: Case) -> bool:
        """Who was merged may have been taken apart again since."""
        person = self._doors.recipients.of([case.asked]).get(case.asked)
        return person is not None and person.customer == case.customer

    def _claimed(self, case: Case, known: Known) -> Decision | Contact:
        request, now, own = self._terms.request, self._terms.now, known.own
        claim = own.claim_of(key_of(request))
        place = (int(now.timestamp()), key_of(request), request.campaign, request.id)
        mine = Contact(*place, self._terms.is_marketing)
        if claim is None:
            self._keep(known, claimed(own, mine, now))
            return mine
        if mine.is_counted and not claim.is_counted:
            self._keep(known, Claimed(renewed(own, claim, mine)))
            return mine
        if claim.request_id == request.id and not self._may_try(case):
            return _unknown(case, "a worker died while it was sent")
        moved = replace(claim, request_id=request.id)
        if moved != claim or known.others:
            self._keep(known, Claimed(renewed(own, claim, moved)))
        return claim

    def _keep(self, known: Known, claim: Claimed) -> None:
        self._doors.store.claim(theirs(claim, known.others))

    def _may_try(self, case: Case) -> bool:
        return case.customer in self._weighing.busy or self._knows_keys(case)

    def _knows_keys(self, case: Case) -> bool:
        is_ours = self._terms.request.channel is Channel.IN_APP
        return is_ours or self._terms.template(case.variant).knows_keys

    def _hand_over(self, case: Case, claim: Contact) -> Decision:
        template = self._terms.template(case.variant)
        try:
            accepted = self._accepted(case, claim)
        except ProviderBusy as busy:
            return case.decided("busy", busy.detail)
        except ProviderSilent as silent:
            if self._knows_keys(case):
                return case.decided("busy", silent.detail)
            return _unknown(case, silent.detail)
        except MessageRefused as refused:
            if refused.reason in _OURS:
                return case.decided("busy", _said(refused))
            is_none = refused.reason == "invalid_address"
            outcome = "invalid_address" if is_none else "refused_by_provider"
            return case.decided(outcome, _said(refused))  # type: ignore[arg-type]
        return replace(
            case.decided("sent"),
            account_id=accepted.account_id,
            provider_id=accepted.provider_id,
            cost_micros=accepted.units * template.unit_cost_micros,
        )

    def _accepted(self, case: Case, claim: Contact) -> Accepted:
        request, template = self._terms.request, self._terms.template(case.variant)
        content = _content_of(case)
        key = message_key(key_of(request), request.channel, case.customer)
        if request.channel is Channel.IN_APP:
            id_ = f"{claim.at_s:010}_{key}"
            self._doors.inbox.put(case.customer, id_, content, claim.at)
            return Accepted("inbox", id_, content.units)
        is_mail = request.channel is Channel.EMAIL and self._terms.purpose is Purpose.MARKETING
        unsubscribe = self._doors.unsubscribe
        place = (case.customer, request.channel, request.campaign)
        url = unsubscribe(*place) if is_mail else ""
        message = Outgoing(key, template.id, template.version, case.address, content, url)
        return self._doors.senders.send(message)


def _said(refused: MessageRefused) -> str:
    if refused.reason == "unwritable":
        return refused.detail
    return _ADVICE.get(refused.reason, refused.reason)


def _unknown(case: Case, said: str) -> Decision:
    """It may be charged, so that a budget counts it."""
    return replace(case.decided("unknown", said), cost_micros=case.estimate_micros)


def _content_of(case: Case) -> Content:
    if case.content is None:
        raise ValueError("a message without content")
    return case.content
