"""What the parameters of our paths are, by name: `{sku}` means the same in every route."""

from promenade.contracts.orders import NAME
from promenade.kit.codes import CODE, SLUG, code
from promenade.kit.http.paths import Parameter, Paths
from promenade.kit.ids import ID

_CODE = Parameter(
    CODE, "A code is 1 to 64 of A-Z 0-9 . _ - and starts with a letter or digit.", form=code
)
_ID = Parameter(ID, "Send the id as it was told: 1 to 64 letters, digits, _ or -.")
_NAME = Parameter(NAME, "Send 1 to 64 letters, digits, dots, _ or -.")
_SLUG = Parameter(SLUG, "A slug is 1 to 64 of a-z 0-9, in words joined by single hyphens.")

PATHS: Paths = {
    "category_id": _SLUG,
    "format": Parameter("^(html|json|csv|xlsx)$", "Send html, json, csv or xlsx."),
    "number": _NAME,
    "product_id": _CODE,
    "promotion_id": _ID,
    "report_id": _ID,
    "sku": _CODE,
    "source": _NAME,
    "submission_id": _ID,
}
