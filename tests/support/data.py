"""Real input that is not part of the repository."""

import os
from pathlib import Path

import pytest

from infra.local.template import ROOT

DATA = Path(os.environ.get("PROMENADE_DATA", ROOT.parent / "shared" / "data"))

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there")
ONLINE_RETAIL = tuple(sorted((DATA / "online_retail").glob("*.csv.gz")))
