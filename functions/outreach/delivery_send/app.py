"""The queue of requests to send: the gate of all messages."""

from functools import partial
from typing import Any

from promenade.contracts.consents import address_digest, person_digest
from promenade.contracts.shops import shop_zone
from promenade.customer.profile.reader import DynamoRecipients
from promenade.customer.tracking.holds import links_by
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.http.edge import digest_ring, keyring
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.kit.vault import Vault
from promenade.outreach.campaign.holds import DynamoBudgets
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.channel.holds import senders
from promenade.outreach.channel.reader import DynamoTemplates
from promenade.outreach.consent.reader import DynamoConsents, UnsubscribeLinks
from promenade.outreach.delivery.service.gate import ProviderStaysBusy, handle
from promenade.outreach.delivery.service.inbox import NotByProviders
from promenade.outreach.delivery.service.ports import Doors
from promenade.outreach.delivery.store.gate import DynamoGateStore
from promenade.outreach.delivery.store.inbox import DynamoInbox
from promenade.outreach.delivery.store.testing import Testers
from promenade.outreach.delivery.wire.requests import read_request, request_body

log = logger("delivery")
parked = setting("DELIVERY_REQUESTS_DEAD_LETTERS_URL")
queue = Queue(setting("DELIVERY_REQUESTS_QUEUE_URL"))
vault, keyed = Vault(setting("PROFILE_KEY_ID")), digests()
base_url, secrets = setting("API_BASE_URL"), setting("CHANNEL_SECRETS_PREFIX")
doors = Doors(
    campaigns=DynamoCampaigns(system_clock),
    budgets=DynamoBudgets(system_clock),
    recipients=DynamoRecipients(vault),
    consents=DynamoConsents(partial(person_digest, digests=keyed)),
    templates=DynamoTemplates(),
    links=links_by(digest_ring("LINK_SECRETS"), base_url, system_clock),
    senders=senders(NotByProviders(), Vault(setting("WEBHOOK_KEY_ID")), secrets),
    inbox=DynamoInbox(vault),
    store=DynamoGateStore(),
    clock=system_clock,
    digest=lambda channel, address: address_digest(channel, address, keyed),
    unsubscribe=UnsubscribeLinks(keyring("LINK_SECRETS"), base_url, system_clock).url,
    again=lambda request, delay_s: queue.send([request_body(request)], delay_s),
    give_up=lambda request, told: batch.park(
        request_body(request).decode(), ProviderStaysBusy(told), parked
    ),
    testers=Testers(vault).of,
    zone=shop_zone(),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _handle, parked=parked, log=log)


def _handle(body: bytes) -> None:
    request = read_request(body)
    told = handle(request, doors)
    if told is None:
        log.info("rests", campaign=request.campaign, request_id=request.id)
        return
    log.info("handled", request_id=request.id, sent=told.sent_count, skipped=dict(told.skipped))
