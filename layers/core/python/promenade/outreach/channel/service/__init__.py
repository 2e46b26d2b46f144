"""What staff do with accounts and templates, and how messages are sent."""
