"""What codes among the facts of a sentence are called by people, in English and Chinese: states,
stages, reasons, kinds of orders."""

import re
from collections.abc import Mapping

CODED = frozenset(
    {"action", "current_status", "expected", "found", "kind", "needs", "reason", "stage", "state"}
)
"""Facts that are codes, where they are texts."""

WORDS: Mapping[str, tuple[str, str]] = {
    # promotions, templates, changes and jobs
    "draft": ("a draft", "草稿"),
    "pending": ("waiting for approval", "待审核"),
    "pending_approval": ("waiting for a second person", "待他人批准"),
    "approved": ("approved", "已批准"),
    "rejected": ("rejected", "已驳回"),
    "scheduled": ("scheduled", "已排期"),
    "active": ("in force", "生效中"),
    "paused": ("paused", "已暂停"),
    "paused_budget": ("paused for want of budget", "因预算用尽而暂停"),
    "stopped": ("stopped", "已停止发放"),
    "ended": ("over", "已结束"),
    "archived": ("archived", "已归档"),
    "superseded": ("followed by a later one", "已被后续变更取代"),
    "cancelled": ("cancelled", "已取消"),
    "rehearsing": ("being rehearsed", "预演中"),
    "rehearsed": ("rehearsed", "已预演"),
    "applying": ("being applied", "执行中"),
    "awaiting_file": ("waiting for its file", "等待上传文件"),
    "reading": ("being read", "读取中"),
    "importing": ("under way", "导入中"),
    "reporting": ("being reported", "生成报告中"),
    "refused": ("refused", "已拒绝"),
    "queued": ("waiting to run", "排队中"),
    "running": ("running", "运行中"),
    "done": ("done", "已完成"),
    "failed": ("failed", "已失败"),
    "beyond_limit": ("the change is larger than one person may make", "超出单人可改的幅度"),
    "below_cost": ("it is below cost", "低于成本"),
    "other_currency": ("it is the first in its currency", "这是该币种的首个价格"),
    # what is done with them
    "activate": ("activated", "启用"),
    "approve": ("approved", "批准"),
    "archive": ("archived", "归档"),
    "cancel": ("cancelled", "取消"),
    "close": ("closed", "关闭"),
    "delete": ("deleted", "删除"),
    "edit": ("edited", "修改"),
    "end": ("ended", "结束"),
    "extend": ("extended", "延长"),
    "grant": ("granted", "发放"),
    "kill": ("killed", "紧急停止"),
    "pause": ("paused", "暂停"),
    "publish": ("published", "发布"),
    "reject": ("rejected", "驳回"),
    "resume": ("resumed", "恢复"),
    "retry": ("retried", "重试"),
    "schedule": ("scheduled", "排期"),
    "simulate": ("simulated", "模拟"),
    "start": ("started", "启动"),
    "stop": ("stopped", "停止发放"),
    "submit": ("submitted", "提交审核"),
    "withdraw": ("withdrawn", "撤回"),
    # coupons
    "unused": ("unused", "未使用"),
    "free": ("free", "未占用"),
    "locked": ("kept for an order", "已被订单占用"),
    "used": ("used", "已使用"),
    "void": ("out of use", "已作废"),
    "unknown": ("there is no such coupon in the wallet", "卡包中没有此券"),
    "not_started": ("the time for it has not come", "尚未开始"),
    "over": ("the time for it is over", "已过期限"),
    "other_customers": ("they are for other customers", "仅限其他指定顾客"),
    "other_groups": ("they are for other groups of customers", "仅限其他客户群"),
    "groups_unknown": (
        "the sign-in does not tell the customer's groups",
        "登录信息未说明顾客所属客户群",
    ),
    "bought_before": ("they are for new customers", "仅限新顾客"),
    "newness_unknown": (
        "the sign-in does not tell whether the customer is new",
        "登录信息未说明是否为新顾客",
    ),
    "other_way": ("they are given in another way", "以其他方式发放"),
    "has_enough": ("a customer has as many as one may", "已达每位顾客的领取上限"),
    "all_gone": ("all of them were given away", "已全部发完"),
    "not_in_force": ("it is not in force", "未生效"),
    "no_template": ("there is no such template", "没有此券模板"),
    # targeted offers
    "upcoming": ("yet to begin", "未开始"),
    "cap_reached": ("as many were accepted as may be", "接受人数已达上限"),
    "not_granted": ("who was granted the offer invites to it", "仅获赠优惠的顾客可邀请他人"),
    # what is kept for orders
    "held": ("held", "占用中"),
    "committed": ("taken for good", "已确认"),
    "returned": ("given back", "已退回"),
    "released": ("free again", "已释放"),
    "expired": ("expired", "已过期"),
    "missing": ("missing", "缺失"),
    # orders
    "pending_payment": ("waiting for payment", "待付款"),
    "created": ("placed", "已下单"),
    "paid": ("paid", "已付款"),
    "partially_shipped": ("shipped in part", "部分发货"),
    "shipped": ("shipped", "已发货"),
    "received": ("received", "已收货"),
    "completed": ("completed", "已完成"),
    "refunded": ("refunded", "已退款"),
    "sale": ("sale", "销售单"),
    "return": ("return", "退货单"),
    "adjustment": ("adjustment", "调整单"),
}

_BETWEEN = {",": (", ", "、"), " or ": (" or ", "或")}


def worded(code: str, language: str = "en") -> str:
    """Of one code, or several with commas or “or” between them; others stay as they are."""
    column = ("en", "zh").index(language)
    parts = re.split("(,| or )", code)
    found = (_BETWEEN.get(part) or WORDS.get(part.lower()) or (part, part) for part in parts)
    return "".join(each[column] for each in found)
