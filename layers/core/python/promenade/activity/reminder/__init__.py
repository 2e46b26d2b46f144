"""Reminders of limited-time discounts and flash sales: who asked to hear that one opens soon."""
