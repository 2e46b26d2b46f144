"""The demonstration's staff as its user pool knows them: invented people, who sign in by a password
and the code of an app."""

from pathlib import Path
from typing import Any

from infra.local.authenticator_app import AuthenticatorApp
from infra.local.stack import Stack

PASSWORD = "Promenade-demo-1"  # noqa: S105  of invented people on a cloud that ends with its process


class StaffAccounts:
    """`home` holds the app that is everybody's second factor."""

    def __init__(self, stack: Stack, home: Path) -> None:
        self._stack = stack
        self._app = AuthenticatorApp(home / "authenticator-app.json")

    def make(self, email: str, group: str) -> None:
        """Who is there already stays as they are."""
        attributes = {"email": email, "email_verified": "true"}
        try:
            self._ask(
                "admin_create_user",
                email,
                MessageAction="SUPPRESS",
                UserAttributes=[{"Name": key, "Value": attributes[key]} for key in attributes],
            )
        except self._pool.exceptions.UsernameExistsException:
            return
        self._ask("admin_add_user_to_group", email, GroupName=group)
        self.open(email)

    def open(self, email: str) -> None:
        """As at the first sign-in of somebody who was invited."""
        self._ask("admin_set_user_password", email, Password=PASSWORD, Permanent=True)
        self._app.enrol(self._pool, email, self.sign_in(email))

    def sign_in(self, email: str) -> str:
        """The token, by password and second factor. Raises ClientError."""
        client_id = self._stack.outputs["StaffClient"]
        answer = self._pool.initiate_auth(
            ClientId=client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": PASSWORD},
        )
        if answer.get("ChallengeName") == "SOFTWARE_TOKEN_MFA":
            code = {"USERNAME": email, "SOFTWARE_TOKEN_MFA_CODE": self._app.code(email)}
            answer = self._pool.respond_to_auth_challenge(
                ClientId=client_id,
                ChallengeName=answer["ChallengeName"],
                Session=answer["Session"],
                ChallengeResponses=code,
            )
        return str(answer["AuthenticationResult"]["AccessToken"])

    def subject(self, email: str) -> str:
        """What the pool calls who has this address; somebody else once it was removed."""
        told = self._ask("admin_get_user", email)["UserAttributes"]
        return str(next(each["Value"] for each in told if each["Name"] == "sub"))

    @property
    def _pool(self) -> Any:
        return self._stack.client("cognito-idp")

    def _ask(self, act: str, email: str, **more: Any) -> Any:
        pool_id = self._stack.outputs["Pool"]
        return getattr(self._pool, act)(UserPoolId=pool_id, Username=email, **more)
