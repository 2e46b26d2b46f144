"""Use cases of behaviour."""
