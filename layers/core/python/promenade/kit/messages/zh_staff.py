"""Sentences about the staff, in Chinese."""

from collections.abc import Mapping

STAFF: Mapping[str, str] = {
    "Send an e-mail address, such as maria@shop.example.": (
        "请填写电子邮箱，例如 maria@shop.example。"
    ),
    "There is no such role.": "没有此角色。",
    "No client may have this permission.": "客户端不能持有此权限。",
    "The first step counts from nothing on.": "第一档必须从 0 起。",
    "Each step begins above the one before.": "各档的起始金额必须逐档升高。",
    "What may cost more needs no fewer to approve it.": "金额更高的档位，审批人数不得更少。",
    "A campaign is to be sent.": "有一个营销活动待发送。",
    "Coupons of a new template are to be given.": "有一个新的优惠券模板待发放。",
    "A flash sale is to be scheduled.": "有一场秒杀待排期。",
    "A message is to be sent for the first time.": "有一条消息首次待发送。",
    "Prices of many SKUs are to change.": "有一批 SKU 的价格待调整。",
    "A SKU is to get its first price in a book.": "某个 SKU 将在价目表中首次定价。",
    "A product is to be sold.": "有一件商品待上架销售。",
    "A promotion is to start.": "有一个促销待生效。",
    "A campaign under way is to go on by other terms.": "进行中的营销活动将改按新条款执行。",
    "Of an active template more is to be given, or for longer.": (
        "生效中的优惠券模板将增加发放量或延长时间。"
    ),
    "A message that is sent is to say something else.": "正在使用的消息将更换内容。",
    "The price of a SKU is to change.": "某个 SKU 的价格将调整。",
    "A product that was approved is to be another: its words, category, SKUs or floors.": (
        "已批准的商品将有改动：文字、类目、SKU 或底价。"
    ),
    "A running promotion is to go on by other terms.": "进行中的促销将改按新条款执行。",
}
