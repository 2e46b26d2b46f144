"""Reminders of limited-time discounts: who asked to hear that one opens soon."""
