"""Values and rules of targeted offers."""
