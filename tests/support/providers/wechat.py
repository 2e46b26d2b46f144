"""WeChat's official accounts: a stable token, and each `client_msg_id` sent once."""

import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from promenade.kit.outward import Answer, Request
from tests.support.providers.double import Double, answer

SECRET = {"app_secret": "example-app-secret"}


class Wechat:
    """`token` is the one that is good; `fetched_count` is how often it was asked for."""

    def __init__(self) -> None:
        self.token, self.fetched_count = "token-1", 0
        self.messages = Double(self._check, lambda _: answer(200, {"errcode": 0, "msgid": 7}))

    def __call__(self, request: Request) -> Answer:
        if urlsplit(request.url).path == "/cgi-bin/stable_token":
            self.fetched_count += 1
            asked = msgspec.json.decode(request.body)
            good = {"access_token": self.token, "expires_in": 7_200}
            is_known = asked["secret"] == SECRET["app_secret"]
            return answer(200, good if is_known else {"errcode": 40125, "errmsg": "invalid"})
        if parse_qs(urlsplit(request.url).query)["access_token"] != [self.token]:
            return answer(200, {"errcode": 40001, "errmsg": "invalid credential"})
        return self.messages(request)

    @property
    def sent(self) -> list[Any]:
        """Of each id once."""
        return list({each["client_msg_id"]: each for each in self.messages.taken}.values())

    def _check(self, request: Request) -> Any:
        found = msgspec.json.decode(request.body)
        assert len(found["client_msg_id"]) <= 32
        return found


def push(**fields: str) -> bytes:
    """What WeChat sends of one of the account's people."""
    common = {"ToUserName": "gh_1", "FromUserName": "oA1"}
    quoted = {**common, **{name: each for name, each in fields.items() if name != "MsgID"}}
    told = "".join(f"<{name}><![CDATA[{each}]]></{name}>\n" for name, each in quoted.items())
    plain = {
        "CreateTime": "1772366405",
        **({"MsgID": fields["MsgID"]} if "MsgID" in fields else {}),
    }
    told += "".join(f"<{name}>{each}</{name}>\n" for name, each in plain.items())
    return f"<xml>{told}</xml>".encode()


def signed(token: str, timestamp: str) -> dict[str, str]:
    """What WeChat puts behind the address."""
    told = "".join(sorted((token, timestamp, "n1")))
    signature = hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()
    return {"signature": signature, "timestamp": timestamp, "nonce": "n1", "openid": "oA1"}
