"""Bad input is found before anything long begins, and said in one sentence that helps."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.cli.errors import BadInput
from filspec.cli.inputs import LARGEST_SEED, SMALLEST_SEED, check_seed, content_of, sample


@given(st.integers(-(2**63), 2**63 - 1))
def test_any_integer_of_64_bits_is_a_seed(seed: int) -> None:
    assert check_seed(seed) is None  # type: ignore[func-returns-value]


@given(st.integers(max_value=SMALLEST_SEED - 1) | st.integers(min_value=LARGEST_SEED + 1))
def test_no_other_integer_is_a_seed(seed: int) -> None:
    with pytest.raises(BadInput, match="is no integer of 64 bits: give one from -9223372036854775808 to"):
        check_seed(seed)


@given(st.binary(min_size=1, max_size=100))
def test_a_file_is_read_as_it_is(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("file") / "stored"
    path.write_bytes(content)
    assert content_of(path) == content


def test_without_a_file_there_is_a_sample_longer_than_a_sector() -> None:
    assert content_of(None) == sample()
    assert len(sample()) > 2032


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot read .*missing: no such file or directory; check its name and rights"):
        content_of(tmp_path / "missing")


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="it is a directory; give one file, or an archive of the directory"):
        content_of(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(BadInput, match="it is empty, and a piece has at least one byte; give a file with content"):
        content_of(tmp_path / "empty")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secret").chmod(0)
    with pytest.raises(BadInput, match="permission denied; check its name and rights"):
        content_of(tmp_path / "secret")


def test_what_is_no_file_at_all() -> None:
    with pytest.raises(BadInput, match="it is no regular file; give a file on a disk"):
        content_of(Path("/dev/zero"))
