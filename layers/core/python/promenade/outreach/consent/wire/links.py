"""Links in messages, and what comes back by them."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qs

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.references import Reference
from promenade.kit.decoding import Strict, View
from promenade.kit.http.routes import Call
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Proof, Saying, Source
from promenade.outreach.consent.service.links import VALID_FOR, Link, Links

ALL = "all"
MAX_FORM_BYTES = 10_000
_ONE_CLICK = "List-Unsubscribe=One-Click"
_OF_A_PART = (b'name="List-Unsubscribe"', b"One-Click")


class LinkBody(Strict, frozen=True):
    """`campaign` refers to what the message is part of."""

    channel: Channel
    campaign: Reference


class LinkView(View, frozen=True):
    """`path` is the page that people open. A message by e-mail names it in `List-Unsubscribe`, with
    the shop's address before it, and has `list_unsubscribe_post` in `List-Unsubscribe-Post`."""

    path: str
    expires_at: datetime
    list_unsubscribe_post: str


def read_link(call: Call[LinkBody, None], now: datetime) -> Link:
    """To the second, as the token tells it."""
    ends_at = (now + VALID_FOR).replace(microsecond=0)
    return Link(call.path["customer"], call.body.channel, call.body.campaign, ends_at)


def show_link(link: Link, links: Links) -> LinkView:
    return LinkView(
        path=f"/unsubscribe/{links.token(link)}",
        expires_at=link.ends_at,
        list_unsubscribe_post=_ONE_CLICK,
    )


def withdrawals(
    link: Link, channels: Sequence[Channel], source: Source, stamp: Stamp
) -> list[Saying]:
    told = {"reference": link.campaign, "campaign": link.campaign}
    proof = Proof(source, stamp.at, stamp.at, stamp.actor, **told)
    return [Saying(each, Purpose.MARKETING, "withdrawn", proof, is_now=True) for each in channels]


def source_of(call: Call[bytes, None]) -> Source:
    """Of a mail program's own button (RFC 8058), whose form is of either type, or of the page."""
    if call.media_type == "multipart/form-data":
        is_one_click = all(part in call.body for part in _OF_A_PART)
    else:
        is_one_click = _form(call.body).get("List-Unsubscribe") == ["One-Click"]
    return Source.ONE_CLICK if is_one_click else Source.FORM


def read_channels(call: Call[bytes, None]) -> list[Channel]:
    """Empty where the form names none of ours."""
    (named,) = _form(call.body).get("channel", [""])[:1]
    if named == ALL:
        return list(Channel)
    return [each for each in Channel if each == named]


def _form(raw: bytes) -> dict[str, list[str]]:
    return parse_qs(raw.decode(errors="replace"))
