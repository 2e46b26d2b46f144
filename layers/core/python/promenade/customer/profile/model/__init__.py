"""Values and rules of profiles."""
