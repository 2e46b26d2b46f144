"""Shops on other platforms in DynamoDB.

| item | pk | sk |
|---|---|---|
| a connected shop | `CONNECTION#<platform>#<shop>` | `-` |

Its secrets are in `sealed` alone, which neither the stream nor the audit trail tells of.
"""

import msgspec

from promenade.contracts.orders import ShopConnected
from promenade.customer.order.model.connection import Connection, Platform
from promenade.customer.order.service.connections import Sealed
from promenade.customer.order.store import OrderRecord
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.stamp import Stamp

_connection_of = msgspec.json.Decoder(Connection)


class DynamoConnectionStore:
    def add_connection(self, sealed: Sealed, stamp: Stamp) -> Connection:
        return _connection_of.decode(dynamo_requests.add(_record(sealed, stamp), stamp))

    def find_connection(self, platform: Platform, shop: str) -> tuple[Sealed, str] | None:
        record = dynamo.find(OrderRecord, _key(platform, shop), "-", consistent=True)
        if record is None:
            return None
        return Sealed(_read(record), record.sealed), record.fingerprint

    def set_connection(self, sealed: Sealed, stamp: Stamp) -> Connection:
        return _read(dynamo.replace(_record(sealed, stamp)))


def _key(platform: Platform, shop: str) -> str:
    return f"CONNECTION#{platform}#{shop}"


def _read(record: OrderRecord) -> Connection:
    return _connection_of.decode(record.body)


def _record(sealed: Sealed, stamp: Stamp) -> OrderRecord:
    connection = sealed.connection
    return OrderRecord(
        _key(connection.platform, connection.shop),
        "-",
        version=connection.version,
        body=msgspec.json.encode(connection).decode(),
        sealed=sealed.secrets,
    ).stamped(stamp, ShopConnected)
