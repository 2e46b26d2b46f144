"""Use cases of flash sales."""
