"""Offers that only some customers are granted: coupons for so many hours, and invitations."""
