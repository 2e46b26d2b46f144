"""What an active template gives beyond its terms: more coupons, or for longer. Nothing that was
promised is taken back."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from promenade.activity.coupon.model.template import (
    StatusForbids,
    Template,
    TemplateStatus,
    following,
    require,
)
from promenade.activity.coupon.model.terms import Fixed, Relative, Terms
from promenade.kit.errors import DomainError
from promenade.kit.values import Value, replace

MOST_RAISES = 20
"""A raise adds pieces of their own, and who takes the last piece looks through all of them."""


class NotAnExtension(DomainError):
    """It would take back what was promised: `fields` says where. Without any it adds nothing."""


class RaisedTooOften(DomainError):
    """The total, or that of a day, was raised as often as it can be."""


class Extension(Value, frozen=True):
    """What is None stays as it is. `validity_end` is of a fixed validity, `validity_days` of a
    relative one; both count for coupons that are given from then on."""

    total: int | None = None
    per_day_total: int | None = None
    claim_window_end: datetime | None = None
    validity_end: datetime | None = None
    validity_days: int | None = None


def propose(template: Template, extension: Extension, author: str) -> Template:
    """In place of what was proposed before. Raises NotAnExtension, RaisedTooOften."""
    require(template, {TemplateStatus.ACTIVE}, "extend")
    terms = template.terms
    fields = list(_taken_back(terms, extension))
    proposed = _with(terms, extension)
    if fields or proposed == terms:
        told = "An extension raises a total or ends later, and takes nothing back."
        raise NotAnExtension(told, fields=", ".join(fields))
    if proposed.total != terms.total:
        _refuse_raised(template.added)
    if proposed.per_day_total != terms.per_day_total:
        _refuse_raised(template.added_a_day)
    return replace(following(template), proposed=proposed, authors=(author,), review=None)


def withdraw(template: Template) -> Template:
    if template.proposed is None:
        status = template.status.value
        raise StatusForbids("No extension is proposed.", current_status=status, action="withdraw")
    return replace(following(template), proposed=None)


def _refuse_raised(added: Sequence[int]) -> None:
    if len(added) == MOST_RAISES:
        told = f"This total was raised {MOST_RAISES} times. Draft another template."
        raise RaisedTooOften(told, most_count=MOST_RAISES)


def _taken_back(terms: Terms, extension: Extension) -> Iterator[str]:
    """Where there was no bound, any would be one."""
    valid = terms.validity
    bounds = {
        "total": terms.total,
        "per_day_total": terms.per_day_total,
        "claim_window_end": terms.claim_window.end,
        "validity_end": valid.end if isinstance(valid, Fixed) else None,
        "validity_days": valid.days if isinstance(valid, Relative) else None,
    }
    for name, now in bounds.items():
        then = getattr(extension, name)
        if then is not None and (now is None or then < now):
            yield name


def _with(terms: Terms, extension: Extension) -> Terms:
    window, valid = terms.claim_window, terms.validity
    window = replace(window, end=extension.claim_window_end or window.end)
    if isinstance(valid, Fixed):
        valid = replace(valid, end=extension.validity_end or valid.end)
    else:
        valid = replace(valid, days=extension.validity_days or valid.days)
    total = extension.total or terms.total
    a_day = extension.per_day_total or terms.per_day_total
    return replace(terms, total=total, per_day_total=a_day, claim_window=window, validity=valid)
