"""Every golden sample of HTTP, played against the deployed stack under each function's own role."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from urllib.parse import quote, urlencode

import msgspec
import pytest

from infra.local import samples, template
from infra.local.api import Answer, Api
from infra.local.callers import Callers
from infra.local.payment_gateway import signatures_of
from infra.local.stack import Stack
from promenade.kit import signatures
from tests.support.deployed import empty_tables
from tests.support.platforms import signature
from tests.support.play import given, sent_by
from tests.support.transposed import Transposed

ELSEWHERE = {
    "base/http/catalogue_pictures.announce_picture",
    "customer/http/order_payment_api.open_payment",
}
"""What answers where its payment gateway, or its file store, is."""

ELSEWHERE |= {
    "base/http/staff_accounts.invite_staff_again",
    "base/http/staff_accounts.reset_second_factor",
}
"""What takes an account of the pool away that others sign in with: `test_staff.py` plays it."""

ELSEWHERE |= {
    "activity/http/coupon_codes.read_codes",
    "activity/http/coupon_export.export_batch",
    "activity/http/coupon_export.export_coupons",
    "activity/http/coupon_redeem.redeem_code",
    "customer/http/order_export_api.export_orders",
}
"""Text with codes, which are keyed by a secret of each deployment, or with names made there."""

ELSEWHERE |= {
    "activity/http/coupon_void_codes.void_batch",
    "activity/http/coupon_void_codes.void_batch-unmade",
    "activity/http/targeted_offer_grants.request_grants",
    "activity/http/targeted_offer_statistics.get_grant_list",
    "base/http/price_job_approvals.approve_job",
    "base/http/price_job_approvals.reject_job",
    "base/http/price_job_control.cancel_job",
    "base/http/price_job_control.retry_job",
    "base/http/price_job_control.submit_job",
    "base/http/price_jobs.get_job",
    "base/http/price_jobs.list_jobs",
    "base/http/stock_control.list_faults",
    "customer/http/order_refund_api.list_refused_payouts",
    "customer/http/order_refund_api.retry_payouts",
    "customer/http/order_search_api.list_order_faults",
    "outreach/http/segment_estimates.estimate_segment",
    "outreach/http/segment_export.export_members",
    "customer/http/tracking_effects.compare_campaigns",
    "customer/http/tracking_effects.compare_campaigns-sheet",
    "customer/http/tracking_effects.get_effect",
    "customer/http/tracking_effects.list_credited_orders",
}
"""What goes by how far a queue's worker has come."""

ELSEWHERE |= {
    "activity/http/flash_sale_claim.order_from_flash_sale",
    "activity/http/flash_sale_page.get_flash_sale",
    "activity/http/flash_sale_page.give_flash_sale_token",
    "activity/http/flash_sale_shop.open_flash_sale_page",
    "activity/http/flash_sale_statistics.get_flash_sale_statistics",
    "customer/http/order_shopper_api.cancel_own_order-claimed",
}
"""What goes by a token that is good for a minute, or counts seconds: the story plays it."""

ELSEWHERE |= {
    "activity/http/coupon_versions.compare_template_versions",
    "activity/http/flash_sale_control.end_flash_sale",
    "customer/http/profile_api.get_profile",
    "customer/http/profile_list.list_profiles",
    "outreach/http/campaign_api.draft_campaign",
    "outreach/http/campaign_api.draft_campaign-ready",
    "outreach/http/campaign_api.draft_campaign-spring",
    "outreach/http/campaign_api.edit_campaign",
    "outreach/http/campaign_api.get_campaign",
    "outreach/http/campaign_api.list_campaigns",
    "outreach/http/campaign_control.cancel_campaign",
    "outreach/http/campaign_control.copy_campaign",
    "outreach/http/campaign_control.pause_campaign",
    "outreach/http/campaign_control.resume_campaign",
    "outreach/http/campaign_outlook.estimate_campaign",
    "outreach/http/campaign_outlook.list_campaign_runs",
    "outreach/http/campaign_outlook.show_campaign_calendar",
    "outreach/http/campaign_previews.preview_campaign",
    "outreach/http/campaign_reviews.approve_campaign",
    "outreach/http/campaign_reviews.reject_campaign",
    "outreach/http/campaign_reviews.submit_campaign",
    "outreach/http/campaign_reviews.withdraw_campaign",
    "outreach/http/delivery_api.list_decisions_of_campaign",
    "outreach/http/journey_api.list_travellers",
}
"""What differs by its instants too where time passes, or is asked of what does."""

ELSEWHERE |= {"base/http/audit_api.list_records", "base/http/audit_api.list_records-chain"}
"""What has its place behind whatever others have done: `test_deployment` asks for it."""

ELSEWHERE |= {
    "outreach/http/delivery_tests.send_message_test",
    "outreach/http/delivery_tests.send_message_test-campaign",
}
"""What goes to a telephone that members of the deployed staff have not confirmed."""

ELSEWHERE |= {"base/http/catalogue_import_jobs.get_import"}
"""What leads to where the file store is."""

ELSEWHERE |= {
    "base/http/catalogue_export_jobs.get_export",
    "base/http/catalogue_export_jobs.list_exports",
    "base/http/catalogue_export_jobs.open_export",
}
"""What is written meanwhile."""

ELSEWHERE |= {"outreach/http/message_previews.preview_message"}
"""What counts the letters of links to where the API is."""

ELSEWHERE |= {"outreach/http/segment_api.list_segments"}
"""What comes in the order of ids that are made there."""

ELSEWHERE |= {
    "activity/http/behaviour_histories.list_events",
    "activity/http/flash_sale_draws.list_flash_sale_positions",
    "activity/http/flash_sale_queue.get_flash_sale_spot",
    "activity/http/flash_sale_queue.join_flash_sale_queue",
    "activity/http/flash_sale_queue.list_flash_sale_draws",
    "activity/http/targeted_offer_grants.give_bonus",
    "activity/http/targeted_offer_share.accept_share",
    "activity/http/targeted_offer_share.share_offer",
    "customer/http/tracking_link_sets.make_links",
    "customer/http/tracking_links.fetch_picture",
    "customer/http/tracking_links.follow_link",
    "customer/http/tracking_links.look_at_link",
    "customer/http/tracking_links.look_at_picture",
    "outreach/http/channel_receipts.confirm_receipts",
    "outreach/http/channel_receipts.take_receipts",
    "outreach/http/consent_api.get_consents",
    "outreach/http/consent_links.make_unsubscribe_link",
    "outreach/http/consent_people.merge_consents",
    "outreach/http/consent_suppressions.lift_suppression",
    "outreach/http/consent_suppressions.list_suppressions",
    "outreach/http/consent_suppressions.suppress",
    "outreach/http/consent_unsubscribe.look_at_preferences_page",
    "outreach/http/consent_unsubscribe.look_at_unsubscribe_page",
    "outreach/http/consent_unsubscribe.open_preferences_page",
    "outreach/http/consent_unsubscribe.open_unsubscribe_page",
    "outreach/http/consent_unsubscribe.unsubscribe",
    "outreach/http/consent_unsubscribe.unsubscribe_by_channel",
}
"""What is drawn, or proven, by a secret of each deployment."""

ELSEWHERE |= {
    "activity/http/flash_sale_review.approve_flash_sale-queue",
    "activity/http/flash_sale_review.submit_flash_sale-queue",
    "activity/http/flash_sale_schedule.schedule_flash_sale-queue",
    "activity/http/reminder_api.ask_for_sale_reminder",
    "activity/http/reminder_api.drop_sale_reminder",
    "activity/http/reminder_api.list_own_reminders",
}
"""What has to be done before half past one in the afternoon: a sale with a queue is short."""

ELSEWHERE |= {
    "activity/http/reminder_api.ask_for_reminder",
    "activity/http/reminder_api.drop_reminder",
    "base/http/promotion_limited_time.get_limited_discount",
    "base/http/promotion_limited_time.list_limited_discounts",
}
"""What is open from 17:40 to 20:00 of each day, and upcoming before."""

HTTP = {name: each for name, each in samples.http_samples() if name not in ELSEWHERE}
WORKERS = 2
SETTLED_WITHIN_S = 15
SIGNATURE = "X-Shopify-Hmac-Sha256"
LINKS = {
    kind: f"/reports/report_17FN0CDTJ277KBHCS0NSZCD113/files/{kind}"
    for kind in ("html", "json", "csv", "xlsx")
}
FURTHER = {
    "base/http/report_api.list_reports": {
        '"state": "QUEUED"': '"state": "DONE"',
        '"finished_at": null': '"finished_at": "2026-01-05T09:30:00Z"',
        '"links": null': f'"links": {json.dumps(LINKS)}',
    },
}
"""What a deployed stack answers instead: its queues have done their work."""


@pytest.fixture(scope="module")
def awake(stack: Stack, api: Api) -> None:
    """Every function that answers HTTP has started."""

    def wake(function: str) -> None:
        asked = {"FunctionName": stack.functions[function], "Payload": b'{"requestContext": {}}'}
        stack.client("lambda").invoke(**asked)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(wake, sorted({sample.function for sample in HTTP.values()})))


@pytest.fixture
def empty(stack: Stack) -> None:
    """The tables hold nothing."""
    empty_tables(stack)


class Stage:
    """Plays samples on the deployed stack, and learns its names from each answer."""

    def __init__(self, stack: Stack, api: Api, callers: Callers) -> None:
        self._stack, self._api, self._token = stack, api, cache(callers.token)
        self._played: set[str] = set()
        self._told = Transposed({"storefront": stack.outputs["StorefrontClient"]})

    def prepare(self, name: str) -> None:
        """Whatever the sample takes as given has happened, once; what a stream brings about comes
        by itself."""
        for earlier in given(name):
            if earlier in self._played or earlier in ELSEWHERE:
                continue
            self._played.add(earlier)
            self.prepare(earlier)
            if earlier in HTTP:
                assert self.fault(earlier) is None
            elif "/schedule/" in earlier:
                self._wake(earlier)
            elif not sent_by(earlier) and "/stream/" not in earlier:
                self._put(earlier)

    def fault(self, name: str) -> str | None:
        """What is answered, unless it is the sample's answer."""
        text = self._told.text(name, FURTHER.get(name, {}))
        sample = msgspec.json.decode(text, type=samples.Sample)
        answer, expected = self._send(sample), sample.response
        body = answer.body if isinstance(expected.body, dict) else answer.raw.decode()
        is_same = answer.status == expected.status and self._told.fits(body, expected.body or "")
        return None if is_same else f"{sample.function} answers {answer.status}: {body}"

    def lasting_fault(self, name: str) -> str | None:
        """What is still answered when queues have had their time."""
        deadline = time.monotonic() + SETTLED_WITHIN_S
        while (fault := self.fault(name)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return fault

    def _send(self, sample: samples.Sample) -> Answer:
        request, who = sample.request, sample.caller
        asked = f"?{urlencode(request.query, doseq=True)}" if request.query else ""
        body = request.body.encode() if isinstance(request.body, str) else request.body
        headers = {name.title(): value for name, value in request.headers.items()}
        if SIGNATURE in headers:
            body = msgspec.json.encode(body)
            headers[SIGNATURE] = signature(body)
        if signatures.SIGNATURE in request.headers:
            now = signatures_of(self._stack).sign(body, datetime.now(UTC))
            headers |= {name.title(): value for name, value in now.items()}
        return self._api.call(
            f"{request.method} {quote(request.url_path)}{asked}",
            body,
            token=self._token(who) if who else None,
            headers=headers,
        )

    def _wake(self, name: str) -> None:
        """The function of a schedule's sample."""
        function = self._stack.functions[name.rpartition("/")[2]]
        self._stack.client("lambda").invoke(
            FunctionName=function, Payload=self._told.text(name, {}).encode()
        )

    def _put(self, name: str) -> None:
        """The messages of a queue's sample onto that queue."""
        function = template.functions()[name.rpartition("/")[2]]
        (source,) = function["Events"].values()
        queue = source["Properties"]["Queue"]["GetAtt"].replace(".Outputs", "")
        for record in msgspec.json.decode(self._told.text(name, {}))["Records"]:
            self._stack.client("sqs").send_message(
                QueueUrl=self._stack.outputs[f"{queue}Url"], MessageBody=record["body"]
            )


@pytest.mark.usefixtures("awake", "empty")
@pytest.mark.parametrize("name", HTTP)
def test_a_sample_gets_its_answer_with_what_its_function_may_do(
    name: str, stack: Stack, api: Api, callers: Callers
) -> None:
    stage = Stage(stack, api, callers)
    stage.prepare(name)
    reads = HTTP[name].request.method == "GET"
    assert (stage.lasting_fault if reads else stage.fault)(name) is None
