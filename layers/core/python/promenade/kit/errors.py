"""The one tree of errors that people and machines are told about.

Edges translate by nearest ancestor: HTTP through `kit.http.problems`, workers through `kit.batch`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar, Literal

import msgspec

from promenade.kit.messages import Facts, say_fault, say_refusal
from promenade.kit.values import Value, replace

MAX_ANSWER_BYTES = 5_500_000
"""Lambda hands on 6 MB at most."""

MOST_FAULTS = 100
"""Told in one answer, report or reason; the others are counted."""

_MOST_POINTER = 200

_word_boundary = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Fault(Value, frozen=True):
    """One thing wrong with a request, or with what is `stored` as it is shown. `pointer` is an RFC
    6901 pointer into `source`, of at most 200 characters: a longer one is cut. `detail` is a
    sentence that may name `facts` in braces."""

    pointer: str
    code: str
    detail: str
    source: Literal["body", "query", "header", "path", "stored"] = "body"
    facts: Facts = {}  # noqa: RUF012  each value gets its own

    def said(self, language: str) -> str:
        return say_fault(self.code, self.detail, self.facts, language)

    def within(self, at: str) -> "Fault":
        """The same fault, in what stands at `at`."""
        return replace(self, pointer=f"{at}{self.pointer}")

    def __post_init__(self) -> None:
        if len(self.pointer) > _MOST_POINTER:
            cut = f"{self.pointer[: _MOST_POINTER - 1]}…"
            msgspec.structs.force_setattr(self, "pointer", cut)


class DomainError(Exception):
    """A refusal with a stable `code`, a sentence for people and facts for machines. `attached`
    are whole documents that go with it, `refusals` those that it is made of, `faults` what is wrong
    in which place, `more_count` how many more such there are."""

    code: ClassVar[str] = "domain_error"
    attached: Mapping[str, Any] = {}
    refusals: Sequence["DomainError"] = ()
    faults: tuple[Fault, ...] = ()
    more_count: int = 0

    def __init_subclass__(cls) -> None:
        cls.code = _word_boundary.sub("_", cls.__name__).lower()

    def __init__(self, detail: str, **facts: str | int | bool | None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = facts

    @property
    def reason(self) -> str:
        """What a parked message is told: everything that is wrong, in one text."""
        return self.reason_in("en")

    def reason_in(self, language: str) -> str:
        return self.said(language)

    def said(self, language: str) -> str:
        """The sentence for who called."""
        return say_refusal(self.code, self.detail, self.facts, language)


def fault_of(refusal: DomainError) -> Fault:
    """What refuses a row of many."""
    return Fault("", refusal.code, refusal.detail, facts=refusal.facts)


class Invalid(DomainError):
    """The request is not of the form asked for; carries the first MOST_FAULTS faults and counts
    the others, with those that were only counted before: `more_count`."""

    def __init__(self, faults: Iterable[Fault], more_count: int = 0) -> None:
        found = iter(faults)
        self.faults = tuple(islice(found, MOST_FAULTS))
        self.more_count = sum(1 for _ in found) + more_count
        count = len(self.faults) + self.more_count
        super().__init__(f"The request has {count} fault{'s' * (count != 1)}.")

    def reason_in(self, language: str) -> str:
        faults = ((fault.pointer or "/", fault.said(language)) for fault in self.faults)
        told = "; ".join(f"{pointer}: {said}" for pointer, said in faults)
        return f"{self.said(language)} {told}" if self.more_count else told

    def said(self, language: str) -> str:
        count = {"count": len(self.faults) + self.more_count}
        return say_refusal(self.code, self.detail, count, language)


class Unauthenticated(DomainError):
    """Nobody we know is calling."""


class SecondFactorNeeded(Unauthenticated):
    """The caller's last sign-in with a second factor is more than 15 minutes ago, or unknown."""

    MAX_AGE_S = 900

    def __init__(self) -> None:
        super().__init__(
            "Sign in again with your second factor, and repeat the call with the new token: this "
            "needs a sign-in of the last 15 minutes.",
            max_age_s=self.MAX_AGE_S,
        )


class Forbidden(DomainError):
    """The caller is known and may not do this."""


class StaffSuspended(Forbidden):
    """The caller is of the staff, and suspended: they may do nothing."""

    def __init__(self) -> None:
        super().__init__("You are suspended from the staff: ask an owner.")


class NotInvited(Forbidden):
    """The caller signed in as staff and has no place there, or none any more."""

    def __init__(self) -> None:
        super().__init__("You have no place on the staff: ask an owner to invite you.")


class NotFound(DomainError):
    """Unknown, or somebody else's: the caller cannot tell which."""


class Conflict(DomainError):
    """The request contradicts what is stored, or its Idempotency-Key was used for another."""


class Stale(DomainError):
    """The caller changed a version that is no longer the current one."""


class PayloadTooLarge(DomainError):
    """The body exceeds what the route accepts."""


class AnswerTooLarge(DomainError):
    """What was asked for does not fit into one answer of at most 5.5 MB."""

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The answer would take {size} bytes, {MAX_ANSWER_BYTES} are the most. Ask for less: "
            "fewer lines, units or rows, or a smaller limit.",
            bytes=size,
            max_bytes=MAX_ANSWER_BYTES,
        )


class UnsupportedMediaType(DomainError):
    """The body is of a type the route does not read."""


class TooMany(DomainError):
    """The caller exceeds a rate; carries `retry_after_s`."""

    def __init__(
        self, detail: str, *, retry_after_s: int, **facts: str | int | bool | None
    ) -> None:
        super().__init__(detail, retry_after_s=retry_after_s, **facts)
        self.retry_after_s = retry_after_s


class Unavailable(DomainError):
    """Something we depend on does not answer; the same call may succeed after `retry_after_s`."""

    def __init__(self, detail: str, *, retry_after_s: int = 1) -> None:
        super().__init__(detail, retry_after_s=retry_after_s)
        self.retry_after_s = retry_after_s
