"""What functions do for the staff off the path of their samples: each that believes tokens looks up
what its caller may do."""

from collections.abc import Callable, Iterator
from functools import partial

from infra.local import samples
from promenade.kit.http.auth import Public, Signed
from tests.support import functions
from tests.support.callers import OWNER
from tests.support.gateway import Gateway
from tests.support.play import send

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]


def occasions() -> Iterator[Occasion]:
    for function, sample in _one_of_each().items():
        yield function, [], partial(send, sample, by=OWNER)


def _one_of_each() -> dict[str, samples.Sample]:
    """A sample of every function that believes tokens."""
    believing = {
        functions.sample_name(function, "http", route.view.__name__): function
        for function, route in functions.routes()
        if not isinstance(route.allow, Public | Signed)
    }
    return {believing[name]: each for name, each in samples.http_samples() if name in believing}
