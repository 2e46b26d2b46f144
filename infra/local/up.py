"""`make up`: start the local cloud, deploy what is built, fill the shop, say what comes next."""

import json
import time

from infra.local import payments
from infra.local.api import Api
from infra.local.callers import STAFF, Callers, staff_email
from infra.local.cloud import CloudError
from infra.local.running import command, our_cloud, start
from infra.local.seed import seed
from infra.local.seed_sales import running_sale
from infra.local.shop import Shop
from infra.local.stack import Stack
from infra.local.staff_accounts import PASSWORD
from infra.local.waking import Waking

_CART = {
    "currency": "CNY",
    "lines": [{"sku": "LT-001-1", "qty": 2}, {"sku": "BG-001-1", "qty": 1}],
}
_began = time.monotonic()


def say(text: str) -> None:
    print(f"{time.monotonic() - _began:6.1f} s  {text}", flush=True)


def up() -> None:
    say(f"Starting the local cloud on port {our_cloud().port}")
    stack = start()
    if stack.is_current():
        say("Deployed already: nothing has changed")
    else:
        say("Deploying (sam deploy --config-env local)")
        stack.deploy()
    payments.start(stack.cloud)
    callers = Callers(stack, stack.cloud.home)
    callers.prepare()
    api = Waking(Api(stack), say)
    say("Waking the API")
    wait_until_healthy(api)
    shop = Shop(api, callers, stack)
    seed(shop, say)
    sale = running_sale(shop)
    api.close()
    say("Ready")
    print(_next_steps(stack, sale["page_path"] if sale else "/shop/flash-sales/…"))


def wait_until_healthy(api: Waking) -> None:
    answer = api.call("GET /healthz")
    if answer.status != 200:
        raise CloudError(f"GET /healthz answers {answer.status}. See: make logs")


def _next_steps(stack: Stack, sale: str) -> str:
    url, cart = stack.base_url, json.dumps(_CART, separators=(",", ":"))
    return f"""
  API       {url}    (documentation: {url}/docs)
  Console   {url}/console
  Staff     {", ".join(staff_email(name) for name in STAFF)}
            password {PASSWORD} and the code of an app, which make token has
            two others approve what may cost 100,000 or more, or has no bound
  Payments  {stack.cloud.payments_url}/payments    (what was paid; make pay ORDER=…)
  Logs      make logs; the cloud's own: {stack.cloud.log}

  A cart, priced and explained; a SKU's stock; the reports:

  curl -s {url}/quotes -H "Authorization: Bearer $(make -s token AS=shopper:ada)" \\
    -H "Content-Type: application/json" -H "Accept-Language: en" -d '{cart}'
  curl -s {url}/stock/LT-001-1 {_as_owner()}
  curl -s {url}/reports {_as_owner()}

  A flash sale that runs, as a shopper opens it in a browser:

  echo "{url}{sale}#token=$(make -s token AS=shopper:wen)"

  make down stops it, make up brings it back as it was, make reset forgets it.
"""


def _as_owner() -> str:
    return f'-H "Authorization: Bearer $(make -s token AS={staff_email("owner")})"'


if __name__ == "__main__":
    command(up)
