"""Who may order: tokens are given in the order of the queue, or to who asks first."""

from datetime import datetime
from typing import Protocol

from promenade.activity.flash_sale.model.claim import SoldOut, refuse_closed
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.model.terms import Fairness
from promenade.activity.flash_sale.service.queueing import Line, let_in
from promenade.activity.flash_sale.service.tokens import Bearer, Token, Tokens
from promenade.kit.values import Value


class Admission(Protocol):
    def admit(self, sale: FlashSale, customer: str, now: datetime) -> None:
        """One of as many as may ask for units now. Raises TooMany."""
        ...


class Gate(Value, frozen=True):
    """Where tokens are given."""

    line: Line
    tokens: Tokens
    admission: Admission


def give_token(bearer: Bearer, ticket: str, now: datetime, gate: Gate) -> Token:
    """The ticket is of the sale's queue, if it has one. Raises NotFound, SaleNotRunning, SoldOut,
    TooMany, TicketInvalid, NotYourTurn."""
    sales = gate.line.sales
    sale = sales.at(bearer.sale_id, now)
    refuse_closed(sale, now)
    if sales.is_sold_out(sale, now):
        raise SoldOut("All units are somebody's now.")
    if sale.terms.fairness is Fairness.QUEUE:
        let_in(bearer, ticket, now, gate.line)
    else:
        gate.admission.admit(sale, bearer.customer, now)
    return gate.tokens.issue(bearer, now, sale.end)
