"""What providers tell of addresses and people, as far as it keeps messages from them: a hard bounce
or a complaint at once, whatever anybody said; STOP as a withdrawal, which it is."""

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Reason
from promenade.contracts.deliveries import MessageBounced, MessageComplained, RecipientStopped
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Proof, Saying, Source
from promenade.outreach.consent.model.suppression import Cause, Suppressing
from promenade.outreach.consent.service.ports import Doors, SuppressionStore
from promenade.outreach.consent.service.recording import record
from promenade.outreach.consent.service.suppressing import suppress_address

Heard = MessageBounced | MessageComplained | RecipientStopped


def hear(heard: Heard, stamp: Stamp, doors: Doors, store: SuppressionStore) -> None:
    """Again, it does nothing. Raises Unavailable."""
    match heard:
        case MessageBounced(is_final=False):
            return
        case MessageBounced():
            _suppress(heard, Reason.HARD_BOUNCE, stamp, store)
        case MessageComplained():
            _suppress(heard, Reason.COMPLAINT, stamp, store)
        case RecipientStopped(customer=""):
            _suppress(heard, Reason.UNSUBSCRIBE, stamp, store)
        case RecipientStopped():
            _withdraw(heard, stamp, doors)


def _suppress(heard: Heard, reason: Reason, stamp: Stamp, store: SuppressionStore) -> None:
    """Of a channel that has no addresses there is none to keep messages from."""
    if not heard.address or heard.channel is Channel.IN_APP:
        return
    cause = Cause(heard.at, stamp.actor, getattr(heard, "reason", ""))
    suppress_address(Suppressing(heard.channel, reason, cause, heard.address), stamp, store)


def _withdraw(heard: RecipientStopped, stamp: Stamp, doors: Doors) -> None:
    told = {"reference": f"{heard.campaign}/{heard.step}", "campaign": heard.campaign}
    proof = Proof(Source.REPLY, heard.at, stamp.at, stamp.actor, **told)
    saying = Saying(heard.channel, Purpose.MARKETING, "withdrawn", proof)
    record(heard.customer, [saying], stamp, doors)
