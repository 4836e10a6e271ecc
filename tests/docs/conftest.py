"""Makes the documentation's extension importable, as conf.py does."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "_ext"))
pytest.importorskip("sphinx", reason="the documentation's packages are not installed (extra docs)")
