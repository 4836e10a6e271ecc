"""Field elements, Fr32 padding and the test generator (proofs-facts section 1)."""

import re
from collections.abc import Callable

from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Field, Json
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.conformance.xorshift import XorShift128
from filspec.proofs.fr import encode_fr, is_canonical
from filspec.proofs.fr32 import pad, unpad

GENERATOR = "XorShift128 (rand_xorshift)"
_OCTETS = re.compile(r"(\d{1,6}) x u8")


@computes("fr32_pad")
def fr32_pad(vector: Vector) -> Computed:
    """Pad data; the prefix and the single bytes are those that are stated."""
    payload = vector.inputs["data_hex"].octets()
    padded = pad(payload)
    assert unpad(padded)[: len(payload)] == payload, "unpadding does not give the data back"
    prefix = vector.stated("prefix_hex")
    places = vector.stated("bytes")
    return {
        "length": len(padded),
        "prefix_hex": padded.hex()[: len(prefix) if isinstance(prefix, str) else None],
        "bytes": {place: _byte(padded, place) for place in places} if isinstance(places, dict) else {},
    }


@computes("bytes_into_fr")
def bytes_into_fr(vector: Vector) -> Computed:
    """Tell whether bytes are a field element."""
    return {"valid": is_canonical(vector.inputs["le_hex"].octets())}


@computes("xorshift_draws")
def xorshift_draws(vector: Vector) -> Computed:
    """Draw from the test generator; the outcomes are named in the order of the draws."""
    inputs = vector.inputs
    if inputs["rng"].text() != GENERATOR:
        raise UnsupportedError(f"no generator {inputs['rng'].text()!r}")
    generator = XorShift128(inputs["seed_hex"].octets(16))
    drawn = [_draw(generator, rule) for rule in inputs["draws"]]
    return dict(zip(vector.expected, drawn, strict=False))


def _byte(padded: bytes, place: str) -> Json:
    """Return the byte at a place written in decimal, or None beyond the end."""
    at = Field(place, "expected.bytes").count()
    return padded[at] if at < len(padded) else None


def _draw(generator: XorShift128, rule: Field) -> Json:
    """Draw once by a rule."""
    draws: dict[str, Callable[[], Json]] = {
        "Fr": lambda: encode_fr(generator.field_element()).hex(),
        "u64": generator.u64,
        "u32": generator.u32,
    }
    if rule.text() in draws:
        return draws[rule.text()]()
    octets = _OCTETS.fullmatch(rule.text())
    if octets is None:
        raise UnsupportedError(f"no rule for the draw {rule.text()!r}")
    return generator.octets(int(octets[1])).hex()
