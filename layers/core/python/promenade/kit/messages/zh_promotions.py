"""Sentences about promotions and their goods, in Chinese."""

from collections.abc import Mapping

PROMOTIONS: Mapping[str, str] = {
    "A unit price is what it is, however many are bought.": "单价优惠不随件数变化。",
    "On a cart made up for it, a quote breaks rule {rule}: publish nothing, tell us.": (
        "试算购物车的报价违反规则 {rule}：请勿发布，并告知我们。"
    ),
    "“{first}” counts before “{second}”: a cart costs {now}, and {swapped} swapped.": (
        "“{first}”先于“{second}”计算：某购物车应付 {now}，调换顺序后为 {swapped}。"
    ),
    "What costs something has a limit or a budget.": "有成本的活动须设置次数上限或预算。",
    "Name substitutes where they are to stand in, and only there.": (
        "仅在缺货时换赠的情况下填写替代赠品。"
    ),
    "A clearance sets unit prices.": "清仓只设定单价。",
    "Say when the goods expire where days count, and only there.": (
        "仅在按临期天数计价时填写到期日。"
    ),
    "What is left falls from step to step.": "各档剩余数量须逐档递减。",
    "Say all steps in one way, and none that costs more than the one before.": (
        "各档优惠方式须一致，且价格不得高于上一档。"
    ),
    "Pieces and grams are reckoned from no price.": "件数与重量不以价格计算。",
    "Name the SKUs: what is left of them is read with each quote.": (
        "请指定 SKU：每次报价时会读取其剩余库存。"
    ),
    "This kind of activity does not look at this.": "此类活动不使用此项。",
    "A SKU has one price of its own.": "一个 SKU 只能有一种单独定价。",
    "Send a share or an amount, one of them.": "请填写折扣比例或金额，二选一。",
    "Send a share, an amount or a price, one of them.": "请填写折扣比例、金额或价格，三选一。",
    "It would cost no less than it does.": "活动价不低于现价。",
    "It is sold in another currency than the activity's.": "此 SKU 以其他货币出售。",
    "It came on sale too long ago to be new.": "此 SKU 上架已久，不是新品。",
    "Units are limited where a promotion sets unit prices.": "只有单价类活动可以限制件数。",
    "A limited-time discount sets unit prices.": "限时折扣只能设置单价。",
    "A limited-time discount ends.": "限时折扣必须有结束时间。",
    "A limited-time discount is shown to everybody.": "限时折扣面向所有人展示，不能使用优惠码。",
    "Name the SKUs of a limited-time discount.": "请逐个写明限时折扣的 SKU。",
    "Say what this SKU costs, or what is off all of them.": "请填写该 SKU 的活动价，或统一折扣。",
    "Name each SKU once.": "SKU 不能重复。",
    "With this limit nobody could have it.": "按此限制，没有人可以享受。",
    "The catalogue has no “{name}”.": "商品目录中没有“{name}”。",
    "It is about more SKUs than {most_count}: the old prices of others are not judged.": (
        "涉及的 SKU 超过 {most_count} 个：其余 SKU 的划线价未核验。"
    ),
    "The window's end has passed.": "活动时间已经结束。",
    "Nothing ends it before you do.": "没有结束时间，将一直有效。",
    "It counts as soon as it is published.": "发布后立即生效。",
    "Nothing bounds what it may cost in all.": "总成本没有上限。",
    "It is for every SKU, and for everybody it is told to.": "适用于全部商品。",
}
