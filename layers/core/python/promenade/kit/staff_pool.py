"""The members of the staff, as the user pool knows them."""

from collections.abc import Mapping

from botocore.exceptions import ClientError

from promenade.kit import aws


class StaffPool:
    def __init__(self, pool_id: str) -> None:
        self._pool_id = pool_id

    def verified(self, subject: str) -> Mapping[str, str]:
        """The attributes of a member by their subject of which the pool says that they are their
        own: `email`, `phone_number`. Nothing of who is gone. Raises Unavailable."""
        try:
            with aws.answering("The pool of the staff"):
                found = aws.client("cognito-idp").admin_get_user(
                    UserPoolId=self._pool_id, Username=subject
                )
        except ClientError as error:
            if error.response["Error"]["Code"] != "UserNotFoundException":
                raise
            return {}
        told = {each["Name"]: each["Value"] for each in found["UserAttributes"]}
        return {
            name: value for name, value in told.items() if told.get(f"{name}_verified") == "true"
        }
