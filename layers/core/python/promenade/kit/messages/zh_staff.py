"""Sentences about the staff, in Chinese."""

from collections.abc import Mapping

STAFF: Mapping[str, str] = {
    "Send an e-mail address, such as maria@shop.example.": (
        "请填写电子邮箱，例如 maria@shop.example。"
    ),
    "There is no such role.": "没有此角色。",
}
