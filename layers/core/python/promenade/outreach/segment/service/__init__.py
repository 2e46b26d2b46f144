"""Use cases of segments."""
