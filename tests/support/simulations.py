"""Simulation requests quoted in process: through the wire's own reading, without HTTP."""

import json
from typing import Any

from promenade.base.promotion.model import Quote, compile_book, quote
from promenade.base.promotion.wire import simulations
from promenade.kit.decoding import decode


def quote_simulation(request: dict[str, Any]) -> Quote:
    body = decode(json.dumps(request).encode(), simulations.SimulationBody)
    promotions, cart, usage = simulations.read_simulation(body, "UTC")
    return quote(compile_book(promotions), cart, usage)
