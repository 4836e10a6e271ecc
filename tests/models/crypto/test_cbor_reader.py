import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.cbor_reader import CanonicalError, CborReader, Kind


@given(st.integers(0, 2**64 - 1))
def test_the_head_of_a_number_is_that_of_another_implementation(number):
    reader = CborReader(cbor2.dumps(number))

    assert reader.head() == (Kind.UNSIGNED, number)
    assert reader.remaining() == 0


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        ("", "1 bytes are announced at offset 0, 0 are left"),
        ("1801", "not in its shortest form"),
        ("190017", "not in its shortest form"),
        ("19ff", "2 bytes are announced at offset 1, 1 are left"),
        ("1b00000000ffffffff", "not in its shortest form"),
        ("1c", "indefinite or reserved length"),
        ("5f", "indefinite or reserved length"),
        ("f93c00", "is a float"),
        ("f820", "is a float"),
    ],
)
def test_a_head_that_is_not_the_shortest_is_refused(encoded, reason):
    with pytest.raises(CanonicalError, match=reason):
        CborReader(bytes.fromhex(encoded)).head()
