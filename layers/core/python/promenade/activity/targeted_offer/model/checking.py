"""What keeps an offer from being in force: what contradicts itself, or what its coupon templates do
not promise for the whole of its window."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from promenade.activity.targeted_offer.model.offer import Terms
from promenade.contracts.coupon_gifts import GiftTemplate
from promenade.kit.errors import Fault
from promenade.kit.zones import is_zone

Templates = Mapping[str, GiftTemplate | None]
"""Those that an offer names, by id; None for one that does not exist."""

_GIVES, _ALTERNATIVE = "/template_id", "/alternative_template_id"
_INVITEE, _INVITER = "/share_bonus/invitee_template_id", "/share_bonus/inviter_template_id"


def faults(terms: Terms) -> Iterator[Fault]:
    """Pointers are into the terms' document."""
    if not is_zone(terms.zone):
        yield Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")
    if terms.end <= terms.start:
        yield Fault("/end", "not_after_start", "A window ends after it starts.")
    seen = set[str]()
    for pointer, id_ in named(terms).items():
        if id_ in seen:
            yield Fault(pointer, "repeated", "Name each coupon template once.")
        seen.add(id_)


def named(terms: Terms) -> dict[str, str]:
    """Coupon templates by where the terms name them."""
    found = {_GIVES: terms.template_id, _ALTERNATIVE: terms.alternative_template_id}
    if terms.share_bonus:
        found[_INVITEE] = terms.share_bonus.invitee_template_id
        found[_INVITER] = terms.share_bonus.inviter_template_id
    return found


def obstacles(terms: Terms, templates: Templates, now: datetime) -> Iterator[Fault]:
    """What keeps it from being activated, or from ending then."""
    yield from faults(terms)
    if terms.end <= now:
        yield Fault("/end", "over", "The window's end has passed.")
    for pointer, id_ in named(terms).items():
        template = templates[id_]
        if template is None:
            detail = "There is no coupon template “{template_id}”."
            yield Fault(pointer, "unknown_template", detail, facts={"template_id": id_})
        elif not template.is_active:
            detail = "The coupon template “{name}” is not in force."
            yield Fault(pointer, "not_in_force", detail, facts=_named(template))
        else:
            yield from _unfit(pointer, template, terms)


def _unfit(pointer: str, template: GiftTemplate, terms: Terms) -> Iterator[Fault]:
    if not covers(template, terms.start, terms.end):
        detail = "Coupons of “{name}” are not given, or not good, during the offer's whole window."
        yield Fault(pointer, "window_not_covered", detail, facts=_named(template))
    if pointer == _ALTERNATIVE:
        yield from _not_open(template)
    elif template.take != "targeted_offer":
        detail = "“{name}” is none of the coupon templates that targeted offers give by."
        yield Fault(pointer, "other_way", detail, facts=_named(template))
    if pointer == _GIVES and (template.good_for_hours or terms.hours_valid) < terms.hours_valid:
        detail = "Coupons of “{name}” are good for {hours} hours only."
        facts = {**_named(template), "hours": template.good_for_hours}
        yield Fault(pointer, "good_for_less", detail, facts=facts)
    bonus = terms.share_bonus
    if pointer == _INVITER and bonus and template.per_user < bonus.most_per_inviter:
        detail = "A customer has {most_count} of “{name}” at most, fewer than may be earned."
        facts = {**_named(template), "most_count": template.per_user}
        yield Fault(pointer, "fewer_per_user", detail, facts=facts)


def not_open_now(template: GiftTemplate, at: datetime) -> bool:
    """Whether somebody who is not granted the offer could not have this instead, if any is left."""
    is_closed = not template.is_active or not covers(template, at, at)
    return is_closed or any(True for _ in _not_open(template))


def covers(template: GiftTemplate, start: datetime, end: datetime) -> bool:
    opens, closes = template.opens_at, template.closes_at
    return (opens is None or opens <= start) and (closes is None or end <= closes)


def _not_open(template: GiftTemplate) -> Iterator[Fault]:
    """What keeps it from being for everybody, whoever they are."""
    if template.take != "claim":
        detail = "An alternative is claimed by customers themselves, “{name}” is not."
        yield Fault(_ALTERNATIVE, "not_claimed", detail, facts=_named(template))
    if not template.is_for_all:
        detail = "An alternative is for everybody: the audience of “{name}” is not."
        yield Fault(_ALTERNATIVE, "not_for_all", detail, facts=_named(template))
    if template.is_limited_by_day:
        detail = "An alternative is there at any hour: “{name}” has a total by day."
        yield Fault(_ALTERNATIVE, "limited_by_day", detail, facts=_named(template))


def gone(alternative: GiftTemplate) -> Fault:
    detail = "All coupons of the alternative “{name}” were given away."
    return Fault(_ALTERNATIVE, "all_gone", detail, facts=_named(alternative))


def _named(template: GiftTemplate) -> Mapping[str, str]:
    return {"name": template.name}
