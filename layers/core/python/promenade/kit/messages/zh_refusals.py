"""Refusals by code, in Chinese. The facts in braces are those that the refusal always has."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "answer_too_large": "应答需要 {bytes} 字节，最多 {max_bytes} 字节。请减少行数或每页条数。",
    "barcode_taken": "条码已被使用。",
    "category_cycle": "类目不能位于自身之下。",
    "category_gone": "类目已删除。",
    "category_in_use": "类目仍有下级类目或商品。",
    "category_too_deep": "类目层级过深。",
    "change_too_large": "一次修改的内容过多，请分几次进行。",
    "code_taken": "优惠码已被使用。",
    "conflict": "请求与已保存的内容冲突。",
    "forbidden": "您无权执行此操作。",
    "invalid": "请求有 {count} 处错误。",
    "internal_error": "这是我们的错误，已记录。",
    "method_not_allowed": "此路径支持 {allowed}。",
    "not_found": "没有找到。",
    "payload_too_large": "请求体有 {bytes} 字节，最多 {max_bytes} 字节。",
    "promotions_overlap": "与同组的其他活动在时间和商品上重叠。",
    "sku_taken": "SKU 编码属于另一个商品。",
    "stale": "内容已被他人修改，请重新读取后再试。",
    "status_forbids": "当前状态不允许此操作。",
    "stock_short": "库存不足。",
    "too_many": "请求过于频繁，请在 {retry_after_s} 秒后重试。",
    "unauthenticated": "请先登录，或令牌已失效。",
    "unavailable": "服务暂时不可用，请在 {retry_after_s} 秒后重试。",
    "unsupported_media_type": "不支持此内容类型。",
    "warehouse_closed": "仓库已关闭。",
    "warehouse_in_use": "仓库内仍有库存，或为主仓库，不能关闭。",
    "window_over": "活动时间已经结束。",
}
