"""Deciding, sending, and telling what became of it."""
