"""Golden samples told anew for a deployed stack: on its clock, with its ids and callers."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.samples import EVENTS
from tests.support.clock import SAMPLE_TIME
from tests.support.play import matches

_ZONE = ZoneInfo("Asia/Shanghai")
_DATE = re.compile(r'(?<=")\d{4}-\d\d-\d\d(?=["\\T])')
_ID = "[0-9A-HJKMNP-TV-Z]{26}"
_MADE = re.compile(
    rf"([a-z_]+_){_ID}|((?:staff|client):).+|()[0-9a-f]{{64}}|(template_{_ID}-)[\w-]{{12}}-\d+"
    rf"|/channel-accounts/(channel_account_){_ID}(/receipts\?token=)[0-9a-f]{{32}}"
)
_TOLERANCE = timedelta(minutes=2)


class Transposed:
    """`known` has for what the samples name the name that it has here; more is learnt from answers.

    Dates move by whole days, so that 09:30 of 2026-01-05 becomes the latest 09:30."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = dict(known)
        self._moved = timedelta(days=(datetime.now(UTC) - SAMPLE_TIME).days)

    def text(self, name: str, further: Mapping[str, str]) -> str:
        """A sample's JSON; `further` replaces what is so here and not there."""
        text = (EVENTS / f"{name}.json").read_text(encoding="utf-8")
        for theirs, ours in {**further, **self._known}.items():
            text = text.replace(theirs, ours)
        return _DATE.sub(lambda found: str(date.fromisoformat(found[0]) + self._moved), text)

    def fits(self, found: Any, expected: Any) -> bool:
        """Equal, but for what is made up (which is learnt) or read off the clock."""
        if isinstance(expected, dict) and isinstance(found, dict):
            same = expected.keys() == found.keys()
            return same and all(self.fits(found[name], expected[name]) for name in expected)
        if isinstance(expected, list) and isinstance(found, list):
            return len(found) == len(expected) and all(map(self.fits, found, expected))
        if matches(found, expected):
            return True
        texts = isinstance(found, str) and isinstance(expected, str)
        return texts and (self._is_as_late(found, expected) or self._learns(found, expected))

    def _is_as_late(self, found: str, expected: str) -> bool:
        """As long after now as the other is after the samples' 09:30; or, where the shop's next day
        has begun since then, a day of its calendar later."""
        try:
            late, due = datetime.fromisoformat(found), datetime.fromisoformat(expected)
            if late - due == self._days_begun():
                return True
            ahead = (late - datetime.now(UTC)) - (due - SAMPLE_TIME - self._moved)
        except (TypeError, ValueError):
            return False
        return abs(ahead) < _TOLERANCE

    def _days_begun(self) -> timedelta:
        """Of the shop, since the latest 09:30."""
        now, then = datetime.now(_ZONE), (SAMPLE_TIME + self._moved).astimezone(_ZONE)
        return now.date() - then.date()

    def _learns(self, found: str, expected: str) -> bool:
        ours, theirs = _MADE.fullmatch(found), _MADE.fullmatch(expected)
        if not (ours and theirs and ours.groups() == theirs.groups()):
            return False
        return self._known.setdefault(expected, found) == found
