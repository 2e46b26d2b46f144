"""What the samples of a job that moves prices do not come to by themselves."""

import msgspec

from infra.local import samples
from tests.support import functions
from tests.support.gateway import Gateway
from tests.support.play import perform

PAGES = "base/sqs/price_job_pages"
APPROVE = "base/http/price_job_approvals.approve_job"
REQUEST_FILE = "base/http/price_job_files.request_file_job"


def apply_approved(_: Gateway | None = None) -> object:
    """The page that is due once a second person agreed."""
    return _due(PAGES, "PriceJobApproved", 4)


def apply_after_approval() -> None:
    gateway = Gateway()
    for name in (PAGES, "base/http/price_job_control.submit_job", APPROVE):
        perform(name, gateway)
    apply_approved()


def rehearse_file(_: Gateway) -> object:
    made = samples.read(samples.EVENTS / f"{REQUEST_FILE}.json").response.body["id"]
    return _due(PAGES, "PriceJobRequested", 1, made)


def ask_from_a_day(gateway: Gateway) -> object:
    """A date is of the book's time zone."""
    said = {"book_id": "none", "currency": "CNY", "reason": "Because", "start": "2026-03-01"}
    by = {"kind": "amount", "add_minor": 1}
    body = said | {"by": by, "selection": {"kind": "all"}}
    return gateway.call("POST /price-adjustment-jobs", body)


def ask_by_file_from_a_day(gateway: Gateway) -> object:
    said = {"book_id": "none", "currency": "CNY", "reason": "Because", "start": "2026-03-01"}
    csv = {"content-type": "text/csv"}
    rows = b"sku,add_minor\nMUG,1\n"
    return gateway.call("POST /price-adjustment-job-files", rows, query=said, headers=csv)


def _due(sample: str, fact: str, version: int, job_id: str | None = None) -> object:
    event = msgspec.json.decode((samples.EVENTS / f"{sample}.json").read_bytes())
    (record,) = event["Records"]
    told = msgspec.json.decode(record["body"])
    told["detail-type"] = fact
    told["detail"]["data"] |= {"version": version} | ({"id": job_id} if job_id else {})
    record["body"] = msgspec.json.encode(told).decode()
    return functions.invoke("price_job_pages", event)
