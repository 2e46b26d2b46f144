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

_ASKED = "before-call.cognito-identity-provider"


class _Answered(NamedTuple):
    status_code: int


def begin() -> None:
    """Of clients that are made from now on; more than once is once."""
    session: Any = aws._session()
    session.register(_ASKED, _answer, unique_id="staff-pool")


def _answer(model: Any, params: dict[str, Any], **_: Any) -> tuple[_Answered, dict[str, Any]]:
    asked = msgspec.json.decode(params["body"])
    assert asked["UserPoolId"] == SETTINGS["STAFF_POOL_ID"]
    if model.name == "AdminGetUser":
        return _found(asked["Username"])
    if model.name == "AdminCreateUser":
        return _made(asked["Username"])
    return _Answered(200), {}


def _found(subject: str) -> tuple[_Answered, dict[str, Any]]:
    """By the subject, which stands before the @ of the address."""
    member = MEMBERS.get(name := subject.partition("@")[0])
    if member is None:
        error = {"Code": "UserNotFoundException", "Message": "User does not exist."}
        return _Answered(400), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
    attributes = {"sub": name, **member}
    told = [{"Name": each, "Value": value} for each, value in attributes.items()]
    return _Answered(200), {"Username": subject, "UserAttributes": told}


def _made(email: str) -> tuple[_Answered, dict[str, Any]]:
    subject = email.partition("@")[0]
    if subject in MEMBERS:
        error = {"Code": "UsernameExistsException", "Message": "User account already exists."}
        return _Answered(400), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
    attributes = [{"Name": "sub", "Value": subject}]
    return _Answered(200), {"User": {"Username": email, "Attributes": attributes}}
