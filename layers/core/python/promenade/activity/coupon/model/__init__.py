"""The values and rules of coupons."""
