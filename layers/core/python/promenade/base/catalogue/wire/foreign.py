"""What the columns of a file hold, by example; which columns of other systems' exports they are."""

from promenade.kit.headers import Foreign

EXAMPLES = {
    "product": "MUG",
    "sku": "MUG-S",
    "title": "Celadon mug",
    "category": "tableware",
    "brand": "Shanjin",
    "tags": "gift;new",
    "barcode": "4006381333931",
    "list_price_minor": "4500 (45.00)",
    "sale_price_minor": "4200 (42.00)",
}

WOOCOMMERCE = Foreign(
    "WooCommerce",
    frozenset({"regular price", "visibility in catalog"}),
    {
        "parent": "product",
        "name": "title",
        "categories": "category",
        "regular price": "list_price_minor",
        "sale price": "sale_price_minor",
    },
)
SHOPIFY = Foreign(
    "Shopify",
    frozenset({"handle", "variant sku"}),
    {
        "handle": "product",
        "variant sku": "sku",
        "type": "category",
        "vendor": "brand",
        "variant barcode": "barcode",
        "variant compare at price": "list_price_minor",
        "variant price": "sale_price_minor",
    },
)
