"""The staff: who works here, and what each may do."""
