"""Barcodes: a GTIN is the same one in each of its lengths, 12 digits as UPC, 13 as EAN."""

_LENGTHS = (8, 12, 13, 14)


def is_gtin(barcode: str) -> bool:
    """By its length and its last digit, which proves the others."""
    if len(barcode) not in _LENGTHS or not (barcode.isascii() and barcode.isdigit()):
        return False
    weighed = sum(int(each) * (3, 1)[place % 2] for place, each in enumerate(barcode[-2::-1]))
    return (weighed + int(barcode[-1])) % 10 == 0


def barcode_key(barcode: str) -> str:
    """What two spellings of one barcode have in common: of a GTIN its 14 digits."""
    return barcode.zfill(_LENGTHS[-1]) if is_gtin(barcode) else barcode
