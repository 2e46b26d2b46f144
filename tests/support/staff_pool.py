"""The user pool of the staff, which moto has not: who is in it, and what it says of them."""

from typing import Any, NamedTuple

import msgspec

from promenade.kit import aws
from tests.support.settings import SETTINGS

MEMBERS = {
    "maria": {
        "email": "maria@shop.example",
        "email_verified": "true",
        "phone_number": "+8613812345678",
        "phone_number_verified": "true",
    },
    "olga": {"email": "olga@shop.example", "email_verified": "false"},
}
"""By their subjects. Others have left."""

_ASKED = "before-call.cognito-identity-provider.AdminGetUser"


class _Answered(NamedTuple):
    status_code: int


def begin() -> None:
    """Of clients that are made from now on; more than once is once."""
    session: Any = aws._session()
    session.register(_ASKED, _answer, unique_id="staff-pool")


def _answer(params: dict[str, Any], **_: Any) -> tuple[_Answered, dict[str, Any]]:
    asked = msgspec.json.decode(params["body"])
    assert asked["UserPoolId"] == SETTINGS["STAFF_POOL_ID"]
    member = MEMBERS.get(asked["Username"])
    if member is None:
        error = {"Code": "UserNotFoundException", "Message": "User does not exist."}
        return _Answered(400), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
    told = [{"Name": name, "Value": value} for name, value in member.items()]
    return _Answered(200), {"Username": asked["Username"], "UserAttributes": told}
