"""What an HTTP function's app.py needs, wired from its settings."""

import msgspec
import urllib3

from promenade.kit.clock import Clock, system_clock
from promenade.kit.config import setting
from promenade.kit.http.api import Api
from promenade.kit.http.auth import Access, Authenticator, Issuer

_ANSWER_WITHIN_S = 3.0


def api(name: str, access: Access, clock: Clock = system_clock) -> Api:
    """Reads AUTH_ISSUERS, a JSON array of Issuer."""
    issuers = msgspec.json.decode(setting("AUTH_ISSUERS"), type=list[Issuer])
    return Api(name, Authenticator(issuers, access, clock, _fetch))


def _fetch(url: str) -> bytes:
    pool = urllib3.PoolManager(timeout=_ANSWER_WITHIN_S, retries=2)
    return pool.request("GET", url).data
