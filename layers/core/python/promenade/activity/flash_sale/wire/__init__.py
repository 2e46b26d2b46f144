"""Flash sales on the wire."""
