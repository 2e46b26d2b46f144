"""Coupons on the wire."""
