"""Behaviour in DynamoDB.

| item | pk | sk |
|---|---|---|
| an event has come | `EVENT#<id>` | `-` |
| head | `CUSTOMER#<id>` or `VISITOR#<pseudonym>` | `HEAD` |
| counts of a UTC day | the same | `DAY#<date>`, or `DAY#<date>#<id>` that was a visitor's |
| events of one batch | the same | `LOG#<newest event time>#<first event>` |
| a visitor is the customer's | `CUSTOMER#<id>` | `ANONYMOUS#<pseudonym>` |

A head says whose a visitor is, or that a customer refuses tracking; every write of events is on its
condition. No anonymous id is stored in clear.
"""
