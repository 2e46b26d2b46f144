"""Who changed what and when, with before and after: appended, never altered."""
