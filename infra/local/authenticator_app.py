"""The authenticator app of the demonstration's staff: their second factor (RFC 6238)."""

import base64
import hmac
import json
import time
from pathlib import Path
from typing import Any

_STEP_S = 30


class AuthenticatorApp:
    """`path` holds each one's secret, in a folder that ends with the cloud."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def enrol(self, cognito: Any, email: str, access_token: str) -> None:
        """As at somebody's first sign-in; from then on every one asks for a code."""
        secret = cognito.associate_software_token(AccessToken=access_token)["SecretCode"]
        self._path.write_text(json.dumps(self._secrets() | {email: secret}))
        cognito.verify_software_token(AccessToken=access_token, UserCode=self.code(email))

    def code(self, email: str) -> str:
        return code_of(self._secrets()[email], time.time())

    def _secrets(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._path.read_text()) if self._path.exists() else {}
        return found


def code_of(secret: str, at: float) -> str:
    """Six digits, of this half minute."""
    key = base64.b32decode(secret)
    digest = hmac.digest(key, int(at // _STEP_S).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
