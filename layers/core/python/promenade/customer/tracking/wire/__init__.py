"""Tracking on the wire."""
