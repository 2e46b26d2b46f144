"""Every golden sample of HTTP, played against the deployed stack under each function's own role."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote, urlencode

import msgspec
import pytest

from infra.local import samples, template
from infra.local.api import Answer, Api
from infra.local.callers import Callers
from infra.local.payment_gateway import signatures_of
from infra.local.stack import Stack
from promenade.kit import signatures
from tests.support.deployed import empty_tables
from tests.support.elsewhere import ELSEWHERE
from tests.support.platforms import signature
from tests.support.play import given, sent_by
from tests.support.transposed import Transposed

HTTP = {name: each for name, each in samples.http_samples() if name not in ELSEWHERE}
WORKERS = 2
SETTLED_WITHIN_S = 15
SIGNATURE = "X-Shopify-Hmac-Sha256"
LINKS = {
    kind: f"/reports/report_17FN0CDTJ277KBHCS0NSZCD113/files/{kind}"
    for kind in ("html", "json", "csv", "xlsx")
}
FURTHER = {
    "base/http/report_api.list_reports": {
        '"state": "QUEUED"': '"state": "DONE"',
        '"finished_at": null': '"finished_at": "2026-01-05T09:30:00Z"',
        '"links": null': f'"links": {json.dumps(LINKS)}',
    },
}
"""What a deployed stack answers instead: its queues have done their work."""


@pytest.fixture(scope="module")
def awake(stack: Stack, api: Api) -> None:
    """Every function that answers HTTP has started."""

    def wake(function: str) -> None:
        asked = {"FunctionName": stack.functions[function], "Payload": b'{"requestContext": {}}'}
        stack.client("lambda").invoke(**asked)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(wake, sorted({sample.function for sample in HTTP.values()})))


@pytest.fixture
def empty(stack: Stack) -> None:
    """The tables hold nothing."""
    empty_tables(stack)


class Stage:
    """Plays samples on the deployed stack, and learns its names from each answer."""

    def __init__(self, stack: Stack, api: Api, callers: Callers) -> None:
        self._stack, self._api, self._token = stack, api, cache(callers.token)
        self._played: set[str] = set()
        self._told = Transposed({"storefront": stack.outputs["StorefrontClient"]})

    def prepare(self, name: str) -> None:
        """Whatever the sample takes as given has happened, once; what a stream brings about comes
        by itself."""
        for earlier in given(name):
            if earlier in self._played or earlier in ELSEWHERE:
                continue
            self._played.add(earlier)
            self.prepare(earlier)
            if earlier in HTTP:
                assert self.fault(earlier) is None
            elif "/schedule/" in earlier:
                self._wake(earlier)
            elif not sent_by(earlier) and "/stream/" not in earlier:
                self._put(earlier)

    def fault(self, name: str) -> str | None:
        """What is answered, unless it is the sample's answer."""
        text = self._told.text(name, FURTHER.get(name, {}))
        sample = msgspec.json.decode(text, type=samples.Sample)
        answer, expected = self._send(sample), sample.response
        body = answer.body if isinstance(expected.body, dict) else answer.raw.decode()
        is_same = answer.status == expected.status and self._told.fits(body, expected.body or "")
        return None if is_same else f"{sample.function} answers {answer.status}: {body}"

    def lasting_fault(self, name: str) -> str | None:
        """What is still answered when queues have had their time."""
        deadline = time.monotonic() + SETTLED_WITHIN_S
        while (fault := self.fault(name)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return fault

    def _send(self, sample: samples.Sample) -> Answer:
        request, who = sample.request, sample.caller
        asked = f"?{urlencode(request.query, doseq=True)}" if request.query else ""
        body = request.body.encode() if isinstance(request.body, str) else request.body
        headers = {name.title(): value for name, value in request.headers.items()}
        if SIGNATURE in headers:
            body = msgspec.json.encode(body)
            headers[SIGNATURE] = signature(body)
        if signatures.SIGNATURE in request.headers:
            now = signatures_of(self._stack).sign(body, datetime.now(UTC))
            headers |= {name.title(): value for name, value in now.items()}
        return self._api.call(
            f"{request.method} {quote(request.url_path)}{asked}",
            body,
            token=self._token(who) if who else None,
            headers=headers,
        )

    def _wake(self, name: str) -> None:
        """The function of a schedule's sample."""
        function = self._stack.functions[name.rpartition("/")[2]]
        self._stack.client("lambda").invoke(
            FunctionName=function, Payload=self._told.text(name, {}).encode()
        )

    def _put(self, name: str) -> None:
        """The messages of a queue's sample onto that queue."""
        function = template.functions()[name.rpartition("/")[2]]
        (source,) = function["Events"].values()
        queue = source["Properties"]["Queue"]["GetAtt"].replace(".Outputs", "")
        for record in msgspec.json.decode(self._told.text(name, {}))["Records"]:
            self._stack.client("sqs").send_message(
                QueueUrl=self._stack.outputs[f"{queue}Url"], MessageBody=record["body"]
            )


@pytest.mark.usefixtures("awake", "empty")
@pytest.mark.parametrize("name", HTTP)
def test_a_sample_gets_its_answer_with_what_its_function_may_do(
    name: str, stack: Stack, api: Api, callers: Callers
) -> None:
    stage = Stage(stack, api, callers)
    stage.prepare(name)
    reads = HTTP[name].request.method == "GET"
    assert (stage.lasting_fault if reads else stage.fault)(name) is None
