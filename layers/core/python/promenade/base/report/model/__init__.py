"""Facts, the days that hold them, reports and the jobs that make them."""
