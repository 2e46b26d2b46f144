"""Coupons: templates that staff agree on, and what customers get by them."""
