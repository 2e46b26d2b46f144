"""Sentences about messages that are sent and kept, and the codes in them, in Chinese."""

from collections.abc import Mapping

DELIVERIES: Mapping[str, str] = {
    "Name 1 to {most} customers in one request.": "一次请求请填写 1 至 {most} 位顾客。",
    "Give at least one choice a weight above 0.": "请至少为一个选项填写大于 0 的权重。",
    "another id of the person": "同一顾客的另一个编号",
    "another customer at this address": "另一位顾客使用同一地址",
    "until {wall} {zone}": "等到 {zone} 时间 {wall}",
    "quiet until 08:00 {zone}": "免打扰时段，等到 {zone} 时间 08:00",
    "{wall} {zone}": "{zone} 时间 {wall}",
    "{count} of {cap} in 7 days": "7 天内已有 {count} 条，上限为 {cap} 条",
    "given up: {why}": "已放弃：{why}",
    "sender: verify this sender at the provider": "发件人：请在服务商处验证此发件人",
    "It cannot be written as its provider takes it, which was not asked: {what}.": (
        "无法写成服务商接受的格式，未向服务商提交：{what}。"
    ),
    "No account takes messages now.": "目前没有账号可以发送消息。",
    "Its access token is being fetched.": "正在获取服务商的访问令牌。",
    "The provider cannot be reached.": "无法连接服务商。",
    "The provider takes none of its own access tokens.": "服务商不接受其自己发放的访问令牌。",
    "The provider tells no access token.": "服务商未给出访问令牌。",
    "The provider does not answer.": "服务商没有答复。",
    "The provider is busy: {what}.": "服务商繁忙：{what}。",
    "The provider's answer is none that is known: {what}.": "无法识别服务商的答复：{what}。",
    "{rule} {day} by {who}": "{rule}（{day}，{who}）",
    "{rule} {day}": "{rule}（{day}）",
    "{rule} by {who}": "{rule}（{who}）",
    "by {request} as {who}": "已由请求 {request} 以编号 {who} 发送",
    "by {request}": "已由请求 {request} 发送",
    "as {who}": "以编号 {who}",
}

CODES: Mapping[str, str] = {
    "budget": "预算不足",
    "never_asked": "从未询问过",
    "withdrawn": "已撤回同意",
    "person_suppressed": "此顾客已被屏蔽",
    "address_suppressed": "此地址已被屏蔽",
    "no_address": "没有此渠道的地址",
    "erased": "已匿名化",
    "merged": "已并入另一位顾客",
    "shopper": "顾客本人",
    "staff": "员工",
    "import": "导入",
    "form": "退订页面",
    "reply": "回复短信",
    "one_click": "一键退订",
    "provider": "服务商",
    "hard_bounce": "退信",
    "complaint": "投诉",
    "unsubscribe": "退订",
    "manual": "人工",
    "invalid": "地址无效",
    "content": "服务商拒绝此内容",
    "account": "服务商拒绝此账号",
    "opted_out": "收件人已向服务商退订",
}
