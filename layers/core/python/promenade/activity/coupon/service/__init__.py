"""Use cases of coupons."""
