"""What accounts sign with, out of the store of secrets; remembered for five minutes, so that a
secret that was rotated is soon known."""

from collections.abc import Mapping

import msgspec

from promenade.kit import aws
from promenade.kit.clock import Clock
from promenade.outreach.channel.model.sending import refusal_for

_FOR_S = 300
_secret_of = msgspec.json.Decoder(dict[str, str])


class Secrets:
    """`prefix` is what their names in the store begin with."""

    def __init__(self, prefix: str, clock: Clock) -> None:
        self._prefix, self._clock = prefix, clock
        self._known: dict[str, tuple[float, Mapping[str, str]]] = {}

    def of(self, name: str) -> Mapping[str, str]:
        """Raises Unavailable, and MessageRefused where it is none."""
        now_s = self._clock().timestamp()
        until_s, found = self._known.get(name, (0.0, {}))
        if until_s <= now_s:
            found = self._fetched(name)
            self._known[name] = (now_s + _FOR_S, found)
        return found

    def _fetched(self, name: str) -> Mapping[str, str]:
        found = aws.find_secret(f"{self._prefix}{name}")
        try:
            return _secret_of.decode(found or b"")
        except msgspec.DecodeError:
            # What is wrong is told without what it is about: it is a secret.
            raise refusal_for("account", "The account's secret is not there, or no JSON.") from None
