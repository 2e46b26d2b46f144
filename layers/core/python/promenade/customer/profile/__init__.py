"""Who customers are: how to reach them, what they bought, and what is known of them."""
