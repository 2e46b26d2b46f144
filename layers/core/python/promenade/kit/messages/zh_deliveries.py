"""Sentences about messages that are sent and kept, in Chinese."""

from collections.abc import Mapping

DELIVERIES: Mapping[str, str] = {
    "Name 1 to {most} customers in one request.": "一次请求请填写 1 至 {most} 位顾客。",
    "Give at least one choice a weight above 0.": "请至少为一个选项填写大于 0 的权重。",
}
