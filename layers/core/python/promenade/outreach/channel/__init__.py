"""Channels: by which accounts messages go out, and by which templates they are made."""
