"""Orders as what their customers did: each placed once and paid once, whatever becomes of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from promenade.contracts.behaviour import MOST_DAYS, MOST_SUBJECTS, Act, SeenAct, SeenActs
from promenade.contracts.orders import OrderDocument
from promenade.customer.profile.service.ports import ProfileStore


def tell(order: OrderDocument, now: datetime, acts: SeenActs, store: ProfileStore) -> None:
    """Of guests, tests and what sells nothing, nothing; of who refuses tracking it is not kept, nor
    of the anonymous, whoever was faster. Raises Unavailable."""
    told = [*_acts(order, now)]
    for each in told:
        acts.take(each)
    person = store.find(told[0].customer) if told else None
    if person and person.profile.state == "anonymised":
        acts.forget(person.profile.id)


def _acts(order: OrderDocument, now: datetime) -> Iterator[SeenAct]:
    if order.customer is None or order.is_test or order.kind != "sale":
        return
    done = {Act.ORDER: order.placed_at, Act.PAY: order.paid_at}
    for act, at in done.items():
        if at and at > now - timedelta(days=MOST_DAYS):
            yield _act(order, order.customer, act, at)


def _act(order: OrderDocument, customer: str, act: Act, at: datetime) -> SeenAct:
    skus = dict.fromkeys(line.sku for line in order.lines)
    categories = dict.fromkeys(line.category for line in order.lines if line.category)
    return SeenAct(
        id=f"{act}-{order.source}-{order.number}",
        customer=customer,
        act=act,
        at=at,
        channel=order.channel,
        props={"order": order.number, "store": order.store},
        order=order.number,
        skus=(*skus,)[:MOST_SUBJECTS],
        categories=(*categories,)[:MOST_SUBJECTS],
    )
