"""Sentences about simulations over past orders, in Chinese."""

from collections.abc import Mapping

SIMULATIONS: Mapping[str, str] = {
    "The same orders would have been placed: nobody buys more, less or otherwise for it.": (
        "假定订单不变：没有人因此多买、少买或改买。"
    ),
    "It is compared with what is in force today, both as if in force all the time; slots "
    "count at the time of the order.": (
        "与今天生效的活动比较，两者都视为一直生效；时段按下单时间判断。"
    ),
    "Prices are those of the order; categories, brands, tags, floors and costs are today's.": (
        "单价取自订单；类目、品牌、标签、底价和成本按今天计。"
    ),
    "Orders do not tell groups or who is new: everybody counts as one of its audience.": (
        "订单不含客户分组和新客信息：所有人都视为目标人群。"
    ),
    "Orders do not tell where they went: every one counts as within reach.": (
        "订单不含收货地：全部视为可送达范围内。"
    ),
    "Everybody presents its code.": "所有人都视为使用了优惠码。",
    "Limits by buyer, in all and of the budget are not counted across orders: it may cost less.": (
        "每人限次、总次数和预算不跨订单累计：实际成本可能更低。"
    ),
    "Orders do not tell weights: what asks for one does not apply.": (
        "订单不含重量：按重量判断的条件不适用。"
    ),
    "Orders that were refunded in part count as they were bought.": "部分退款的订单按下单时计。",
    "Orders do not tell what was left then: what goes by stock does not apply.": (
        "订单未记录当时的库存：按库存变化的优惠不计入。"
    ),
    "Gifts are counted in units; what they cost is not in it.": "赠品只计件数，不计成本。",
    "Say in which currency: the promotion is in none of its own.": (
        "请填写货币：此活动没有指定货币。"
    ),
    "The promotion is in {currency}.": "此活动的货币为 {currency}。",
    "Name each store once.": "店铺不能重复。",
}
