"""Orders on the wire: HTTP bodies, queue messages and views."""
