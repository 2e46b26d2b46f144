"""Personal data at rest: sealed by KMS, under a context that says what it belongs to."""

from collections.abc import Mapping

from promenade.kit import aws


class Vault:
    def __init__(self, key_id: str) -> None:
        self._key_id = key_id

    def seal(self, content: bytes, context: Mapping[str, str]) -> bytes:
        """`content` has at most 4,096 bytes. The context is not secret; opening needs the same."""
        with aws.answering("The key service"):
            answer = aws.client("kms").encrypt(
                KeyId=self._key_id, Plaintext=content, EncryptionContext=dict(context)
            )
        sealed: bytes = answer["CiphertextBlob"]
        return sealed

    def open(self, sealed: bytes, context: Mapping[str, str]) -> bytes:
        with aws.answering("The key service"):
            answer = aws.client("kms").decrypt(
                KeyId=self._key_id, CiphertextBlob=sealed, EncryptionContext=dict(context)
            )
        content: bytes = answer["Plaintext"]
        return content
