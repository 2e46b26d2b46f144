"""Money that the payment gateway told of, and that its order does not take."""

from datetime import datetime
from typing import Literal

from promenade.customer.order.model.paying import Money
from promenade.kit.values import Value

StrayCode = Literal["payment_mismatch", "transaction_taken"]


class StrayPayment(Value, frozen=True):
    """Told for the order `number`, which was told of `first_minor` before; or the transaction is of
    the order `paid_for`."""

    number: str
    money: Money
    code: StrayCode
    told_at: datetime
    first_minor: int | None = None
    first_currency: str | None = None
    paid_for: str | None = None
