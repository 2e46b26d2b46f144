"""Tencent Cloud's SMS, which checks with the SDK's own signer."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from tencentcloud.common.sign import Sign

from promenade.kit.outward import Request
from tests.support.providers.double import Double, answer

SECRET = {"secret_id": "AKIDexample", "secret_key": "example-key"}


def double() -> Double:
    status = {"SerialNo": "2028:1", "Fee": 2, "Code": "Ok", "Message": "send success"}
    told = {"Response": {"SendStatusSet": [status], "RequestId": "1"}}
    return Double(_check, lambda _: answer(200, told))


def _check(request: Request) -> Any:
    given = request.headers
    day = datetime.fromtimestamp(int(given["x-tc-timestamp"]), UTC).strftime("%Y-%m-%d")
    headers = f"content-type:{given['content-type']}\nhost:{given['host']}\n"
    payload = hashlib.sha256(request.body).hexdigest()
    asked = f"POST\n/\n\n{headers}\ncontent-type;host\n{payload}"
    digest = hashlib.sha256(asked.encode()).hexdigest()
    scope = f"{day}/sms/tc3_request"
    to_sign = f"TC3-HMAC-SHA256\n{given['x-tc-timestamp']}\n{scope}\n{digest}"
    signature = Sign.sign_tc3(SECRET["secret_key"], day, "sms", to_sign)
    assert given["authorization"] == (
        f"TC3-HMAC-SHA256 Credential={SECRET['secret_id']}/{scope}, "
        f"SignedHeaders=content-type;host, Signature={signature}"
    )
    assert (request.url, given["x-tc-action"]) == (f"https://{given['host']}/", "SendSms")
    return msgspec.json.decode(request.body)
