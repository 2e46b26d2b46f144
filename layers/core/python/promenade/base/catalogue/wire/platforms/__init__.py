"""Products as other shop systems export them: a table each, and how its variants inherit."""
