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
    "paula": {"email": "owner@promenade.localhost", "email_verified": "true"},
    "otto": {"email": "approver@promenade.localhost", "email_verified": "true"},
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


def subject_of(username: str) -> str:
    """Whose an address is; of somebody new, what stands before its @."""
    for subject, member in MEMBERS.items():
        if username in (subject, member["email"]):
            return subject
    return username.partition("@")[0]


def _found(username: str) -> tuple[_Answered, dict[str, Any]]:
    member = MEMBERS.get(name := subject_of(username))
    if member is None:
        error = {"Code": "UserNotFoundException", "Message": "User does not exist."}
        return _Answered(400), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
    attributes = {"sub": name, **member}
    told = [{"Name": each, "Value": value} for each, value in attributes.items()]
    return _Answered(200), {"Username": username, "UserAttributes": told}


def _made(email: str) -> tuple[_Answered, dict[str, Any]]:
    subject = subject_of(email)
    if subject in MEMBERS:
        error = {"Code": "UsernameExistsException", "Message": "User account already exists."}
        return _Answered(400), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
    attributes = [{"Name": "sub", "Value": subject}]
    return _Answered(200), {"User": {"Username": email, "Attributes": attributes}}
