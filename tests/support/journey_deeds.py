"""What functions of journeys do where one runs, which is off their samples' paths."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from promenade.contracts.behaviour import Act
from promenade.contracts.consents import PersonErased, person_digest
from promenade.contracts.journeys import Branch, Step, Wait, WaitFor
from promenade.contracts.profiles import ProfileChanged
from promenade.kit.digests import digests
from promenade.kit.values import replace
from promenade.outreach.segment.model import definition as d
from tests.support import functions, running_journeys, segments
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.facts import batch, told
from tests.support.gateway import Gateway
from tests.support.play import perform
from tests.support.running_journeys import HELLO

Deed = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Deed], Deed]
HEARD, WALKED = "outreach/sqs/journey_triggers", "outreach/sqs/journey_steps"
_ACTED = {"act": "cart", "count": 2, "last_at": "2026-01-05T09:22:05Z"}
_PAID = {"act": "pay", "count": 1, "last_at": "2026-01-05T09:31:00Z"}


def run(*steps: Step) -> Deed:
    return lambda _: running_journeys.run(*steps)


def heard(_: Gateway) -> object:
    """amelie fills her cart, as the sample tells."""
    return functions.invoke("journey_triggers", batch(_acts(_ACTED)))


def walked(gateway: Gateway) -> object:
    return perform(WALKED, gateway)


def _acts(*acts: dict[str, object]) -> str:
    return told("behaviour", "PersonActed", "event-1", {"customer": "amelie", "acts": acts})


def _pay(_: Gateway) -> object:
    return functions.invoke("journey_triggers", batch(_acts(_PAID)))


def _merge(_: Gateway) -> object:
    merged = ProfileChanged("amelie", 2, "merged", merged_into="amelie.pond")
    return functions.invoke(
        "journey_triggers", batch(told("profile", "ProfileChanged", "e", merged))
    )


def _erase(_: Gateway) -> object:
    erased = PersonErased(person_digest("amelie", digests()), 2)
    message = told("consent", "PersonErased", "event-3", erased)
    return functions.invoke("journey_triggers", batch(message))


def _keep_segments(_: Gateway) -> None:
    """One of who filled the cart twice, which another one names."""
    doors = segments.real()
    segments.drafted(doors, "segment_often", d.Did(Act.CART, 30, at_least=2))
    segments.drafted(doors, "segment_keen", d.InSegment("segment_often"))
    functions.invoke("segment_learn", batch(_acts(_ACTED)))


def _sweep_later(_: Gateway) -> object:
    with standing(SAMPLE_TIME + timedelta(minutes=5)):
        return functions.invoke("journey_sweep", {})


def _walk_later(gateway: Gateway) -> object:
    with standing(SAMPLE_TIME + timedelta(minutes=5)):
        return walked(gateway)


_BRANCH = run(Branch("keen", "segment_keen", no="hello"), HELLO)
_PAYS = run(WaitFor("pays", Act.PAY, 60, then="hello"), HELLO)
_AFTER = run(replace(HELLO, then="rest"), Wait("rest", 2))
_WAIT = run(Wait("rest", 2, "hello"), HELLO)

OCCASIONS: list[Occasion] = [
    ("journey_triggers", [run()], partial(perform, HEARD)),
    ("journey_triggers", [_PAYS, heard], _pay),
    ("journey_triggers", [_PAYS, heard], _merge),
    ("journey_triggers", [_PAYS, heard], _erase),
    ("journey_steps", [_BRANCH, _keep_segments, heard], walked),
    ("journey_steps", [_AFTER, heard, walked], _walk_later),
    ("journey_sweep", [_WAIT, heard], _sweep_later),
]
