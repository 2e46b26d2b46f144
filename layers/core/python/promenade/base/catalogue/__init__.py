"""What the shop sells: a tree of categories, products and their SKUs, prices and tags."""
