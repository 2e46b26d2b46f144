"""Prices carts: the shop's own, and those that marketers make up."""

from promenade.activity.coupon.reader import DynamoCouponReader
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.reader import DynamoPriceReader
from promenade.base.promotion.service.book import CurrentBook
from promenade.base.promotion.service.coupons import quote_with_coupons
from promenade.base.promotion.service.preparing import Goods
from promenade.base.promotion.service.quoting import GUESSES, simulate
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.records import GuessTally
from promenade.base.promotion.store.remaining import DynamoUsages
from promenade.base.promotion.wire import carts, quotes, simulations
from promenade.base.promotion.wire.sentences import LANGUAGES
from promenade.base.stock.reader import DynamoStockReader
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.coupons import CouponUnavailable
from promenade.contracts.shops import shop_zone
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.errors import AnswerTooLarge
from promenade.kit.holds import Refused
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.limits import Limiter

app = api("promotion_quote", ACCESS)
book, zone = CurrentBook(DynamoPromotionStore()), shop_zone()
coupons = DynamoCouponReader()
goods = Goods(
    DynamoCatalogueReader(), DynamoPriceReader(), DynamoStockReader(), DynamoUsages(digests())
)
guesses = Limiter(GUESSES, GuessTally, digests())


@app.on(
    "POST /quotes",
    allow=Permission.QUOTE_CREATE,
    body=carts.QuoteBody,
    languages=LANGUAGES,
    answers={200: quotes.QuoteView},
    raises=(AnswerTooLarge, CouponUnavailable, Refused),
)
def quote(call: Call[carts.QuoteBody, None]) -> Reply:
    """Price a cart under the promotions in force, each of them explained.

    A hidden SKU and one that is none are both `not_sellable`; staff are told which."""
    command, now = carts.read_quote(call.body, call.caller), system_clock()
    who = carts.guessers(call.body, call.caller, call.address)
    guesses.admit(who, command.codes, now)
    mine = carts.coupons_of(call.body.coupons, command, now, coupons.lookup)
    priced = quote_with_coupons(command, now, book, goods, mine)
    guesses.count(who, priced.unknown_codes, now)
    return ok(quotes.show_quote(priced, call.language))


@app.on(
    "POST /quotes/simulations",
    allow=Permission.QUOTE_SIMULATE,
    body=simulations.SimulationBody,
    languages=LANGUAGES,
    answers={200: quotes.QuoteView},
    raises=(AnswerTooLarge,),
)
def simulate_quote(call: Call[simulations.SimulationBody, None]) -> Reply:
    """Price a made-up cart under made-up promotions; nothing is stored."""
    priced = simulate(*simulations.read_simulation(call.body, zone))
    return ok(quotes.show_quote(priced, call.language))
