"""What the catalogue asks of its table, and each call of staff of theirs."""

from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.kit.dynamo_authority import DynamoDirectory
from tests.functions.base.test_catalogue_api import MUG, change
from tests.functions.base.test_catalogue_api import shop as shop  # noqa: PLC0414  a fixture
from tests.support.callers import MARKETER, SHOPPER, staff
from tests.support.capacity import capacity
from tests.support.gateway import Gateway
from tests.support.on_sale import bring


def test_hot_routes_cost_what_they_cost(shop: Gateway) -> None:
    """Round trips and capacity units, exactly; of a change without what its caller may do."""
    bring(shop, MUG)
    found = {}
    for name, request, query in (
        ("sku in a new container", "GET /skus/MUG-S", {}),
        ("sku", "GET /skus/MUG-S", {}),
        ("product", "GET /products/MUG", {}),
        ("tag", "GET /products", {"tag": "gift"}),
        ("category", "GET /products", {"category": "home"}),
        ("both", "GET /products", {"category": "home", "tag": "gift"}),
    ):
        with capacity() as seen:
            assert shop.call(request, caller=SHOPPER, query=query).status == 200
        found[name] = seen.cost
    with capacity() as seen:
        DynamoCatalogueReader().facts(["MUG-S", "MUG-L"])
    found["quote"] = seen.cost
    shop.call("PUT /staff/me", {"name": "Maria"}, caller=staff("maria", "owner"))
    with capacity(apart="") as seen:
        assert DynamoDirectory().find(MARKETER.subject)
    found["caller"] = seen.cost
    with capacity() as seen:
        assert change(shop, 1, attributes={"Glaze": "Celadon"}).status == 200
    found["change"] = seen.cost
    with capacity() as seen:
        assert change(shop, 2, brand="Kiln").status == 200
    found["a brand that is new"] = seen.cost
    assert found == {
        "sku in a new container": (2, 1.5, 0),
        "sku": (1, 0.5, 0),
        "product": (1, 1, 0),
        "tag": (2, 1, 0),
        "category": (3, 2, 0),
        "both": (3, 2, 0),
        "quote": (1, 1, 0),
        "caller": (1, 1, 0),
        "change": (3, 5, 4),
        "a brand that is new": (6, 6.5, 14),
    }
