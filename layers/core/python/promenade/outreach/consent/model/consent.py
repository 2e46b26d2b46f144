"""What one person said of one channel and purpose. Whatever order it is heard in, the latest
counts, and of two at the same instant the refusal."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentState
from promenade.kit.values import Document, Value, replace

Outcome = Literal["recorded", "confirmed", "unchanged", "outdated"]
"""`confirmed`: the same was said again, later. `outdated`: something newer stands."""


class Source(StrEnum):
    SHOPPER = "shopper"
    STAFF = "staff"
    IMPORT = "import"
    FORM = "form"
    REPLY = "reply"
    ONE_CLICK = "one_click"
    PROVIDER = "provider"
    MERGER = "merger"


THEMSELVES = frozenset({Source.SHOPPER, Source.FORM, Source.REPLY})
"""Ways by which people say it, not somebody for them."""


class Proof(Document, frozen=True):
    """`given_at` is when the person said it, `recorded_at` when we learnt of it, from whom.
    `wording` is what the person read then, `campaign` that whose message they said it by. What came
    by a `merger` somebody else said, whom they were taken for."""

    source: Source
    given_at: datetime
    recorded_at: datetime
    recorded_by: str
    wording: str = ""
    wording_version: str = ""
    locale: str = ""
    reference: str = ""
    campaign: str = ""


class Consent(Document, frozen=True):
    """`at` is when it was last said: what was said before that changes nothing."""

    state: ConsentState
    at: datetime
    proof: Proof


class Saying(Value, frozen=True):
    """`is_now`: the person says it in this very call, after all that is known."""

    channel: Channel
    purpose: Purpose
    state: ConsentState
    proof: Proof
    is_now: bool = False

    @property
    def cell(self) -> str:
        return cell_of(self.channel, self.purpose)


Cells = Mapping[str, Consent]
"""By `cell_of`."""


def cell_of(channel: Channel, purpose: Purpose) -> str:
    return f"{channel}/{purpose}"


def said(met: Consent | None, saying: Saying) -> tuple[Outcome, Consent | None]:
    """What becomes of it, and what stands then."""
    at = saying.proof.given_at
    if met is None:
        return "recorded", Consent(saying.state, at, saying.proof)
    if saying.is_now and saying.state == "withdrawn":
        at = max(at, met.at)
    if (at, _refuses(saying.state)) < (met.at, _refuses(met.state)):
        return "outdated", met
    if met.state == saying.state and _adds_nothing(met, saying):
        return ("confirmed" if at > met.at else "unchanged"), replace(met, at=at)
    if (at, saying.state) == (met.at, met.state):
        return "unchanged", met
    return "recorded", Consent(saying.state, at, saying.proof)


def merged(one: Consent | None, other: Consent | None, at: datetime) -> Consent | None:
    """Of two people who are one: a refusal wins, whenever it was, over all that was said until
    they were found to be one."""
    both = [each for each in (one, other) if each]
    refusals = [each for each in both if each.state == "withdrawn"]
    if not refusals:
        return max(both, key=lambda each: each.at, default=None)
    newest = max(refusals, key=lambda each: each.at)
    is_shared = len(refusals) == len(both) == 2
    return newest if is_shared else replace(newest, at=max(at, *(each.at for each in both)))


def by_merger(refusal: Consent, at: datetime) -> Consent:
    """Of who did not say it: since when others did, and without their words."""
    known = refusal.proof
    if known.source is Source.MERGER:
        return refusal
    proof = Proof(Source.MERGER, known.given_at, at, known.recorded_by)
    return replace(refusal, proof=proof)


def latest(several: Iterable[Cells]) -> Cells:
    """What counts of what people say who are one: in the words of who said it."""
    found = dict[str, Consent]()
    for cell, each in (item for cells in several for item in cells.items()):
        met = found.get(cell, each)
        found[cell] = max(met, each, key=_weight)
    return found


def _weight(consent: Consent) -> tuple[datetime, bool, bool]:
    is_own = consent.proof.source is not Source.MERGER
    return consent.at, _refuses(consent.state), is_own


def _refuses(state: ConsentState) -> bool:
    return state == "withdrawn"


def _adds_nothing(met: Consent, saying: Saying) -> bool:
    """A refusal is proven once, so that who presses a button for ever fills no table, unless it was
    somebody else's; of consent, what was read and heard by which way."""
    known, told = met.proof, saying.proof
    times = {"given_at": known.given_at, "recorded_at": known.recorded_at}
    is_known = replace(told, recorded_by=known.recorded_by, **times) == known
    return is_known or (met.state == "withdrawn" and known.source is not Source.MERGER)
