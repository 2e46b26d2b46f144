"""Orders of other platforms, as they are, turned into ours. No I/O."""
