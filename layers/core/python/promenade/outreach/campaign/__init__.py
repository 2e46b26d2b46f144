"""Campaigns: what is sent to whom and when, reviewed, launched in time and followed to the end."""
