"""Lambda, as far as environments go that are ready: nothing else here knows of them."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast

from botocore.awsrequest import AWSResponse

from promenade.kit import aws

KEPT: dict[str, int] = {}
"""Name of a function → how many."""

_MISSING = "ProvisionedConcurrencyConfigNotFoundException"
_PATH = re.compile(r"/functions/([^/]+)/provisioned-concurrency")


class _Body(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


def begin() -> None:
    """Nothing is kept; clients that are made from now on are answered."""
    KEPT.clear()
    aws._session().register("before-send.lambda", cast("Any", _answer), unique_id="provisioned")


def _answer(request: Any, **_: object) -> AWSResponse:
    found = _PATH.search(request.url)
    assert found
    function = found[1].rpartition("%3A")[2]
    if request.method == "PUT":
        KEPT[function] = json.loads(request.body)["ProvisionedConcurrentExecutions"]
    elif request.method == "DELETE":
        del KEPT[function]
        return _response(request.url, 204, {}, {})
    elif function not in KEPT:
        return _response(request.url, 404, {"x-amzn-ErrorType": _MISSING}, {"Message": _MISSING})
    said = {"RequestedProvisionedConcurrentExecutions": KEPT[function]}
    return _response(request.url, 200, {}, said)


def _response(url: str, status: int, headers: dict[str, str], said: object) -> AWSResponse:
    return AWSResponse(url, status, cast("Any", headers), _Body(json.dumps(said).encode()))
