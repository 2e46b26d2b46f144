"""The catalogue in DynamoDB.

| item | pk | sk |
|---|---|---|
| category | `CATEGORIES` | `<id>` |
| what is in it, while it is there | `CATEGORY#<id>` | `USE` |
| what attributes its products have, how many have which | `CATEGORY#<id>` | `ATTRIBUTES` |
| how often attributes were defined, or a category moved | `DEFINITIONS` | `-` |
| brand | `BRANDS` | `<name, folded>` |
| how many products are of it, while it is there | `BRAND#<name, folded>` | `USE` |
| tag on the register | `TAGS` | `<tag>` |
| the rules that give tags, how far products have them | `RULES` | `-` |
| product | `PRODUCT#<id>` | `-` |
| one of its revisions | `PRODUCT#<id>` | `REVISION#<nine digits>` |
| offer of a SKU | `SKU#<code>` | `-` |
| carrier of a barcode | `BARCODE#<store>#<barcode, a GTIN as 14 digits>` | `-` |
| place in the listing of all products | `PRODUCTS` | `<category>/<subcategory>/…/#<product>` |
| place in a tag's listing | `TAG#<tag>` | the same |
| where it is in the index | see `search.py` | |
| picture that is kept | `PICTURE#<id>` | `-` |
| import of a file | `IMPORT#<id>` | `-` |
| place among all imports | `IMPORTS` | `<when it was announced>#<id>` |
| export to a file, and its place | `EXPORT#<id>`, `EXPORTS` | as those of imports |
| feed, and how its files fare | `FEED#<id>` | `-`, `PROGRESS` |
| place among all feeds | `FEEDS` | `<id>` |
| how many feeds there are | `FEEDS` | `#USE` |
| what a call made first | `REQUEST#<id>` | `-` |

A category's products, with those below it, are the keys that begin with its path. A category
with anything in it neither moves nor goes, so these keys stay true. Its USE item counts children
and products; whatever enters or leaves counts in its own transaction, and the item's presence
and path, and that it is not archived, are what entering depends on. A brand's USE item is like it.
Values of attributes are counted beside their definitions, by the write that counts them in only
while the definitions are those that it was checked by.
"""

from promenade.base.catalogue.store.brands import DynamoBrandStore
from promenade.base.catalogue.store.categories import DynamoCategoryStore
from promenade.base.catalogue.store.definitions import DynamoDefinitionStore
from promenade.base.catalogue.store.products import DynamoProductStore
from promenade.base.catalogue.store.tags import DynamoTagStore


class DynamoCatalogueStore(
    DynamoBrandStore,
    DynamoCategoryStore,
    DynamoDefinitionStore,
    DynamoProductStore,
    DynamoTagStore,
):
    """Brands, categories, their attributes, tags and products, in one table."""
