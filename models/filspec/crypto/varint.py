"""Unsigned LEB128 integers as multiformats and Filecoin write them: seven bits a byte, the lowest first.

Every number has exactly one accepted form, the shortest, of at most nine bytes (63 bits): an over-long zero such as
`80 00` is refused, because two spellings of one address or one CID would be two different map keys.

Source: multiformats unsigned-varint specification; proofs-facts sections 3, 4 and 16.
"""

MAX_VARINT_BYTES = 9
MAX_VARINT = (1 << 63) - 1


class VarintError(ValueError):
    """The bytes or the number have no place in the shortest unsigned LEB128 form."""


def encode_varint(number: int) -> bytes:
    """Write a number from 0 to 2^63 - 1 in its shortest form.

    Raises:
        VarintError: if the number is negative or too large.
    """
    if not 0 <= number <= MAX_VARINT:
        raise VarintError(f"{number} is outside 0..2^63-1; a varint carries 63 bits at most")
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)


def decode_varint(encoded: bytes, start: int = 0) -> tuple[int, int]:
    """Read one number and return it with the offset of the first byte after it.

    Raises:
        VarintError: if the bytes end early, exceed nine, or are not the shortest form.
    """
    number = 0
    for position, byte in enumerate(encoded[start : start + MAX_VARINT_BYTES]):
        number |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            if byte == 0 and position > 0:
                raise VarintError(f"the varint at offset {start} ends in a zero byte; use the shortest form")
            return number, start + position + 1
    raise VarintError(f"the varint at offset {start} does not end within {MAX_VARINT_BYTES} bytes or the input")
