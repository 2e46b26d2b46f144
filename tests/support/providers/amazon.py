"""Amazon SES and SNS, which check Signature V4 with botocore's own signer."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from promenade.kit.outward import Answer, Request
from tests.support.providers.double import Double

KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example-key"}
REGION = "eu-west-1"


def double(service: str, operation: str) -> Double:
    def check(request: Request) -> dict[str, Any]:
        _check_signature(request, service)
        found = dict(parse_qsl(request.body.decode(), strict_parsing=True))
        assert found["Action"] == operation
        return found

    told = f"<{operation}Result><MessageId>m-1</MessageId></{operation}Result>"
    answer = f"<{operation}Response>{told}</{operation}Response>".encode()
    return Double(check, lambda _: Answer(200, answer))


def refusal(status: int, code: str, said: str = "No.") -> Answer:
    told = f"<Type>Sender</Type><Code>{code}</Code><Message>{said}</Message>"
    return Answer(status, f"<ErrorResponse><Error>{told}</Error></ErrorResponse>".encode())


def _check_signature(request: Request, service: str) -> None:
    given = request.headers["authorization"]
    names = given.partition("SignedHeaders=")[2].partition(",")[0].split(";")
    headers = {name: request.headers[name] for name in names}
    path = urlsplit(request.url).path
    asked = AWSRequest("POST", f"http://{headers['host']}{path}", headers, request.body)
    asked.context["timestamp"] = headers["x-amz-date"]
    signer = SigV4Auth(Credentials(*KEYS.values()), service, REGION)
    whole = signer.canonical_request(asked)
    signature = signer.signature(signer.string_to_sign(asked, whole), asked)
    assert given.endswith(f"Signature={signature}")
