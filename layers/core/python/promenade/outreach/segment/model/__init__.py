"""Segments: who people are and what they did, as definitions ask for it."""
