"""What each SKU costs whom and where, who said so, and what may be called its old price."""
