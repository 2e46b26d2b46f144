"""Files of products in S3, each behind a link that is signed when somebody asks for it."""

from hashlib import sha256

from promenade.kit.config import setting
from promenade.kit.files import Files


class S3ExportStore:
    def __init__(self) -> None:
        self._files = Files(setting("REPORT_BUCKET"))

    def put(self, name: str, media_type: str, content: bytes) -> str:
        """A link to it: whoever has it can read the file, for a minute. What is the same is kept
        once."""
        key = f"exports/products/{sha256(content).hexdigest()}/{name}"
        self._files.put(key, content, media_type)
        return self._files.link(key, name)
