"""Additive daily facts of orders, and the reports that are summed from them."""
