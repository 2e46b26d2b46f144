"""Titles of problems in Chinese, by their status."""

from collections.abc import Mapping

TITLES: Mapping[int, str] = {
    400: "请求有误",
    401: "未登录",
    403: "没有权限",
    404: "没有找到",
    405: "不支持此方法",
    409: "存在冲突",
    412: "版本已过期",
    413: "请求体过大",
    415: "不支持的内容类型",
    422: "无法执行",
    429: "请求过多",
    500: "服务器出错",
    503: "服务暂不可用",
}
