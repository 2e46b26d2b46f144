"""A message with links, sent to three people, and who follows these."""

from datetime import datetime, timedelta

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import Reached
from promenade.contracts.tracking import PIXEL, LinkSet
from promenade.customer.tracking.model.touches import Sight
from promenade.kit.stamp import Stamp
from tests.support.digests import DIGESTS
from tests.support.stamps import NOON

HOME, SALE, HELP = (f"https://shop.example.com/{name}" for name in ("", "sale", "help"))
ADA, BO, CHEN = Reached("ada", "a"), Reached("bo", "b"), Reached("chen", "a")
LINKS = LinkSet(
    "request-1", "campaign_1", "mail", Channel.EMAIL, (ADA, BO, CHEN), (HOME, SALE, HELP, PIXEL)
)
BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
KEYS = {"1": DIGESTS}
BASE = "https://api.example.com"


def at(seconds: float) -> datetime:
    """After the links were made."""
    return NOON + timedelta(seconds=seconds)


def sight(seconds: float, agent: str = BROWSER, **other: object) -> Sight:
    return Sight(at(seconds), agent, **other)  # type: ignore[arg-type]


def stamp(seconds: float = 0) -> Stamp:
    return Stamp("system:tracking", at(seconds), "request-1", "")


def token(address: str) -> str:
    return address.rpartition("/")[2]
