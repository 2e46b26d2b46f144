"""Segments: groups of people by a definition, counted, shown and handed to campaigns."""
