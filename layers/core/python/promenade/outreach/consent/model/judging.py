"""Whether one message may go, by the rules of N20 that are about the person: consent, then
suppression."""

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Reason, Recipient, Rule, Verdict
from promenade.outreach.consent.model.consent import THEMSELVES
from promenade.outreach.consent.model.person import Person
from promenade.outreach.consent.model.suppression import UNREACHABLE, Causes, Suppression


def judge(recipient: Recipient, person: Person, address: Suppression | None) -> Verdict:
    """The first rule that refuses."""
    return (
        _gone(person)
        or _refused(recipient, person)
        or kept_back(recipient, person, address)
        or _unknown(recipient)
        or Verdict()
    )


def kept_back(recipient: Recipient, person: Person, address: Suppression | None) -> Verdict | None:
    """Whatever the person said."""
    purpose = recipient.purpose
    own = person.suppressions.get(recipient.channel, {})
    held = causes_for(person, address) if address else {}
    return (
        _kept(own, purpose, "person_suppressed")
        or _kept(held, purpose, "address_suppressed")
        or _refused_before(recipient, person, address)
    )


def causes_for(person: Person, address: Suppression) -> Causes:
    """Those of an address that keep messages from this person. An `unsubscribe` does not, after
    which they opted in themselves: nobody did it for them."""
    stopped = address.causes.get(Reason.UNSUBSCRIBE)
    consent = person.consent(address.channel, Purpose.MARKETING)
    if not stopped or not consent or consent.state != "given" or consent.at <= stopped.at:
        return address.causes
    if consent.proof.source not in THEMSELVES:
        return address.causes
    return {name: each for name, each in address.causes.items() if name != Reason.UNSUBSCRIBE}


def _gone(person: Person) -> Verdict | None:
    if person.erased_at:
        return Verdict("erased", person.erased_at)
    if person.merged_into:
        return Verdict("merged", person.merged_at, person.merged_into)
    return None


def _refused(recipient: Recipient, person: Person) -> Verdict | None:
    """A message about an order goes to who was never asked, and not to who said no to those."""
    consent = person.consent(recipient.channel, recipient.purpose)
    if consent and consent.state == "withdrawn":
        return Verdict("withdrawn", consent.proof.given_at, consent.proof.source)
    if consent is None and recipient.purpose is Purpose.MARKETING:
        return Verdict("never_asked")
    return None


def _refused_before(
    recipient: Recipient, person: Person, address: Suppression | None
) -> Verdict | None:
    """By somebody else who had the address, since the person consented."""
    consent = person.consent(recipient.channel, recipient.purpose)
    if recipient.purpose is not Purpose.MARKETING or not consent or not address:
        return None
    own = {person.person, *person.others}
    times = [at for who, at in address.refusals.items() if who not in own and at >= consent.at]
    return Verdict("address_suppressed", max(times), Reason.UNSUBSCRIBE) if times else None


def _unknown(recipient: Recipient) -> Verdict | None:
    """What no address was told for cannot be asked about."""
    is_known = recipient.address or recipient.channel is Channel.IN_APP
    return None if is_known else Verdict("no_address")


def _kept(causes: Causes, purpose: Purpose, rule: Rule) -> Verdict | None:
    is_marketing = purpose is Purpose.MARKETING
    held = {
        reason: each for reason, each in causes.items() if is_marketing or reason in UNREACHABLE
    }
    if not held:
        return None
    first = min(held, key=lambda reason: held[reason].at)
    return Verdict(rule, held[first].at, first)
