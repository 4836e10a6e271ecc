import pytest

from filspec.conformance.field import Field, MalformedVectorError
from filspec.conformance.golden_topics.proof_inputs import api_version, element, node, node_count, node_number
from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import MODULUS


def test_inputs_that_topics_share_are_read():
    assert element(Field(str(MODULUS - 1), "e")) == MODULUS - 1
    assert node(Field("00" * 32, "n")) == bytes(32)
    assert api_version(Field("1.2.0", "v")) is ApiVersion.V1_2_0
    assert node_count(Field(64, "nodes")) == 64
    assert node_number(Field(63, "node"), 64) == 63


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (element, MODULUS, "from 0 to below the modulus"),
        (element, -1, "from 0 to below the modulus"),
        (node, "00", "it should have 32"),
        (api_version, "1.3.0", "one of 1.0.0, 1.1.0, 1.2.0"),
        (node_count, 0, "a number of nodes"),
        (lambda field: node_number(field, 64), 64, "the layer has nodes 0 to 63"),
    ],
)
def test_inputs_out_of_range_are_malformed(read, value, sentence):
    with pytest.raises(MalformedVectorError, match=sentence):
        read(Field(value, "here"))
