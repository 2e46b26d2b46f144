"""What is exported and imported again changes nothing, whatever its texts are."""

from typing import Any

import msgspec
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.export_job import Format, Terms
from promenade.base.catalogue.model.product import Product, place, product_faults
from promenade.base.catalogue.model.row_checks import Known
from promenade.base.catalogue.model.rows import plan
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.base.catalogue.wire.exports import Told, form_of
from promenade.base.catalogue.wire.imports import read_rows
from promenade.base.catalogue.wire.products import NewProductBody, read_product
from promenade.base.price.reader import DynamoPriceReader
from promenade.base.stock.reader import DynamoStockReader
from promenade.kit.decoding import receive
from promenade.kit.errors import Invalid
from promenade.kit.imports import CSV, JSON_LINES, File
from promenade.kit.stamp import Stored
from tests.support.stamps import NOON

MUGS = Category(id="mugs", name="Mugs", path=("mugs",), version=1)
MARKS = st.sampled_from("aA1é\u0301\u0338'=+-@\"\\;；＝＠,|<>&\u200b\u200e\ufeff \u3000")
HOSTILE = st.text(
    MARKS | st.characters(exclude_categories=["C", "Z"], exclude_characters="\ufffd"), max_size=8
).filter(lambda text: any(each.isalnum() for each in text))
REFERENCES = ["&#0;", "&#x301;", "&#824;", "&#12;", "<p>", "</p>", "<!--", "\r\n"]
MARKED = st.lists(st.sampled_from(REFERENCES) | HOSTILE, max_size=6)
TOLD = Told(DynamoStockReader(), DynamoCatalogueStore(), DynamoPriceReader(), "")
MAPS = st.dictionaries(HOSTILE, HOSTILE, max_size=2)


def made(asked: dict[str, Any]) -> Product:
    """Skips what nobody could have made."""
    try:
        read = read_product("MUG", receive(msgspec.json.encode(asked), NewProductBody))
    except Invalid:
        assume(False)
        raise
    assume(not product_faults(read))
    return place(read, MUGS.path, None)


def results(product: Product, format_: Format, media_type: str) -> list[tuple[str, object]]:
    form = form_of(Terms(format_), TOLD, NOON)
    content = form.head + b"".join(form.write([product]))
    known = Known(products={"MUG": Stored(product, "")}, categories={"mugs": MUGS})
    drafts = plan(read_rows(File(media_type, content)), known, "staff:maria")
    return [(each.result, each.faults) for draft in drafts for each in draft.outcomes]


@settings(max_examples=20)
@given(HOSTILE, MARKED.map("".join), st.lists(HOSTILE, max_size=3), MAPS, MAPS)
@example("'+1", "&#0;", ["'90", "a;b=c\\"], {"a=b\\": "c;d=e\\"}, {"＝": "'；"})
def test_a_file_of_ours_imported_again_changes_nothing(
    title: str, description: str, tags: list[str], attributes: Any, options: Any
) -> None:
    sku = {"code": "A", "currency": "CNY", "list_price_minor": 9, "options": options}
    asked: dict[str, Any] = {
        "id": "MUG",
        "title": title,
        "category": "mugs",
        "description": description,
    }
    images = ["https://cdn.example.com/a;b=1,2"]
    asked |= {"tags": tags, "attributes": attributes, "skus": [sku], "images": images}
    product = made(asked)
    assert results(product, "csv", CSV) == [("unchanged", ())]
    assert results(product, "jsonl", JSON_LINES) == [("unchanged", ())]
