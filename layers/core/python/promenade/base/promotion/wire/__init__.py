"""Promotions and quotes on the wire."""
