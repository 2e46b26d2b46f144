"""Why a promotion or a code counts or does not: stable words for machines."""

from enum import StrEnum


class Reason(StrEnum):
    # An enum's own hash is a call in Python; a reason is looked up for every promotion.
    __hash__ = str.__hash__

    APPLIED = "applied"
    PAUSED = "paused"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    OUTSIDE_SLOT = "outside_slot"
    WRONG_CHANNEL = "wrong_channel"
    WRONG_AUDIENCE = "wrong_audience"
    CUSTOMER_UNKNOWN = "customer_unknown"
    WRONG_DESTINATION = "wrong_destination"
    DESTINATION_UNKNOWN = "destination_unknown"
    POSTCODE_UNKNOWN = "postcode_unknown"
    WRONG_CARRIER = "wrong_carrier"
    CARRIER_UNKNOWN = "carrier_unknown"
    WRONG_PAYMENT_METHOD = "wrong_payment_method"
    PAYMENT_METHOD_UNKNOWN = "payment_method_unknown"
    COUPON_REQUIRED = "coupon_required"
    COUPON_NOT_STARTED = "coupon_not_started"
    COUPON_EXPIRED = "coupon_expired"
    COUPON_LIMIT_REACHED = "coupon_limit_reached"
    COUPON_BUYER_LIMIT_REACHED = "coupon_buyer_limit_reached"
    COUPON_UNKNOWN = "coupon_unknown"
    OTHER_CURRENCY = "other_currency"
    LIMIT_REACHED = "limit_reached"
    BUYER_LIMIT_REACHED = "buyer_limit_reached"
    TOO_MANY_UNITS = "too_many_units"
    BUDGET_EXHAUSTED = "budget_exhausted"
    BUDGET_INSUFFICIENT = "budget_insufficient"
    NO_MATCHING_LINE = "no_matching_line"
    ORDER_TYPE_BARS = "order_type_bars"
    BELOW_THRESHOLD = "below_threshold"
    ABOVE_MAXIMUM = "above_maximum"
    WEIGHT_UNKNOWN = "weight_unknown"
    EXCLUDED_ITEM = "excluded_item"
    INCOMPLETE_SET = "incomplete_set"
    UNITS_TAKEN = "units_taken"
    GIFT_OUT_OF_STOCK = "gift_out_of_stock"
    NOT_DUE = "not_due"
    STOCK_UNKNOWN = "stock_unknown"
    GOODS_EXPIRED = "goods_expired"
    NOTHING_TO_GIVE = "nothing_to_give"
    NO_HEADROOM = "no_headroom"
    FLOOR_REACHED = "floor_reached"
    NOT_CHEAPER = "not_cheaper"
    LOST_TO = "lost_to"
    EXCLUSIVE_WINS = "exclusive_wins"
    NOT_WITH = "not_with"
    STOPPED = "stopped"


# Python 3.11 makes a call to reach an enum's member; this one is reached for every promotion.
APPLIED = Reason.APPLIED
