"""What people send and see, and what providers are told and tell."""
