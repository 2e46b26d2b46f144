"""Use cases: recording, merging, erasing, suppressing, links."""
