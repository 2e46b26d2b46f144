"""Base data: what is sold, at which price, from which stock, under which rules, and its reports."""
