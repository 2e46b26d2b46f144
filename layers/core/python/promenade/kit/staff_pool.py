"""The members of the staff, as the user pool knows them: who can sign in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.refusals import code_of

_GONE = "UserNotFoundException"


class StaffPool:
    """Each call raises Unavailable."""

    def __init__(self, pool_id: str) -> None:
        self._pool_id = pool_id

    def verified(self, subject: str) -> Mapping[str, str]:
        """The attributes of a member by their subject of which the pool says that they are their
        own: `email`, `phone_number`. Nothing of who is gone."""
        try:
            found = self._ask("admin_get_user", subject)
        except ClientError as error:
            if code_of(error) != _GONE:
                raise
            return {}
        told = _told(found["UserAttributes"])
        return {
            name: value for name, value in told.items() if told.get(f"{name}_verified") == "true"
        }

    def admit(self, email: str) -> str:
        """The subject of who has this address, and can sign in from now on: who is new gets a mail
        with a password for the first time."""
        own = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
        try:
            made = self._ask("admin_create_user", email, UserAttributes=own)["User"]["Attributes"]
        except ClientError as error:
            if code_of(error) != "UsernameExistsException":
                raise
            self._ask("admin_enable_user", email)
            made = self._ask("admin_get_user", email)["UserAttributes"]
        return _told(made)["sub"]

    def let_in(self, subject: str) -> None:
        self._ask("admin_enable_user", subject)

    def shut_out(self, subject: str) -> None:
        """Nothing that they hold is refreshed any more. Who is gone is out."""
        with _gone_already():
            self._ask("admin_disable_user", subject)
            self._ask("admin_user_global_sign_out", subject)

    def forget(self, subject: str) -> None:
        with _gone_already():
            self._ask("admin_delete_user", subject)

    def _ask(self, act: str, username: str, **more: Any) -> Any:
        with aws.answering("The pool of the staff"):
            call = getattr(aws.client("cognito-idp"), act)
            return call(UserPoolId=self._pool_id, Username=username, **more)


@contextmanager
def _gone_already() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if code_of(error) != _GONE:
            raise


def _told(attributes: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {each["Name"]: each["Value"] for each in attributes}
