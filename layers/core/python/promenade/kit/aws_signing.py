"""Signature V4 of calls to tables and queues, as botocore makes it, in a third of its CPU.

Each of them is a POST of bytes to a service's root: there is no path and no query to put in order.
The key that calls of a day are signed with is derived once.
"""

import hmac
from functools import lru_cache
from hashlib import sha256
from typing import Any

from botocore.auth import AUTH_TYPE_MAPS, SIGNED_HEADERS_BLACKLIST, SIGV4_TIMESTAMP, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import get_current_datetime
from botocore.credentials import Credentials
from botocore.exceptions import NoCredentialsError

_NAME = "v4-of-posts"
_ALGORITHM = "AWS4-HMAC-SHA256"
_UNSIGNED = frozenset(SIGNED_HEADERS_BLACKLIST) | {"authorization"}


def sign_faster(client: Any) -> None:
    """Of DynamoDB or SQS."""
    AUTH_TYPE_MAPS[_NAME] = _PostAuth
    service = client.meta.service_model.service_name
    client.meta.events.register_first(f"choose-signer.{service}", lambda **_: _NAME)


class _PostAuth(SigV4Auth):
    def __init__(self, credentials: Any, service_name: str, region_name: str) -> None:
        super().__init__(credentials, service_name, region_name)
        self._place = f"{region_name}/{service_name}/aws4_request"

    def add_auth(self, request: Any) -> None:
        if self.credentials is None:
            raise NoCredentialsError
        at = get_current_datetime().strftime(SIGV4_TIMESTAMP)
        headers = self._dated(request, at)
        names = ";".join(headers)
        told = "".join(f"{name}:{value}\n" for name, value in headers.items())
        asked = f"POST\n/\n\n{told}\n{names}\n{_digest(request.data)}"
        scope = f"{at[:8]}/{self._place}"
        key = _key_of(self.credentials.secret_key, scope)
        signature = _mac(key, f"{_ALGORITHM}\n{at}\n{scope}\n{_digest(asked.encode())}").hex()
        credential = f"Credential={self.credentials.access_key}/{scope}"
        signed = f"{_ALGORITHM} {credential}, SignedHeaders={names}, Signature={signature}"
        _put(request, "Authorization", signed)

    def _dated(self, request: Any, at: str) -> dict[str, str]:
        """The headers that are signed."""
        _put(request, "X-Amz-Date", at)
        if self.credentials.token:
            _put(request, "X-Amz-Security-Token", self.credentials.token)
        given = {name.lower(): value for name, value in request.headers.items()}
        given["host"] = _host(request.url)
        return {name: given[name] for name in sorted(given.keys() - _UNSIGNED)}


def _put(request: Any, name: str, value: str) -> None:
    """It may be there since an earlier try."""
    del request.headers[name]
    request.headers[name] = value


@lru_cache(maxsize=8)
def _host(url: str) -> str:
    nobody = SigV4Auth(Credentials("", ""), "", "")
    host: str = nobody.headers_to_sign(AWSRequest(url=url))["host"]
    return host


@lru_cache(maxsize=8)
def _key_of(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _mac(key, part)
    return key


def _mac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
