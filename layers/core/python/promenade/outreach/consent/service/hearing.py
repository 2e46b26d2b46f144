"""What providers tell of addresses and people, as far as it keeps messages from them: a hard bounce
or a complaint at once, whatever anybody said; STOP and a complaint as a withdrawal, which they are:
what the person has said of an address goes with them to the next one."""

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Reason
from promenade.contracts.deliveries import MessageBounced, MessageComplained, RecipientStopped
from promenade.contracts.profiles import ADDRESSES
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Proof, Saying, Source
from promenade.outreach.consent.model.suppression import Cause, Suppressing
from promenade.outreach.consent.service.ports import Doors, Ears, SuppressionStore
from promenade.outreach.consent.service.recording import record
from promenade.outreach.consent.service.suppressing import suppress_address

Heard = MessageBounced | MessageComplained | RecipientStopped


def hear(heard: Heard, stamp: Stamp, ears: Ears) -> None:
    """Again, it does nothing. Raises Unavailable."""
    match heard:
        case MessageBounced(is_final=False):
            return
        case MessageBounced():
            _suppress(heard, Reason.HARD_BOUNCE, stamp, ears.suppressions)
        case MessageComplained():
            _suppress(heard, Reason.COMPLAINT, stamp, ears.suppressions)
            _withdraw(heard, Source.PROVIDER, stamp, ears.doors)
        case RecipientStopped(customer=""):
            cause = Cause(heard.at, stamp.actor)
            asked = Suppressing(heard.channel, Reason.UNSUBSCRIBE, cause, heard.address)
            stop(asked, heard.claim, stamp, ears)
        case RecipientStopped():
            _withdraw(heard, Source.REPLY, stamp, ears.doors)


def stop(asked: Suppressing, claim: str, stamp: Stamp, ears: Ears) -> None:
    """As an answer from an address, for whomever has it: nobody is sent advertising there, and who
    has it by their profile, which knows it as `claim`, by no other address either. Again, it does
    nothing. Raises Unavailable."""
    suppress_address(asked, stamp, ears.suppressions)
    kind = ADDRESSES.get(asked.channel)
    owner = ears.owners.of(kind, claim) if kind and claim else None
    if owner:
        cause = asked.cause
        proof = Proof(Source.REPLY, cause.at, stamp.at, stamp.actor, reference=cause.note)
        saying = Saying(asked.channel, Purpose.MARKETING, "withdrawn", proof)
        record(owner, [saying], stamp, ears.doors)


def _suppress(heard: Heard, reason: Reason, stamp: Stamp, store: SuppressionStore) -> None:
    """Of a channel that has no addresses there is none to keep messages from."""
    if not heard.address or heard.channel is Channel.IN_APP:
        return
    cause = Cause(heard.at, stamp.actor, getattr(heard, "reason", ""))
    suppress_address(Suppressing(heard.channel, reason, cause, heard.address), stamp, store)


def _withdraw(
    heard: MessageComplained | RecipientStopped, source: Source, stamp: Stamp, doors: Doors
) -> None:
    told = {"reference": f"{heard.campaign}/{heard.step}", "campaign": heard.campaign}
    proof = Proof(source, heard.at, stamp.at, stamp.actor, **told)
    saying = Saying(heard.channel, Purpose.MARKETING, "withdrawn", proof)
    record(heard.customer, [saying], stamp, doors)
