"""Refusals in Chinese, by their code. Of several sentences of a code the first is told whose facts,
in braces, the refusal has."""

from collections.abc import Mapping

CLAIM_PAID = (
    "{sku} 的划线价 {was_minor} 高于可证明的原价 {baseline_minor}："
    "订单 {order} 于 {day} 以此价成交，是此前七日内的最低成交价，七日内无成交时为最后一次成交价。"
    "可选做法：现在划线价不超过 {baseline_minor}；"
    "或此后均以不低于 {was_minor} 的价格成交，最早自 {provable_at} 起可标此价。"
    "若有漏记的历史订单，请订单管理员通过 POST /orders 补录。"
    "证据见 GET /prices/{sku}/baseline。"
)
CLAIM_OFFERED = (
    "{sku} 的划线价 {was_minor} 高于可证明的原价 {baseline_minor}："
    "自 {offered_since} 起曾以此价出售，是此前三十日内的最低售价。"
    "可选做法：现在划线价不超过 {baseline_minor}；"
    "或此后售价均不低于 {was_minor}，最早自 {provable_at} 起可标此价。"
    "若此低价不对所有顾客开放，请价格管理员核对价目表的适用范围。"
    "证据见 GET /prices/{sku}/baseline。"
)
PRICE_UNAPPROVED = (
    "{sku} 的售价 {sale_minor}、划线价 {list_minor} 须由另一位同事批准（{needs}）："
    "请通过 POST /prices/{sku}/changes 在价目表中申请；"
    "价目表对所有顾客生效的价格，商品上也可填写。"
)

REFUSALS: Mapping[str, tuple[str, ...]] = {
    "adjustment_too_large": ("最多可减 {most_minor}。",),
    "already_held": ("{holder} 已由另一个请求占用库存。",),
    "already_placed": ("该 Idempotency-Key 已用于另一笔订单。",),
    "answer_too_large": ("应答需要 {bytes} 字节，最多 {max_bytes} 字节。请减少行数或每页条数。",),
    "approved_before": ("您已批准过，还需要另一位同事批准。",),
    "barcode_taken": ("条码已被使用。",),
    "budget_exhausted": ("本单优惠 {saving_minor}，活动预算只剩 {left_minor}。",),
    "buyer_unknown": ("此活动按用户限次，请先确认用户身份。",),
    "call_refused": ("对方服务器答复 {answered_status}，拒绝了请求。",),
    "cancellation_declined": ("商家已 {count} 次拒绝取消此订单，请与商家联系。",),
    "cancellation_pending": ("买家申请取消此订单，请先答复。",),
    "cart_too_large": ("本单涉及 {write_count} 处改动，最多 {most_count} 处，请按 SKU 拆成几单。",),
    "category_archived": ("类目 {category} 已归档，不再收入新内容。",),
    "category_cycle": ("类目 {category} 不能位于自身之下。",),
    "category_gone": ("类目已删除。",),
    "category_in_use": ("类目仍有下级类目或商品。",),
    "category_too_deep": ("类目最多 {max_depth} 层。",),
    "change_too_large": ("一次修改涉及 {parts_count} 项，最多 {max_count} 项，请分几次进行。",),
    "circular_segments": ("人群会经由其引用的人群引用到自身：{path}。",),
    "claim_false": (
        CLAIM_PAID,
        CLAIM_OFFERED,
        "{sku} 的划线价 {was_minor} 高于可用于比较的原价 {baseline_minor}。",
    ),
    "code_taken": ("优惠码已被使用。",),
    "conflict": ("请求与已保存的内容冲突。",),
    "claim_limit_reached": ("每位顾客最多领取 {most_count} 张。",),
    "already_in_offer": ("该顾客已享有此专属优惠。",),
    "export_too_large": ("一个文件最多 {most} 个 SKU：请按类目分别导出。",),
    "merged_already": ("该顾客此前已被合并。",),
    "named_too_deep": ("人群之间的引用过深，最多 {most_count} 层。",),
    "person_is_erased": ("该顾客的资料已删除，不再接收任何消息。",),
    "no_alternative": ("没有面向所有人的替代优惠，不能发放专属优惠。",),
    "not_shared": ("现在不能邀请他人：{reason}。",),
    "opted_out": ("该顾客不接受专属优惠。",),
    "product_bound": ("秒杀活动“{name}”已为此商品单独划出库存：请先结束该活动。",),
    "reason_needed": (
        "有 {count} 项生效中或已排期的内容涉及此商品或类目。请先查看 GET {impact}，并填写原因。",
    ),
    "segment_archived_before": ("此人群已归档。",),
    "segment_in_use": ("其他人群引用了它：{segments}。请先修改或归档它们。",),
    "segment_run_goes_on": ("计算仍在进行：请在完成后再来。",),
    "segment_not_computed": ("此静态人群尚未计算，还没有任何人。",),
    "self_referral": ("不能邀请自己。",),
    "share_closed": ("邀请已关闭：{reason}。",),
    "coupon_withheld": ("无法发放优惠券：{reason}。",),
    "coupons_gone": ("剩余优惠券不足 {asked_count} 张。", "优惠券已领完。"),
    "file_changed": ("文件与启动导入时的不同，或已不在：请重新声明并上传。",),
    "picture_refused": ("图片最多 6400 万像素，此图片为 {width} × {height}。",),
    "file_incomplete": ("请先完整上传文件：其大小与声明的不一致。",),
    "invoice_forbids": ("此发票或上一张发票的状态不允许此操作。",),
    "invoice_number_taken": ("该发票号码已被使用。",),
    "not_an_extension": ("延长只能增加总量、每日总量或推迟结束时间，不能收回已承诺的内容。",),
    "raised_too_often": ("此总量已增加 {most_count} 次，请另建券模板。",),
    "no_tests_by_channel": ("测试消息只通过邮件和短信发送。",),
    "no_verified_address": ("您的员工账号在此渠道没有已验证的地址。",),
    "not_sent_by_campaign": (
        "此营销活动没有名为 {step} 的发送步骤，可用步骤：{steps}。",
        "步骤 {step} 不发送版本 {variant}，可用版本：{variants}。",
    ),
    "not_of_campaign": ("此营销活动没有使用该模板的版本。",),
    "template_unsendable": ("目前不能用此模板发送，请先批准模板或启用其账号。",),
    "variable_missing": ("{variable} 没有值。",),
    "not_in_audience": (
        "此优惠券不适用：{reason}。",
        "有 {outside_count} 位顾客不在此券的适用范围内。",
    ),
    "not_claimable": ("现在不发放此优惠券：{reason}。",),
    "coupon_in_use": ("优惠券 {coupon_id} 正被订单 {order} 占用，请先结束该订单。",),
    "coupon_unavailable": ("优惠券不可用：{reason}。",),
    "coupon_conflict": (
        "{holder} 对优惠券 {coupon_id} 的状态为“{state}”，不允许此操作。",
        "{holder} 没有占用优惠券 {coupon_id}。",
    ),
    "end_not_later": ("新的到期时间须晚于 {ends_at}，且不在过去。",),
    "not_extendable": ("只有未使用的优惠券可以延期。",),
    "code_invalid": ("此优惠码无效。",),
    "key_space_too_small": (
        "{length} 位字符只有 {space_count} 种优惠码，对 {count} 个来说太少，请加长。",
    ),
    "book_over": ("此价目表于 {end} 结束，届时没有价格能在其中开始：请使用其他价目表。",),
    "end_later": ("价目表里的价格只同意到它的结束时间为止：请另开一本价目表。",),
    "end_in_past": ("价目表只能在现在或以后结束，且只能结束一次。",),
    "forbidden": (
        "此操作需要在店铺 {store} 的类目 {category} 中拥有权限 {permission}。",
        "此操作需要在店铺 {store} 中拥有权限 {permission}。",
        "此操作需要权限 {permission}。",
        "客户端只能提交自己来源 {source} 的订单。",
        "您无权执行此操作。",
    ),
    "gift_missing": (
        (
            "“{promotion_name}”赠送 {sku} {count} 件。请将商品行"
            ' {{"sku": "{sku}", "qty": {count}, "gift": true}} '
            "加入购物车并重新报价，或在“without”中填写 {promotion_id}。"
        ),
    ),
    "gift_not_given": ("没有活动赠送 {count} 件 {sku}：请去掉赠品标记后重新询价。",),
    "invalid": ("请求有 {count} 处错误。",),
    "internal_error": ("这是我们的错误，已记录。",),
    "limit_reached": (
        "{sku} 的活动名额剩余 {left_count} 件，需要 {asked_count} 件。",
        "活动名额已用完。",
    ),
    "method_not_allowed": ("此路径支持 {allowed}。",),
    "not_found": ("没有找到。",),
    "nothing_requested": ("没有待答复的取消申请。",),
    "nothing_to_invoice": ("此订单没有已付且未退的金额。",),
    "order_conflict": ("版本 {version} 已保存，内容不同。",),
    "order_regressed": (
        (
            "版本 {sent_version} 与已保存的版本 {version} 矛盾："
            "状态不可达、退款变少，或货币、类型不同。"
        ),
    ),
    "out_of_stock": ("{sku} 库存不足：需要 {asked_count} 件，可用 {available_count} 件。",),
    "nothing_to_refund": ("没有可退的金额或商品。",),
    "nothing_proposed": ("没有可以{action}的修改。",),
    "not_ready": ("内容尚不完整，请查看校验结果。",),
    "payload_too_large": ("请求体有 {bytes} 字节，最多 {max_bytes} 字节。",),
    "pool_owned": ("库存池 {pool} 属于正在进行的活动，活动结束时剩余库存会自动归还。",),
    "pool_closed": ("库存池 {pool} 已归还，不能再使用。",),
    "payment_mismatch": ("交易 {transaction} 此次通知 {paid_minor}，首次通知 {first_minor}。",),
    "too_many_segments": ("被跟踪的人群或引用其他人群的人群已达上限 {most_count}，请先减少。",),
    "transaction_taken": ("{teller} 的交易 {transaction} 已用于订单 {paid_for}。",),
    "promotion_changed": ("活动 {promotion_id} 已变更或未生效，请重新报价。",),
    "promotions_overlap": (
        "可能与互斥组 {exclusion_group} 的“{name}”（{promotion_id}）等 {count} 个活动重叠。",
    ),
    "quote_changed": ("报价已变化，请确认新的报价或修改购物车。",),
    "refused": ("有多项不能满足，没有任何改动。",),
    "reservation_conflict": (
        "{holder} 购得 {sku} 共 {sold_count} 件，退回不能超过此数。",
        "{holder} 对 {sku} 的占用状态为“{state}”，不允许此操作。",
        "{holder} 没有占用 {sku}。",
        "{holder} 的占用状态为“{state}”，不允许此操作。",
    ),
    "price_overlap": (
        "同一价目表中的价格 {entry_id} 自 {start} 至 {end} 有效，与此期间重叠。",
        "同一价目表中的价格 {entry_id} 自 {start} 起一直有效，与此期间重叠。",
    ),
    "price_unapproved": (PRICE_UNAPPROVED,),
    "moved_since": ("价格与预演时不同，未作调整。",),
    "review_forbids": ("商品当前的审核状态不允许此操作。",),
    "second_factor_needed": (
        "请使用双重验证重新登录，并用新令牌重试：此操作要求在 15 分钟内登录过。",
    ),
    "staff_suspended": ("您的团队资格已被停用，请联系店主。",),
    "not_invited": ("您不是团队成员，请联系店主邀请您。",),
    "self_approval": ("提出修改的人不能自己审批。",),
    "sku_taken": ("SKU 编码属于另一个商品。",),
    "stage_forbids": ("订单当前状态为“{stage}”，不允许此操作。",),
    "in_use": ("{count} 项生效中或已排期的内容引用了它，首先是 {path}：请先修改或结束。",),
    "still_named": (
        (
            "有 {rule_count} 条标签规则、{grant_count} 个员工授权指定了此类目，首先是 {path}："
            "请先修改或终止。"
        ),
    ),
    "tag_in_use": ("仍有商品带有标签“{tag}”，请先移除。",),
    "feed_not_written": ("此商品数据源的第一个文件还没有写好。请稍后再来。",),
    "too_many_feeds": ("商品数据源最多 {most} 个。",),
    "too_many_rules": ("由规则添加的标签最多 {most} 个。",),
    "stale": ("内容已被他人修改，请重新读取后再试。",),
    "status_forbids": (
        (
            "当前状态为“{current_status}”（需 {required_count} 人批准，"
            "已有 {approval_count} 人），不能{action}。"
        ),
        "当前状态为“{current_status}”，不能{action}。",
    ),
    "terms_fixed": ("进行中的营销活动只能修改名称、结束时间和提高预算，不能修改：{fields}。",),
    "too_many_skus": ("一次任务最多调整 {most_count} 个 SKU，请缩小范围。",),
    "stock_short": (
        "{sku} 可用 {available_count} 件，此操作之后将为 {left_count} 件。",
        "{sku} 可用 {available_count} 件，不足以完成此操作。",
    ),
    "too_many_notes": ("一笔订单最多 {most_count} 条备注。",),
    "too_many_writes": ("一次涉及 {write_count} 处改动，最多 {most_count} 处。请分几次进行。",),
    "too_many_reminders": ("最多同时有 {most_count} 个提醒，请先取消一个。",),
    "person_refuses_tracking": ("此顾客拒绝记录其行为。",),
    "nothing_ahead": ("此活动不会再开始，无需提醒。",),
    "too_many_books": ("最多同时有 {max_count} 个价目表。",),
    "too_many_entries": ("一个 SKU 最多有 {max_count} 个价格。",),
    "too_many": (
        "此客户端每分钟最多 {per_minute} 次请求，请在 {retry_after_s} 秒后重试。",
        "每秒最多 {per_second} 次请求，请在 {retry_after_s} 秒后重试。",
        "{window_s} 秒内最多 {most} 次，请在 {retry_after_s} 秒后重试。",
        "请求过于频繁，请在 {retry_after_s} 秒后重试。",
    ),
    "unauthenticated": ("请先登录，或令牌已失效。",),
    "unavailable": ("服务暂时不可用，请在 {retry_after_s} 秒后重试。",),
    "unsupported_media_type": ("不支持此内容类型，请发送 {accepted}。",),
    "warehouse_closed": ("仓库 {warehouse} 已关闭。",),
    "warehouse_in_use": (
        "仓库内仍有 {stocked_count} 个 SKU，请先移出。",
        "主仓库 {warehouse} 不能关闭。",
    ),
    "units_unknown": ("此活动按 SKU 限量，请注明每个 SKU 的件数。",),
    "use_conflict": (
        "{holder} 对活动 {promotion_id} 的使用状态为“{state}”，不允许此操作。",
        "{holder} 没有使用活动 {promotion_id}。",
    ),
    "window_over": ("活动时间已经结束。",),
    "not_understood": ("{where}：这是我们的错误；订单已保存，修复后会重新处理。",),
    "simulation_over": ("模拟状态为“{state}”，无法取消。",),
    "simulations_busy": ("最多同时运行 {most_count} 个模拟，请等待或取消其中一个。",),
    "sale_over": ("秒杀活动已经结束。",),
    "sale_not_running": ("秒杀现在不能下单：{reason}。",),
    "sold_out": ("已被抢光。",),
    "end_too_late": ("带排队的秒杀最多持续三小时，结束时间不得晚于 {latest_at}。",),
    "no_queue": ("这场秒杀不需要排队，开始后直接领取令牌即可。",),
    "queue_not_open": ("排队尚未开放，{opens_at} 开始。",),
    "queue_full": ("排队人数已满。",),
    "ticket_invalid": ("排队凭证无效，请重新加入排队。",),
    "not_your_turn": ("还没有轮到您，请稍候。",),
    "fewer_left": ("剩余数量不足，请减为一件。",),
    "token_invalid": ("此令牌在此处现在无效，请重新获取。",),
    "unit_limit_reached": ("每位顾客限购 {most_count} 件。",),
    "profile_merged": ("此顾客档案已合并，请修改合并后的档案。",),
    "profile_anonymised": ("此顾客档案已匿名化，不再保存个人信息。",),
    "identity_taken": ("其中一个联系方式属于另一位顾客。",),
    "too_many_tags": ("一位顾客最多有 {most_count} 个标签。",),
    "merge_forbidden": ("这两份顾客档案现在不能合并或拆分。",),
    "beyond_own": ("您本人在此范围和期限内并不具备以下全部权限：{permissions}。",),
    "to_oneself": ("这须由他人授予您。",),
    "member_removed": ("该人员已被移出团队，请重新邀请。",),
    "member_invited": ("该人员尚未加入。",),
    "email_taken": ("已有团队成员使用此电子邮箱。",),
    "member_came": ("对方已加入团队。",),
    "last_owner": ("这是最后一位在职的所有者，请先指定另一位。",),
    "too_many_grants": ("每人最多有 {most} 项授权，请先终止一项。",),
    "client_removed": ("此客户端已被移除，请另行注册。",),
    "too_many_keys": ("此前仍有 {most} 个密钥有效：请等待，或立即终止它们。",),
    "role_built_in": ("此角色为系统内置，请另建角色。",),
    "brand_in_use": ("还有 {count} 个商品属于此品牌，不能删除。",),
    "brand_archived": ("品牌“{brand}”已归档，不能用于其他商品。",),
    "brand_renamed": ("品牌“{brand}”的名称只能更改写法；如为另一品牌，请新建。",),
    "definitions_differ": (
        "“{attribute}”在类目“{category}”中为 {there}，在本类目中为 {here}：请先使两处定义一致。",
    ),
    "definition_in_use": (
        "有 {count} 个商品的“{attribute}”选用了“{choice}”，此选项须保留。",
        "有 {count} 个商品填写了“{attribute}”，其类型和单位须保留。",
    ),
    "role_in_use": ("有 {count} 名成员持有此角色：请先终止其授权，或更改此角色的权限。",),
    "role_full": ("已有 {most} 名成员持有此角色，已达上限。",),
    "merge_final": ("合并已超过三十天，不能再拆分。",),
}
