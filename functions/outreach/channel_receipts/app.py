"""What providers tell of messages. Who calls is believed by the secret in the address."""

from promenade.contracts.access import ACCESS
from promenade.contracts.paths import PATHS
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import NotFound, Unauthenticated
from promenade.kit.http.auth import PUBLIC
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.outward import Outward
from promenade.kit.queues import Queue
from promenade.kit.telemetry import logger
from promenade.kit.topics import Topics
from promenade.kit.vault import Vault
from promenade.outreach.channel.store.accounts import DynamoAccountStore
from promenade.outreach.channel.wire.receipts import intake
from promenade.outreach.channel.wire.receipts.reading import ReceiptUnknown, Told

app = api("channel_receipts", ACCESS, PATHS)
log = logger("channel_receipts")
store, vault = DynamoAccountStore(), Vault(setting("WEBHOOK_KEY_ID"))
queue = Queue(setting("DELIVERY_RECEIPTS_QUEUE_URL"))
dead_letters = setting("DELIVERY_RECEIPTS_DEAD_LETTERS_URL")
keyed, topics = digests(), Topics(Outward(most_s=4))


@app.on(
    "GET /channel-accounts/{account_id}/receipts",
    allow=PUBLIC,
    query=intake.ReceiptsQuery,
    answers={200: str},
    raises=(NotFound, Unauthenticated),
    media_type=intake.TEXT,
)
def confirm_receipts(call: Call[None, intake.ReceiptsQuery]) -> Reply:
    """Tell WeChat, which asks before it pushes anything, that the address is the account's."""
    account = intake.believed(call.path["account_id"], call.query.token, keyed, store)
    return ok(intake.echoed(account, call.query, system_clock()))


@app.on(
    "POST /channel-accounts/{account_id}/receipts",
    allow=PUBLIC,
    body=bytes,
    query=intake.ReceiptsQuery,
    answers={200: intake.ReceiptsView},
    raises=(NotFound, Unauthenticated),
    max_body_bytes=intake.MOST_BYTES,
)
def take_receipts(call: Call[bytes, intake.ReceiptsQuery]) -> Reply:
    """Take what an account's provider tells of messages: delivered, bounced, complained, stopped.

    Amazon SES's topic and WeChat have to sign it. What is not understood is kept, and answered 200:
    sending it again would not help. WeChat is answered the text `success`."""
    id_, now = call.path["account_id"], system_clock()
    account = intake.believed(id_, call.query.token, keyed, store)
    intake.prove(account, call.query, intake.Proof(call.body, now, topics))
    told = intake.understood(account, call.body, intake.source_of(account, now, keyed))
    queue.send(intake.messages(told.receipts))
    keep_unknown(id_, told)
    return intake.answered(account, told)


def keep_unknown(account_id: str, told: Told) -> None:
    if told.unknown:
        error = ReceiptUnknown(f"No reader knows {len(told.unknown)} entries of this push.")
        batch.park(intake.parked(account_id, told.unknown, vault.seal), error, dead_letters)
        log.warning("parked", account_id=account_id, count=len(told.unknown))
