"""Use cases of reports: fold orders, settle days, build what was asked for."""
