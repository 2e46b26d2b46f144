"""Who may do what: permissions, the staff roles that hold them, the scopes clients may get."""

from enum import StrEnum

from promenade.kit.http.auth import Access


class Permission(StrEnum):
    AUDIT_READ = "audit:read"
    BEHAVIOUR_ERASE = "behaviour:erase"
    BEHAVIOUR_READ = "behaviour:read"
    BEHAVIOUR_WRITE = "behaviour:write"
    CAMPAIGN_APPROVE = "campaign:approve"
    CAMPAIGN_PUBLISH = "campaign:publish"
    CAMPAIGN_READ = "campaign:read"
    CAMPAIGN_WRITE = "campaign:write"
    CATALOGUE_APPROVE = "catalogue:approve"
    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_WRITE = "catalogue:write"
    CHANNEL_MANAGE = "channel:manage"
    CHANNEL_READ = "channel:read"
    CONSENT_CHOOSE = "consent:choose"
    CONSENT_ERASE = "consent:erase"
    CONSENT_LIFT = "consent:lift"
    CONSENT_READ = "consent:read"
    CONSENT_RECORD = "consent:record"
    CONSENT_SUPPRESS = "consent:suppress"
    COUPON_APPROVE = "coupon:approve"
    COUPON_CLAIM = "coupon:claim"
    COUPON_GIVE = "coupon:give"
    COUPON_ISSUE = "coupon:issue"
    COUPON_PUBLISH = "coupon:publish"
    COUPON_READ = "coupon:read"
    COUPON_WRITE = "coupon:write"
    FLASH_SALE_APPROVE = "flash_sale:approve"
    FLASH_SALE_PUBLISH = "flash_sale:publish"
    FLASH_SALE_READ = "flash_sale:read"
    FLASH_SALE_WRITE = "flash_sale:write"
    INBOX_OWN = "inbox:own"
    JOURNEY_READ = "journey:read"
    MESSAGE_APPROVE = "message:approve"
    MESSAGE_READ = "message:read"
    MESSAGE_WRITE = "message:write"
    ORDER_CONNECT = "order:connect"
    ORDER_MANAGE = "order:manage"
    ORDER_PLACE = "order:place"
    ORDER_READ = "order:read"
    ORDER_WRITE = "order:write"
    PERSONAL_READ = "personal:read"
    PRICE_APPROVE = "price:approve"
    PRICE_READ = "price:read"
    PRICE_WRITE = "price:write"
    PROFILE_MANAGE = "profile:manage"
    PROFILE_OWN = "profile:own"
    PROFILE_READ = "profile:read"
    PROFILE_SCORE = "profile:score"
    PROFILE_TAG = "profile:tag"
    PROFILE_WRITE = "profile:write"
    PROMOTION_APPROVE = "promotion:approve"
    PROMOTION_PUBLISH = "promotion:publish"
    PROMOTION_READ = "promotion:read"
    PROMOTION_WRITE = "promotion:write"
    QUOTE_CREATE = "quote:create"
    QUOTE_SIMULATE = "quote:simulate"
    REMINDER_ASK = "reminder:ask"
    REPORT_BUILD = "report:build"
    REPORT_READ = "report:read"
    SEGMENT_READ = "segment:read"
    SEGMENT_WRITE = "segment:write"
    STAFF_MANAGE = "staff:manage"
    STAFF_OWN = "staff:own"
    STAFF_READ = "staff:read"
    STOCK_READ = "stock:read"
    STOCK_RESERVE = "stock:reserve"
    STOCK_WRITE = "stock:write"
    TARGETED_OFFER_GRANT = "targeted_offer:grant"
    TARGETED_OFFER_PUBLISH = "targeted_offer:publish"
    TARGETED_OFFER_READ = "targeted_offer:read"
    TARGETED_OFFER_TAKE = "targeted_offer:take"
    TARGETED_OFFER_WRITE = "targeted_offer:write"
    TRACKING_READ = "tracking:read"
    TRACKING_WRITE = "tracking:write"


P = Permission

ROLES: dict[str, frozenset[str]] = {
    "owner": frozenset(Permission),
    "marketer": frozenset(
        {
            P.BEHAVIOUR_READ,
            P.CAMPAIGN_APPROVE,
            P.CAMPAIGN_PUBLISH,
            P.CAMPAIGN_READ,
            P.CAMPAIGN_WRITE,
            P.CATALOGUE_APPROVE,
            P.CATALOGUE_READ,
            P.CATALOGUE_WRITE,
            P.CHANNEL_READ,
            P.CONSENT_READ,
            P.CONSENT_SUPPRESS,
            P.COUPON_APPROVE,
            P.COUPON_ISSUE,
            P.COUPON_PUBLISH,
            P.COUPON_READ,
            P.COUPON_WRITE,
            P.FLASH_SALE_APPROVE,
            P.FLASH_SALE_PUBLISH,
            P.FLASH_SALE_READ,
            P.FLASH_SALE_WRITE,
            P.JOURNEY_READ,
            P.MESSAGE_APPROVE,
            P.MESSAGE_READ,
            P.MESSAGE_WRITE,
            P.PRICE_APPROVE,
            P.PRICE_READ,
            P.PRICE_WRITE,
            P.PROFILE_READ,
            P.PROFILE_SCORE,
            P.PROFILE_TAG,
            P.PROMOTION_APPROVE,
            P.PROMOTION_PUBLISH,
            P.PROMOTION_READ,
            P.PROMOTION_WRITE,
            P.QUOTE_CREATE,
            P.QUOTE_SIMULATE,
            P.REPORT_BUILD,
            P.REPORT_READ,
            P.SEGMENT_READ,
            P.SEGMENT_WRITE,
            P.STOCK_READ,
            P.STOCK_WRITE,
            P.TARGETED_OFFER_GRANT,
            P.TARGETED_OFFER_PUBLISH,
            P.TARGETED_OFFER_READ,
            P.TARGETED_OFFER_WRITE,
            P.TRACKING_READ,
            P.TRACKING_WRITE,
        }
    ),
    "analyst": frozenset(
        {
            P.BEHAVIOUR_READ,
            P.CAMPAIGN_READ,
            P.CATALOGUE_READ,
            P.COUPON_READ,
            P.FLASH_SALE_READ,
            P.JOURNEY_READ,
            P.MESSAGE_READ,
            P.ORDER_READ,
            P.PRICE_READ,
            P.PROFILE_READ,
            P.PROMOTION_READ,
            P.REPORT_BUILD,
            P.REPORT_READ,
            P.SEGMENT_READ,
            P.TARGETED_OFFER_READ,
            P.TRACKING_READ,
            P.TRACKING_WRITE,
        }
    ),
    "support": frozenset(
        {
            P.BEHAVIOUR_ERASE,
            P.BEHAVIOUR_READ,
            P.CAMPAIGN_READ,
            P.CATALOGUE_READ,
            P.CONSENT_LIFT,
            P.CONSENT_READ,
            P.CONSENT_RECORD,
            P.CONSENT_SUPPRESS,
            P.COUPON_ISSUE,
            P.COUPON_READ,
            P.FLASH_SALE_READ,
            P.JOURNEY_READ,
            P.MESSAGE_READ,
            P.ORDER_MANAGE,
            P.ORDER_READ,
            P.PERSONAL_READ,
            P.PROFILE_MANAGE,
            P.PROFILE_READ,
            P.PROFILE_TAG,
            P.PROFILE_WRITE,
            P.STOCK_READ,
            P.TARGETED_OFFER_GRANT,
            P.TARGETED_OFFER_READ,
        }
    ),
}

SHOPPER: frozenset[str] = frozenset(
    {
        P.BEHAVIOUR_WRITE,
        P.CATALOGUE_READ,
        P.CONSENT_CHOOSE,
        P.COUPON_CLAIM,
        P.INBOX_OWN,
        P.ORDER_PLACE,
        P.PROFILE_OWN,
        P.QUOTE_CREATE,
        P.REMINDER_ASK,
        P.TARGETED_OFFER_TAKE,
    }
)

SCOPES: frozenset[str] = frozenset(
    {
        P.BEHAVIOUR_WRITE,
        P.CATALOGUE_READ,
        P.CONSENT_READ,
        P.CONSENT_RECORD,
        P.CONSENT_SUPPRESS,
        P.COUPON_GIVE,
        P.ORDER_PLACE,
        P.ORDER_READ,
        P.ORDER_WRITE,
        P.PROFILE_TAG,
        P.PROFILE_WRITE,
        P.QUOTE_CREATE,
        P.STOCK_READ,
        P.STOCK_RESERVE,
    }
)

ACCESS = Access(
    roles=ROLES,
    shopper=SHOPPER,
    scopes=SCOPES,
    told=frozenset({"channel", "groups", "new_buyer"}),
    staff=frozenset({P.STAFF_OWN}),
)
