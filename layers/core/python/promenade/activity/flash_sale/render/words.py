"""The words of the page, in English and Chinese; `{position}` and its like are places that its
script fills."""

from collections.abc import Mapping

TAGS = {"en": "en", "zh": "zh-CN"}

FRAME: Mapping[str, tuple[str, str]] = {
    "per_user": ("At most {count} for one customer", "每人限购 {count} 件"),
    "window": ("{start} to {end} ({zone})", "{start} 至 {end}（{zone}）"),
    "until_start": ("Starts in", "距开始"),
    "until_end": ("Ends in", "距结束"),
    "days": ("days", "天"),
    "qty": ("How many", "数量"),
    "join": ("Join the queue", "加入排队"),
    "buy": ("Buy now", "立即抢购"),
    "pay": ("Pay", "去付款"),
    "queue": (
        "Join at least {minutes} minutes before the start to be in the draw; later ones follow.",
        "开始前 {minutes} 分钟以前加入排队的顾客一起抽签，与手速无关；之后加入的排在后面。",
    ),
    "no_script": (
        "To order here, allow scripts in your browser. Times and price above are right without.",
        "在此下单需要浏览器允许运行脚本；以上时间与价格无需脚本也是准确的。",
    ),
}

SAYS: Mapping[str, tuple[str, str]] = {
    "loading": ("One moment…", "请稍候…"),
    "sign_in": ("Sign in to the shop to take part.", "请先登录商城再参加。"),
    "upcoming": ("The sale has not started yet.", "秒杀尚未开始。"),
    "running": ("The sale is on.", "秒杀进行中。"),
    "paused": (
        "The sale is paused. Stay here: it goes on by itself.",
        "秒杀已暂停，请留在本页，恢复后会自动继续。",
    ),
    "sold_out": (
        "Sold out. If an order is not paid in time, its units are sold again here.",
        "已抢光。若有订单逾期未付款，商品会在这里重新放出。",
    ),
    "ended": ("The sale is over.", "秒杀已结束。"),
    "queue_not_open": (
        "The queue opens an hour before the start.",
        "开始前一小时开放排队。",
    ),
    "queue_open": ("The queue is open.", "排队已开放。"),
    "queue_full": ("The queue is full.", "排队人数已满。"),
    "waiting": (
        "You are in the queue. Your place is drawn soon: stay here.",
        "您已加入排队，位置即将抽签产生，请留在本页。",
    ),
    "queued": (
        "Your place is {position}; {ahead_count} wait before you. Stay here.",
        "您的位置是第 {position} 位，前面还有 {ahead_count} 人。请留在本页，轮到时会提示。",
    ),
    "next": (
        "Your place is {position}: you are next, as soon as a unit is free. Stay here.",
        "您的位置是第 {position} 位：下一位就是您，一有空出的商品即可抢购。请留在本页。",
    ),
    "first": (
        "Your place is {position}: you are let in as soon as the sale starts.",
        "您的位置是第 {position} 位：秒杀一开始即可抢购。",
    ),
    "let_in": ("It is your turn, at place {position}.", "轮到您了（第 {position} 位）。"),
    "not_your_turn": ("It is not your turn yet.", "还没有轮到您，请稍候。"),
    "busy": ("Many are asking. We keep trying for you…", "抢购人数较多，正在为您重试…"),
    "ordering": ("Taking your units…", "正在为您抢购…"),
    "ordered": (
        "They are yours. Order {order} is being written…",
        "抢到了！订单 {order} 正在生成…",
    ),
    "to_pay": (
        "They are yours. Pay order {order} in time to keep them.",
        "抢到了！请在有效期内为订单 {order} 付款。",
    ),
    "paid": ("Thank you. Order {order} is paid.", "谢谢！订单 {order} 已付款。"),
    "cancelled": (
        "Order {order} was cancelled; its units are sold again.",
        "订单 {order} 已取消，商品将重新放出。",
    ),
    "fewer_left": ("Fewer are left. Take one.", "剩余数量不足，请改为一件。"),
    "unit_limit_reached": (
        "You have as many as one customer may have.",
        "您已达到每人限购数量。",
    ),
    "unreachable": (
        "The shop does not answer just now. We keep trying.",
        "暂时连接不上，正在重试。",
    ),
    "refused": ("{detail}", "{detail}"),
}
