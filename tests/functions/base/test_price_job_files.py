"""Jobs that move the prices of a file over HTTP."""

from tests.support.callers import MARKETER
from tests.support.gateway import Gateway


def test_a_file_says_which_book_it_moves(gateway: Gateway) -> None:
    csv = {"content-type": "text/csv"}
    route = "POST /price-adjustment-job-files"
    refused = gateway.call(route, b"sku,add_minor\nMUG,1\n", headers=csv, caller=MARKETER)
    assert refused.status == 400
    assert "/book_id" in {each["pointer"] for each in refused.json["errors"]}
