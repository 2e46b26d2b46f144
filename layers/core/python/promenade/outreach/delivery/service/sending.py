"""Claiming a message for a person and handing it to the provider, in this order: who dies between
has claimed what was perhaps sent, and nobody is sent it twice."""

from promenade.contracts.channels import Channel, Purpose
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
    Contacts,
    claimed,
    key_of,
    message_key,
    renewed,
)
from promenade.outreach.delivery.model.progress import Decision
from promenade.outreach.delivery.service.ports import Doors
from promenade.outreach.delivery.service.weighing import Case, Terms, Weighing

_ADVICE = {"sender": "sender: verify this sender at the provider"}


class Sending:
    """Of one request. `busy` are those whom the provider surely did not take before."""

    def __init__(
        self, terms: Terms, weighing: Weighing, busy: frozenset[str], doors: Doors
    ) -> None:
        self._terms, self._weighing, self._busy, self._doors = terms, weighing, busy, doors

    def send(self, case: Case) -> Decision:
        found = self._claim(case)
        return found if isinstance(found, Decision) else self._hand_over(case, found)

    def _claim(self, case: Case) -> Decision | Contact:
        """The claim where it is ours to send."""
        first = [case.contacts]

        def attempt() -> Decision | Contact:
            contacts = first.pop() if first else self._again(case)
            return self._claim_of(case, contacts or self._again(case))

        return patiently(attempt, Contended)

    def _again(self, case: Case) -> Contacts:
        channel = self._terms.request.channel
        return self._doors.store.contacts([case.customer], channel)[case.customer]

    def _claim_of(self, case: Case, met: Contacts) -> Decision | Contact:
        """Raises Contended where others changed it since."""
        request, now = self._terms.request, self._terms.now
        if refusal := self._weighing.refusal(met):
            return case.decided(*refusal)
        claim = met.claim_of(key_of(request))
        place = (int(now.timestamp()), key_of(request), request.campaign, request.id)
        mine = Contact(*place, self._terms.is_marketing)
        if claim is None:
            self._doors.store.claim(met, claimed(met, mine, now))
            return mine
        if mine.is_counted and not claim.is_counted:
            self._doors.store.claim(met, Claimed(renewed(met, claim, mine)))
            return mine
        if claim.request_id != request.id:
            moved = replace(claim, request_id=request.id)
            self._doors.store.claim(met, Claimed(renewed(met, claim, moved)))
        elif case.customer not in self._busy and not self._knows_keys(case):
            return _unknown(case, "a worker died while it was sent")
        return claim

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
            is_none = refused.reason == "invalid_address"
            outcome = "invalid_address" if is_none else "refused_by_provider"
            said = _ADVICE.get(refused.reason, refused.reason)
            return case.decided(outcome, said)  # type: ignore[arg-type]
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


def _unknown(case: Case, said: str) -> Decision:
    """It may be charged, so that a budget counts it."""
    return replace(case.decided("unknown", said), cost_micros=case.estimate_micros)


def _content_of(case: Case) -> Content:
    if case.content is None:
        raise ValueError("a message without content")
    return case.content
