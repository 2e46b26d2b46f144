"""Use cases of prices."""
