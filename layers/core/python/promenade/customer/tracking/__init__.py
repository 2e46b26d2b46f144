"""Tracking: what came of messages, and of whom they were kept from."""
