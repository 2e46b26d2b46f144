"""HTTP surface of which coupons a customer presents with a cart."""

from promenade.activity.coupon.reader import DynamoCouponReader
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.reader import DynamoPriceReader
from promenade.base.promotion.service.book import CurrentBook
from promenade.base.promotion.service.coupons import choose_coupons
from promenade.base.promotion.service.preparing import Goods
from promenade.base.promotion.service.quoting import GUESSES
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.records import GuessTally
from promenade.base.promotion.store.remaining import DynamoUsages
from promenade.base.promotion.wire import carts, choices
from promenade.base.promotion.wire.sentences import LANGUAGES
from promenade.base.stock.reader import DynamoStockReader
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.carts import CartBody
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.limits import Limiter

app = api("promotion_coupons", ACCESS)
book = CurrentBook(DynamoPromotionStore())
coupons = DynamoCouponReader()
goods = Goods(
    DynamoCatalogueReader(), DynamoPriceReader(), DynamoStockReader(), DynamoUsages(digests())
)
guesses = Limiter(GUESSES, GuessTally, digests())


@app.on(
    "POST /wallet/coupons/usable",
    allow=Permission.QUOTE_CREATE,
    body=CartBody,
    languages=LANGUAGES,
    answers={200: choices.ChoiceView},
)
def choose_own_coupons(call: Call[CartBody, None]) -> Reply:
    """Show which of the buyer's coupons a cart can use, and which are best."""
    command, now = carts.read_quote(call.body, call.caller), system_clock()
    who = carts.guessers(call.body, call.caller, call.address)
    guesses.admit(who, command.codes, now)
    unused = coupons.unused(carts.buyer_of(command), now)
    found = choose_coupons(command, now, book, goods, unused)
    guesses.count(who, found.priced.unknown_codes, now)
    return ok(choices.show_choice(found, call.language))
