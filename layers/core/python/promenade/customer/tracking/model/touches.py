"""Touches: a link was followed or a picture fetched, by a human as far as we can tell, or not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from promenade.contracts.channels import Channel
from promenade.kit.values import Document, Value

Doubt = Literal["head", "scanner", "prefetch", "too_soon", "privacy_proxy", "burst"]
"""Why a touch is no human's."""

TOO_SOON = timedelta(seconds=2)
BURST = timedelta(seconds=5)
JUDGED_AFTER_S = 15
"""By then all of a burst is there."""

_MANY = 3
_PROXIES = ("YahooMailProxy",)
_APPLE_PROXY = "Mozilla/5.0"
_SCANNERS = (
    "bot",
    "crawl",
    "spider",
    "scan",
    "preview",
    "barracuda",
    "mimecast",
    "proofpoint",
    "urldefense",
    "symantec",
    "messagelabs",
    "trendmicro",
    "fireeye",
    "cloudmark",
    "zscaler",
    "bitdefender",
    "fortinet",
    "fortiguard",
    "safelinks",
    "facebookexternalhit",
    "whatsapp",
    "headlesschrome",
    "phantomjs",
    "python-",
    "aiohttp",
    "curl/",
    "wget/",
    "go-http-client",
    "java/",
    "libwww",
    "httpclient",
)


class Sight(Value, frozen=True):
    """What a request showed of who sent it; `purpose` is what browsers say that load ahead."""

    at: datetime
    user_agent: str
    purpose: str = ""
    is_head: bool = False


class Touch(Document, frozen=True):
    """The first of a link within its minute; `doubt` as seen then, and once it is judged.
    `is_sent_elsewhere` as the set of the link."""

    customer: str
    campaign: str
    step: str
    variant: str
    channel: Channel
    at: datetime
    target: str
    is_open: bool = False
    doubt: Doubt | None = None
    is_judged: bool = False
    is_sent_elsewhere: bool = False

    @property
    def is_human(self) -> bool:
        return self.is_judged and self.doubt is None


def doubt_of(sight: Sight, made_at: datetime, *, is_open: bool) -> Doubt | None:
    """What one request alone gives away."""
    agent = sight.user_agent.strip()
    if sight.is_head:
        return "head"
    if not agent or any(each in agent.lower() for each in _SCANNERS):
        return "scanner"
    if "prefetch" in sight.purpose.lower():
        return "prefetch"
    if is_open and (agent == _APPLE_PROXY or any(each in agent for each in _PROXIES)):
        return "privacy_proxy"
    return "too_soon" if sight.at < made_at + TOO_SOON else None


def is_burst(touch: Touch, others: Sequence[Touch], page_count: int) -> bool:
    """Whether all of a message's links, or three of them, were followed at about the same time.
    `page_count` is how many there are."""
    if touch.is_open:
        return False
    near = {
        each.target
        for each in (touch, *others)
        if not each.is_open and abs(each.at - touch.at) <= BURST
    }
    return len(near) >= min(max(page_count, 2), _MANY)
