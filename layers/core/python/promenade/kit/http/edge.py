"""What an HTTP function's app.py needs, wired from its settings."""

from functools import partial

import msgspec
import urllib3

from promenade.kit import aws
from promenade.kit.clock import Clock, system_clock
from promenade.kit.config import setting
from promenade.kit.digests import Digests, digests
from promenade.kit.dynamo_api_clients import book
from promenade.kit.dynamo_authority import DynamoDirectory
from promenade.kit.errors import Unavailable
from promenade.kit.http.api import Api, Wiring
from promenade.kit.http.auth import Access, Authenticator, Issuer
from promenade.kit.http.cors import Cors
from promenade.kit.http.pace import Pace
from promenade.kit.http.paths import NONE, Paths
from promenade.kit.http.quota import Quota
from promenade.kit.paging import Cursors
from promenade.kit.seals import Seals

_ANSWER_WITHIN_S = 3.0


def api(name: str, access: Access, paths: Paths = NONE, clock: Clock = system_clock) -> Api:
    """Reads AUTH_ISSUERS, a JSON array of Issuer, CALLS_PER_SECOND of one person, STAFF_TABLE, and
    STOREFRONT_ORIGINS, each with a comma behind it."""
    pace = Pace(int(setting("CALLS_PER_SECOND")))
    cors = Cors(setting("STOREFRONT_ORIGINS").split(","))
    authenticator = Authenticator(_issuers(), access, clock, _fetch, DynamoDirectory())
    return Api(name, Wiring(authenticator, pace, cors, digests(), Quota(book, clock)), paths)


def deployed_client() -> str:
    """The id of the client that the deployment made in the user pool, empty where it made none.
    Reads AUTH_ISSUERS."""
    return next((each.audience for each in _issuers() if each.kind == "client"), "")


def _issuers() -> list[Issuer]:
    return msgspec.json.decode(setting("AUTH_ISSUERS"), type=list[Issuer])


def _fetch(url: str) -> bytes:
    """Raises Unavailable unless the issuer answers 200."""
    pool = urllib3.PoolManager(timeout=_ANSWER_WITHIN_S, retries=2)
    try:
        answer = pool.request("GET", url)
    except urllib3.exceptions.HTTPError as error:
        raise Unavailable("The token's issuer does not answer.") from error
    if answer.status != 200:
        raise Unavailable("The token's issuer does not publish its keys.")
    return answer.data


def cursors() -> Cursors:
    """Reads CURSOR_SECRET_ID; the secret itself is fetched with the first page that goes on."""
    secret_id = setting("CURSOR_SECRET_ID")
    return Cursors(lambda: aws.secret(secret_id))


def keyring(name: str) -> dict[str, Seals]:
    """Seals by the versions of their keys. Reads the setting, which maps these to ids of secrets;
    each is fetched when first used."""
    ids = msgspec.json.decode(setting(name), type=dict[str, str])
    return {version: Seals(partial(aws.secret, id_)) for version, id_ in ids.items()}


def digest_ring(name: str) -> dict[str, Digests]:
    """The same for digests."""
    ids = msgspec.json.decode(setting(name), type=dict[str, str])
    return {version: Digests(partial(aws.secret, id_)) for version, id_ in ids.items()}
