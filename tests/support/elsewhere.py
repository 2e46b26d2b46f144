"""Golden samples that a deployed stack answers otherwise, each group with its why."""

ELSEWHERE = {
    "base/http/catalogue_pictures.announce_picture",
    "customer/http/order_payment_api.open_payment",
}
"""What answers where its payment gateway, or its file store, is."""

ELSEWHERE |= {
    "base/http/staff_accounts.invite_staff_again",
    "base/http/staff_accounts.reset_second_factor",
}
"""What takes an account of the pool away that others sign in with: `test_staff.py` plays it."""

ELSEWHERE |= {
    "activity/http/coupon_codes.read_codes",
    "activity/http/coupon_export.export_batch",
    "activity/http/coupon_export.export_coupons",
    "activity/http/coupon_redeem.redeem_code",
    "customer/http/order_export_api.export_orders",
}
"""Text with codes, which are keyed by a secret of each deployment, or with names made there."""

ELSEWHERE |= {
    "activity/http/coupon_void_codes.void_batch",
    "activity/http/coupon_void_codes.void_batch-unmade",
    "activity/http/targeted_offer_grants.request_grants",
    "activity/http/targeted_offer_statistics.get_grant_list",
    "base/http/price_job_approvals.approve_job",
    "base/http/price_job_approvals.reject_job",
    "base/http/price_job_control.cancel_job",
    "base/http/price_job_control.retry_job",
    "base/http/price_job_control.submit_job",
    "base/http/price_jobs.get_job",
    "base/http/price_jobs.list_jobs",
    "base/http/stock_control.list_faults",
    "customer/http/order_refund_api.list_refused_payouts",
    "customer/http/order_refund_api.retry_payouts",
    "customer/http/order_search_api.list_order_faults",
    "outreach/http/segment_estimates.estimate_segment",
    "outreach/http/segment_export.export_members",
    "customer/http/tracking_effects.compare_campaigns",
    "customer/http/tracking_effects.compare_campaigns-sheet",
    "customer/http/tracking_effects.get_effect",
    "customer/http/tracking_effects.list_credited_orders",
}
"""What goes by how far a queue's worker has come."""

ELSEWHERE |= {
    "activity/http/flash_sale_claim.order_from_flash_sale",
    "activity/http/flash_sale_page.get_flash_sale",
    "activity/http/flash_sale_page.give_flash_sale_token",
    "activity/http/flash_sale_shop.open_flash_sale_page",
    "activity/http/flash_sale_statistics.get_flash_sale_statistics",
    "customer/http/order_shopper_api.cancel_own_order-claimed",
}
"""What goes by a token that is good for a minute, or counts seconds: the story plays it."""

ELSEWHERE |= {
    "activity/http/coupon_versions.compare_template_versions",
    "activity/http/flash_sale_control.end_flash_sale",
    "customer/http/profile_api.get_profile",
    "customer/http/profile_list.list_profiles",
    "outreach/http/campaign_api.draft_campaign",
    "outreach/http/campaign_api.draft_campaign-ready",
    "outreach/http/campaign_api.draft_campaign-spring",
    "outreach/http/campaign_api.edit_campaign",
    "outreach/http/campaign_api.get_campaign",
    "outreach/http/campaign_api.list_campaigns",
    "outreach/http/campaign_control.cancel_campaign",
    "outreach/http/campaign_control.copy_campaign",
    "outreach/http/campaign_control.pause_campaign",
    "outreach/http/campaign_control.resume_campaign",
    "outreach/http/campaign_outlook.estimate_campaign",
    "outreach/http/campaign_outlook.list_campaign_runs",
    "outreach/http/campaign_outlook.show_campaign_calendar",
    "outreach/http/campaign_previews.preview_campaign",
    "outreach/http/campaign_reviews.approve_campaign",
    "outreach/http/campaign_reviews.reject_campaign",
    "outreach/http/campaign_reviews.submit_campaign",
    "outreach/http/campaign_reviews.withdraw_campaign",
    "outreach/http/delivery_api.list_decisions_of_campaign",
    "outreach/http/journey_api.list_travellers",
}
"""What differs by its instants too where time passes, or is asked of what does."""

ELSEWHERE |= {"base/http/audit_api.list_records", "base/http/audit_api.list_records-chain"}
"""What has its place behind whatever others have done: `test_deployment` asks for it."""

ELSEWHERE |= {
    "outreach/http/delivery_tests.send_message_test",
    "outreach/http/delivery_tests.send_message_test-campaign",
}
"""What goes to a telephone that members of the deployed staff have not confirmed."""

ELSEWHERE |= {"base/http/catalogue_import_jobs.get_import"}
"""What leads to where the file store is."""

ELSEWHERE |= {
    "base/http/catalogue_export_jobs.get_export",
    "base/http/catalogue_export_jobs.list_exports",
    "base/http/catalogue_export_jobs.open_export",
}
"""What is written meanwhile."""

ELSEWHERE |= {"outreach/http/message_previews.preview_message"}
"""What counts the letters of links to where the API is."""

ELSEWHERE |= {"outreach/http/segment_api.list_segments"}
"""What comes in the order of ids that are made there."""

ELSEWHERE |= {
    "activity/http/behaviour_histories.list_events",
    "activity/http/flash_sale_draws.list_flash_sale_positions",
    "activity/http/flash_sale_queue.get_flash_sale_spot",
    "activity/http/flash_sale_queue.join_flash_sale_queue",
    "activity/http/flash_sale_queue.list_flash_sale_draws",
    "activity/http/targeted_offer_grants.give_bonus",
    "activity/http/targeted_offer_share.accept_share",
    "activity/http/targeted_offer_share.share_offer",
    "customer/http/tracking_link_sets.make_links",
    "customer/http/tracking_links.fetch_picture",
    "customer/http/tracking_links.follow_link",
    "customer/http/tracking_links.look_at_link",
    "customer/http/tracking_links.look_at_picture",
    "outreach/http/channel_receipts.confirm_receipts",
    "outreach/http/channel_receipts.take_receipts",
    "outreach/http/consent_api.get_consents",
    "outreach/http/consent_links.make_unsubscribe_link",
    "outreach/http/consent_people.merge_consents",
    "outreach/http/consent_suppressions.lift_suppression",
    "outreach/http/consent_suppressions.list_suppressions",
    "outreach/http/consent_suppressions.suppress",
    "outreach/http/consent_unsubscribe.look_at_preferences_page",
    "outreach/http/consent_unsubscribe.look_at_unsubscribe_page",
    "outreach/http/consent_unsubscribe.open_preferences_page",
    "outreach/http/consent_unsubscribe.open_unsubscribe_page",
    "outreach/http/consent_unsubscribe.unsubscribe",
    "outreach/http/consent_unsubscribe.unsubscribe_by_channel",
}
"""What is drawn, or proven, by a secret of each deployment."""

ELSEWHERE |= {
    "activity/http/flash_sale_review.approve_flash_sale-queue",
    "activity/http/flash_sale_review.submit_flash_sale-queue",
    "activity/http/flash_sale_schedule.schedule_flash_sale-queue",
    "activity/http/reminder_api.ask_for_sale_reminder",
    "activity/http/reminder_api.drop_sale_reminder",
    "activity/http/reminder_api.list_own_reminders",
}
"""What has to be done before half past one in the afternoon: a sale with a queue is short."""

ELSEWHERE |= {
    "activity/http/reminder_api.ask_for_reminder",
    "activity/http/reminder_api.drop_reminder",
    "base/http/promotion_limited_time.get_limited_discount",
    "base/http/promotion_limited_time.list_limited_discounts",
}
"""What is open from 17:40 to 20:00 of each day, and upcoming before."""
