"""The module outreach."""
