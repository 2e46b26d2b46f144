"""What functions of consents, receipts, segments and links do off the path of their samples."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from infra.local import samples
from promenade.contracts.consents import person_digest
from promenade.kit.digests import digests
from promenade.kit.ids import keyed_id
from promenade.outreach.segment.model.run import PARTS
from promenade.outreach.segment.service.computing import Task
from promenade.outreach.segment.wire.runs import task_body
from tests.support import functions
from tests.support.callers import MARKETER, OWNER, shopper
from tests.support.facts import batch, told
from tests.support.gateway import Gateway
from tests.support.play import given, perform, send

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]

ADD_PROFILE = "customer/http/profile_control.add_profile"
"""customer-42, with an e-mail."""
RECEIPTS = "outreach/http/channel_receipts.take_receipts"
FOLLOW_LINK = "customer/http/tracking_links.follow_link"
CART_TWICE = {"kind": "did", "act": "cart", "within_days": 30, "at_least": 2}
"""Which asks for the history of who did it once."""
KEY = "draft-and-compute"
SEGMENT, RUN = (keyed_id(kind, "staff:maria", KEY) for kind in ("segment", "run"))


def _tell_a_mystery(gateway: Gateway) -> object:
    """In a push of the sample's account that is believed."""
    sample = samples.read(samples.EVENTS / f"{RECEIPTS}.json")
    request = msgspec.structs.replace(sample.request, body=[{"mystery": "13800138000"}])
    return send(msgspec.structs.replace(sample, request=request), gateway, None)


def _consent(gateway: Gateway) -> object:
    given = {
        "channel": "email", "purpose": "marketing", "state": "given", "wording": "Mail me.",
        "wording_version": "1", "given_at": "2026-01-04T10:00:00+08:00", "locale": "en",
    }  # fmt: skip
    body = {"consents": [given], "source": "form"}
    return gateway.call("PUT /customers/ada/consents", body)


def _erase_the_other(gateway: Gateway) -> object:
    return gateway.call("DELETE /customers/ada.wong/consents", caller=OWNER)


def _merge(_: Gateway) -> object:
    data = {"id": "ada", "version": 2, "state": "merged", "merged_into": "ada.wong"}
    return functions.invoke("consent_merges", batch(told("profile", "ProfileChanged", "m", data)))


def _complain(gateway: Gateway) -> object:
    about = {"channel": "email", "reason": "complaint", "customer": "customer-42"}
    return gateway.call("POST /suppressions", about)


def _follow_the_refusal(_: Gateway) -> object:
    data = {"id": "customer-42", "version": 1, "channels": ["email"]}
    return functions.invoke("consent_merges", batch(told("profile", "ProfileChanged", "r", data)))


def _look_at_own_preferences(gateway: Gateway) -> object:
    return gateway.call("GET /preferences", caller=shopper("customer-42"))


def _draft(gateway: Gateway, **terms: Any) -> None:
    body = {"name": "Twice", "definition": CART_TWICE, **terms}
    gateway.call("POST /segments", body, caller=MARKETER, key=KEY)


def _draft_by_another(gateway: Gateway) -> object:
    body = {"name": "The same", "definition": {"kind": "in_segment", "segment_id": SEGMENT}}
    return gateway.call("POST /segments", body, caller=MARKETER, key="draft-the-same")


def _follow(gateway: Gateway) -> None:
    _draft(gateway, is_followed=True)


def _hear_of_a_cart(_: Gateway) -> object:
    data = {
        "customer": "amelie",
        "acts": [{"act": "cart", "count": 1, "last_at": "2026-01-05T09:22:05Z"}],
    }
    return functions.invoke("segment_learn", batch(told("behaviour", "PersonActed", "a", data)))


def _hear_that_she_is_erased(_: Gateway) -> object:
    data = {"person": person_digest("amelie", digests()), "version": 2}
    return functions.invoke("segment_learn", batch(told("consent", "PersonErased", "e", data)))


def _estimate(gateway: Gateway) -> object:
    return gateway.call("POST /segment-estimates", {"definition": CART_TWICE}, caller=MARKETER)


def _compute(gateway: Gateway) -> object:
    return gateway.call(f"POST /segments/{SEGMENT}/runs", caller=MARKETER, key=KEY)


def _work(_: Gateway) -> object:
    bodies = [task_body(Task(RUN, part)).decode() for part in range(PARTS)]
    return functions.invoke("segment_runs", batch(*bodies))


def _look_at_a_run(gateway: Gateway) -> object:
    return gateway.call(f"GET /segments/{SEGMENT}/runs/{RUN}", caller=MARKETER)


def _go_on_with_members(gateway: Gateway) -> object:
    """The secret is needed to see that this is no cursor."""
    query = {"cursor": "A" * 32}
    return gateway.call(f"GET /segments/{SEGMENT}/members", query=query, caller=MARKETER)


def _export(gateway: Gateway, **query: str) -> object:
    path = f"GET /segments/{SEGMENT}/runs/{RUN}/members"
    return gateway.call(path, query=query, caller=MARKETER)


def _export_on(gateway: Gateway) -> object:
    """The secret is needed to see that this is no cursor."""
    return _export(gateway, cursor="A" * 32)


def _plan(gateway: Gateway) -> object:
    """A campaign to the segment."""
    plan = {
        "kind": "one_off",
        "segment_id": SEGMENT,
        "channel": "sms",
        "choices": [{"variant": "plain", "template_id": "template_1"}],
        "at": "2030-01-01T10:00",
    }
    body = {"name": "Twice", "currency": "CNY", "plan": plan}
    return gateway.call("POST /campaigns", body, caller=MARKETER, key=KEY)


def _archive(gateway: Gateway) -> object:
    return gateway.call(f"DELETE /segments/{SEGMENT}", caller=MARKETER, version=1)


OCCASIONS: list[Occasion] = [
    ("channel_receipts", [*given(RECEIPTS)], _tell_a_mystery),
    ("consent_merges", [_consent], _merge),
    ("consent_merges", [_consent, _erase_the_other], _merge),
    ("consent_merges", [ADD_PROFILE, _complain], _follow_the_refusal),
    ("consent_preferences", [ADD_PROFILE], _look_at_own_preferences),
    ("segment_api", [_draft], _draft_by_another),
    ("segment_api", [_draft, _plan], _archive),
    ("segment_estimates", [_hear_of_a_cart], _estimate),
    ("segment_learn", [_follow], _hear_of_a_cart),
    ("segment_learn", [_hear_of_a_cart], _hear_that_she_is_erased),
    ("segment_runs", [_hear_of_a_cart, _draft, _compute], _work),
    ("segment_export", [_hear_of_a_cart, _draft, _compute, _work], _export),
    ("segment_export", [_draft], _export_on),
    ("segment_runs_api", [_draft, _compute], _look_at_a_run),
    ("segment_runs_api", [_draft], _go_on_with_members),
    ("tracking_links", [FOLLOW_LINK], partial(perform, FOLLOW_LINK)),
]
