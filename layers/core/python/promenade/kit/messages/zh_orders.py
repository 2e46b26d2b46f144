"""Sentences about orders placed here, in Chinese."""

from collections.abc import Mapping

ORDERS: Mapping[str, str] = {
    "Another amount or currency of this transaction was told before: ask the gateway what came in, "
    "and give back there what is too much.": (
        "此交易此前通知的金额或货币不同：请向支付网关核实实收，多收部分在网关退回。"
    ),
    "This transaction is of another order: ask the gateway whose it is, and give back there what "
    "is nobody's.": "此交易属于另一订单：请向支付网关核实归属，无主款项在网关退回。",
    "The units in {about} should be {expected}; they are {found}.": (
        "{about} 的库存占用应为“{expected}”，实为“{found}”。"
    ),
    "The order has {expected} units of {about}; {found} are kept for it.": (
        "订单有 {about} {expected} 件，实际占用 {found} 件。"
    ),
    "The use of {about} should be {expected}; it is {found}.": (
        "活动 {about} 的使用应为“{expected}”，实为“{found}”。"
    ),
    "The order's coupon {about} should be {expected}; it is {found}.": (
        "订单的优惠券 {about} 应为“{expected}”，实为“{found}”。"
    ),
    "The order saves {expected} by {about}; {found} of its budget are taken.": (
        "订单因 {about} 优惠 {expected}，预算实际占用 {found}。"
    ),
    "Of the payment {about}, {expected} have to go back; {found} do.": (
        "支付 {about} 应退回 {expected}，实际退回 {found}。"
    ),
    # sums
    "the sum of quantity times unit price": "各行数量乘以单价的合计",
    "the sum of the lines' discounts": "各行优惠的合计",
    "quantity times unit price, less the discount,": "数量乘以单价再减优惠",
    "what is paid for the line": "该行实付金额",
    "the sum of what is paid for the lines": "各行实付金额的合计",
    "the sum of lines, shipping, tax on top, tip and fee": "商品、运费、另加税、小费和费用的合计",
    "what counts as paid before a payment": "付款之前的实付金额",
    "what an order of this kind has here": "此类单据此处的金额",
    "the sum of lines, shipping, fees and tax": "商品、运费、费用和税的合计",
    "the sum of lines, shipping, tax on top, tip, duties and fees": (
        "商品、运费、另加税、小费、关税和费用的合计"
    ),
    "the sum of quantity times price, less the lines' discounts,": (
        "各行数量乘以价格再减优惠的合计"
    ),
}
