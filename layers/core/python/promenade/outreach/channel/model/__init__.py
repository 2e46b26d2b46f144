"""What accounts and templates are, and what becomes of their texts."""
