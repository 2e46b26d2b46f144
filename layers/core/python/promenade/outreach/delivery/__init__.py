"""Delivery: the one gate of all messages, and what became of each (N20)."""
