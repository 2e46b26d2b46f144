"""Prices in DynamoDB.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| price book | `BOOK#<id>` | `-` | | |
| register of all books | `BOOKS` | `-` | | |
| all entries of a SKU | `SKU#<sku>` | `PRICES` | | |
| what the catalogue asked for it | `SKU#<sku>` | `LISTING` | | |
| change of a price | `SKU#<sku>` | `CHANGE#<id>` | `CHANGES#<state>` | `<made at>#<id>` |
| job that moves many | `JOB#<id>` | `-` | `JOBS` | `<requested at>#<id>` |
| rows of its file | `JOB#<id>` | `FILE#<part, 3 digits>` | | |
| what a page of it was rehearsed to come to | `JOB#<id>` | `PAGE#<6 digits>` | | |
| adjustment that has begun | `ADJUSTMENT#<id>` | `-` | | |
| line of history | `SKU#<sku>` | `HISTORY#<version of the entries, 12 digits>` | | |
| what was paid in an order | `PAID#<currency>#<sku>` | `<day>#<unit price>#<source>#<number>` | | |
| guard of an order | `ORDER#<source>#<number>` | `-` | | |

Unit prices have 12 digits: a day's lowest one is its first item. Entries of a SKU change on
condition of their version: that no two of a book hold at once is kept by the write. Rehearsed pages
are kept: they are what was agreed to.
"""
