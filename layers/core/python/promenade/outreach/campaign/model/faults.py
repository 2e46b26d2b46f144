"""What is wrong with terms: by themselves, and with what they name."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Choice
from promenade.contracts.journeys import Branch, SegmentEntry, SegmentExit, Send
from promenade.contracts.messages import PERSON_NAME, MessageTemplate
from promenade.contracts.references import NAME, NO_NAME
from promenade.contracts.segments import Segment
from promenade.kit.errors import Fault
from promenade.kit.values import Value
from promenade.kit.windows import instant_of as moment_of
from promenade.kit.windows import no_moment
from promenade.kit.zones import is_zone, known_zone
from promenade.outreach.campaign.model import occurrences
from promenade.outreach.campaign.model.launch_times import coming, first_at, sleeps_through, wall_of
from promenade.outreach.campaign.model.steps import step_faults
from promenade.outreach.campaign.model.terms import (
    Journey,
    OneOff,
    Plan,
    Recurring,
    Terms,
)

TRIGGER = "/plan/trigger/segment_id"
UNSENDABLE = frozenset({"unknown_template", "accounts_off", "other_channel"})
"""Nothing goes out by such a template, approved or not."""

_MOST_WEIGHT = 10_000
_QUIET = (
    "It is quiet at this hour, from 22:00 to 08:00, and what does not wait until it is over is not "
    "sent: choose another hour, the zone where people live, or defer it with more ttl_hours."
)


class Named(Value, frozen=True):
    """What there is of what terms name. `switched_off` are templates whose accounts are all off."""

    segments: Mapping[str, Segment]
    templates: Mapping[str, MessageTemplate]
    coupon_templates: Collection[str] = frozenset()
    switched_off: Collection[str] = frozenset()


def faults(terms: Terms) -> Iterator[Fault]:
    """What contradicts itself; pointers are into the terms' document."""
    if not is_zone(terms.zone):
        yield Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")
    yield from _schedule_faults(terms)
    yield from (each.within("/plan") for each in _plan_faults(terms.plan, known_zone(terms.clock)))
    for at, send in placed_sends(terms.plan):
        yield from (each.within(f"{at}/choices") for each in _choice_faults(send.choices))
    if terms.purpose is Purpose.TRANSACTIONAL and terms.holdout_bp:
        detail = "Nobody is held out of what they have to be told."
        yield Fault("/holdout_bp", "not_of_marketing", detail)


def obstacles(
    terms: Terms, named: Named, now: datetime, *, under_way: bool = False
) -> Iterator[Fault]:
    """What keeps terms without faults from being submitted or approved now. What is under way has
    had its first time."""
    yield from _end_obstacles(terms, now) if under_way else _time_obstacles(terms, now)
    if sleeps_through(terms, now):
        at = "/plan/at" if isinstance(terms.plan, OneOff) else "/plan/cron"
        yield Fault(at, "quiet_hours", _QUIET)
    yield from unfit(terms, named)


def unfit(terms: Terms, named: Named) -> Iterator[Fault]:
    """What keeps them from it whenever that is."""
    for at, segment_id in placed_segments(terms.plan):
        segment = named.segments.get(segment_id)
        if segment is None:
            yield Fault(at, "unknown_segment", "There is no such segment.")
        elif at == TRIGGER and not segment.is_followed:
            detail = "Who comes into this segment or leaves it is not followed."
            yield Fault(at, "not_followed", detail)
    for at, send in placed_sends(terms.plan):
        yield from _choice_obstacles(at, send, terms, named)
    yield from _variable_obstacles(terms, named.templates)
    for index, id_ in enumerate(terms.coupon_templates):
        if id_ not in named.coupon_templates:
            detail = "There is no such coupon template."
            yield Fault(f"/coupon_templates/{index}", "unknown_coupon_template", detail)


def unfit_of(send: Send, terms: Terms, named: Named) -> list[Fault]:
    """What keeps one of its sends from going to anybody: its templates, and segments."""
    at = next(at for at, each in placed_sends(terms.plan) if each == send)
    places = (f"{at}/choices/", *(place for place, _ in placed_segments(terms.plan)))
    return [each for each in unfit(terms, named) if each.pointer.startswith(places)]


def placed_sends(plan: Plan) -> list[tuple[str, Send]]:
    """With the pointers of what they send."""
    if isinstance(plan, Journey):
        steps = enumerate(plan.steps)
        return [(f"/plan/steps/{n}", step) for n, step in steps if isinstance(step, Send)]
    return [("/plan", Send("send", plan.channel, plan.choices))]


def placed_segments(plan: Plan) -> Iterator[tuple[str, str]]:
    if isinstance(plan, OneOff | Recurring):
        yield "/plan/segment_id", plan.segment_id
    elif isinstance(plan.trigger, SegmentEntry | SegmentExit):
        yield TRIGGER, plan.trigger.segment_id
    if isinstance(plan, Journey):
        for index, step in enumerate(plan.steps):
            if isinstance(step, Branch):
                yield f"/plan/steps/{index}/segment_id", step.segment_id


def _schedule_faults(terms: Terms) -> Iterator[Fault]:
    plan = terms.plan
    if not terms.is_local:
        return
    if not isinstance(plan, OneOff | Recurring):
        detail = "What waits for people is sent by what they do, not by their clocks."
        yield Fault("/schedule", "not_by_clock", detail)
    elif isinstance(plan, OneOff) and not _is_on_clocks(plan.at):
        detail = "Send a time as everybody's clock shows it, such as 2026-11-11T10:00."
        yield Fault("/plan/at", "not_a_clock_time", detail)


def _is_on_clocks(text: str) -> bool:
    """By the minute. What is no time at all is another fault."""
    wall = wall_of(text)
    return wall is None or wall == wall.replace(second=0, microsecond=0, tzinfo=None)


def _plan_faults(plan: Plan, zone: str) -> Iterator[Fault]:
    if isinstance(plan, OneOff):
        yield from _wall_faults("/at", plan.at, zone)
    elif isinstance(plan, Recurring):
        yield from _recurring_faults(plan, zone)
    elif plan.end and moment_of(plan.end, zone, is_end=True) is None:
        yield no_moment("/end", plan.end)
    if isinstance(plan, Journey):
        yield from (each.within("/steps") for each in step_faults(plan.steps, plan.goal))


def _wall_faults(at: str, text: str, zone: str) -> Iterator[Fault]:
    wall = wall_of(text)
    if wall is None:
        yield Fault(at, "not_a_time", "Send a time of this century, such as 2026-11-11T10:00.")
    elif wall.tzinfo is None and not occurrences.is_shown(wall, zone):
        detail = "The clock in {zone} leaps over this time."
        yield Fault(at, "time_left_out", detail, facts={"zone": zone})


def _recurring_faults(plan: Recurring, zone: str) -> Iterator[Fault]:
    if detail := occurrences.wrong(plan.cron):
        yield Fault("/cron", "not_a_cron", detail)
    start = moment_of(plan.start, zone, is_end=False) if plan.start else None
    end = moment_of(plan.end, zone, is_end=True) if plan.end else None
    for at, text, found in (("/start", plan.start, start), ("/end", plan.end, end)):
        if text and found is None:
            yield no_moment(at, text)
    if start and end and end <= start:
        yield Fault("/end", "not_after_start", "A window ends after it starts.")


def _choice_faults(choices: Sequence[Choice]) -> Iterator[Fault]:
    counts = Counter(choice.variant for choice in choices)
    for index, choice in enumerate(choices):
        if not re.fullmatch(NAME, choice.variant):
            yield Fault(f"/{index}/variant", "not_a_name", NO_NAME)
        elif counts[choice.variant] > 1:
            yield Fault(f"/{index}/variant", "repeated", "Each variant has a name of its own.")
        if not 1 <= choice.weight_bp <= _MOST_WEIGHT:
            facts: dict[str, str | int] = {"least": 1, "most": _MOST_WEIGHT}
            detail = "Send a whole number from {least} to {most}."
            yield Fault(f"/{index}/weight_bp", "out_of_range", detail, facts=facts)


def _time_obstacles(terms: Terms, now: datetime) -> Iterator[Fault]:
    if isinstance(terms.plan, OneOff):
        if first_at(terms, now) + terms.spread < now:
            yield Fault("/plan/at", "over", "This time has passed.")
    elif found := list(_end_obstacles(terms, now)):
        yield from found
    elif isinstance(terms.plan, Recurring) and next(coming(terms, now), None) is None:
        yield Fault("/plan/cron", "never", "It never comes to that within its window.")


def _end_obstacles(terms: Terms, now: datetime) -> Iterator[Fault]:
    if terms.end is not None and terms.end <= now:
        yield Fault("/plan/end", "over", "The window's end has passed.")


def _choice_obstacles(at: str, send: Send, terms: Terms, named: Named) -> Iterator[Fault]:
    for index, choice in enumerate(send.choices):
        place = f"{at}/choices/{index}/template_id"
        template = named.templates.get(choice.template_id)
        if template is not None:
            yield from _template_obstacles(place, terms, send.channel, template)
        elif choice.template_id in named.switched_off:
            detail = "All accounts of this template are off: turn one on."
            yield Fault(place, "accounts_off", detail)
        else:
            detail = "There is no approved template of this id."
            yield Fault(place, "unknown_template", detail)


def _template_obstacles(
    at: str, terms: Terms, channel: Channel, template: MessageTemplate
) -> Iterator[Fault]:
    if template.channel is not channel:
        yield Fault(at, "other_channel", "The template is of another channel.")
    if template.purpose is not terms.purpose:
        yield Fault(at, "other_purpose", "The template is for another purpose.")
    if template.currency != terms.currency:
        detail, facts = "The template is paid for in {currency}.", {"currency": template.currency}
        yield Fault(at, "other_currency", detail, facts=facts)


def _variable_obstacles(terms: Terms, templates: Mapping[str, MessageTemplate]) -> Iterator[Fault]:
    known = {name for each in templates.values() for name in each.variables}
    for name in terms.variables:
        if name not in known:
            detail = "None of its templates has this variable."
            yield Fault(f"/variables/{name}", "unknown_variable", detail)
    told = {PERSON_NAME, *(name for name, value in terms.variables.items() if value.strip())}
    needed = {name for each in templates.values() for name in each.needed}
    for name in sorted(needed - told - terms.brought):
        detail = "Its templates leave a blank here: give the variable a value."
        yield Fault(f"/variables/{name}", "missing", detail)
