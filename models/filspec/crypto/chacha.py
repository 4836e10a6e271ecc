"""ChaCha, the stream cipher that Filecoin uses as a source of reproducible luck.

One function is the cipher: `chacha_block` turns sixteen 32-bit words into sixteen others. Everything else is
how those sixteen words are laid out, and there are two layouts in use:

| layout | words 12, 13 | words 14, 15 | used for |
|---|---|---|---|
| `rand_chacha` | 64-bit block counter | zero | the parents of a node in the depth-robust graph (8 rounds) |
| RFC 8439 (IETF) | 32-bit counter, nonce 0 | nonce 1, 2 | synthetic PoRep challenges (20 rounds) |

A graph needs the parents of millions of nodes, one key for each. So a word may carry many *lanes*: lane `i`
is the 32-bit value at bit `64 * i` of one wide integer. Additions carry into, and rotations spill into, the
32 spare bits between two lanes, and a mask clears them again. The same lines then run the cipher for one key
or for thousands at the price of one.

Source: RFC 8439 sections 2.1 to 2.4; rand_chacha (64-bit counter form).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

WORD_MASK = 0xFFFFFFFF
LANE_BITS = 64
BLOCK_BYTES = 64
KEY_BYTES = 32
IETF_NONCE_BYTES = 12

SIGMA = tuple(int.from_bytes(b"expand 32-byte k"[i : i + 4], "little") for i in range(0, 16, 4))
"""The four constant words that open every state."""

_COLUMNS_AND_DIAGONALS = (
    (0, 4, 8, 12),
    (1, 5, 9, 13),
    (2, 6, 10, 14),
    (3, 7, 11, 15),
    (0, 5, 10, 15),
    (1, 6, 11, 12),
    (2, 7, 8, 13),
    (3, 4, 9, 14),
)


@lru_cache(maxsize=8)
def lane_mask(lanes: int) -> int:
    """Return the integer with all 32 bits set in each of `lanes` lanes."""
    return int.from_bytes(WORD_MASK.to_bytes(LANE_BITS // 8, "little") * lanes, "little")


def chacha_block(state: Sequence[int], rounds: int, lanes: int = 1) -> tuple[int, ...]:
    """Apply the ChaCha block function.

    Args:
        state: Sixteen words: four constants, eight of key, four of counter and nonce.
        rounds: 8, 12 or 20; an even number.
        lanes: How many independent states are interleaved in each word (see the module text).

    Returns:
        Sixteen words of keystream, with the same lanes.

    Raises:
        ValueError: If the state is not sixteen words or the number of rounds is odd.
    """
    if len(state) != 16 or rounds % 2:
        raise ValueError(
            f"a ChaCha state has 16 words and an even number of rounds; got {len(state)} words and {rounds} rounds"
        )
    mask = lane_mask(lanes)
    word = list(state)
    for _ in range(rounds // 2):
        for a, b, c, d in _COLUMNS_AND_DIAGONALS:
            word[a], word[b], word[c], word[d] = _quarter_round(word[a], word[b], word[c], word[d], mask)
    return tuple((mixed + initial) & mask for mixed, initial in zip(word, state, strict=True))


def _quarter_round(a: int, b: int, c: int, d: int, mask: int) -> tuple[int, int, int, int]:
    """Mix four words (RFC 8439 section 2.1)."""
    a = (a + b) & mask
    d ^= a
    d = (d << 16 | d >> 16) & mask
    c = (c + d) & mask
    b ^= c
    b = (b << 12 | b >> 20) & mask
    a = (a + b) & mask
    d ^= a
    d = (d << 8 | d >> 24) & mask
    c = (c + d) & mask
    b ^= c
    b = (b << 7 | b >> 25) & mask
    return a, b, c, d


def words_of(text: bytes) -> tuple[int, ...]:
    """Read bytes as 32-bit little-endian words."""
    return tuple(int.from_bytes(text[i : i + 4], "little") for i in range(0, len(text), 4))


def chacha_words(key: bytes, rounds: int) -> Iterator[int]:
    """Yield the endless 32-bit keystream words of a `rand_chacha` generator.

    Args:
        key: The 32-byte seed.
        rounds: 8 or 20.

    Yields:
        Words in order; a 64-bit draw is two of them, low word first.
    """
    key_words = _key_words(key)
    counter = 0
    while True:
        state = (*SIGMA, *key_words, counter & WORD_MASK, counter >> 32 & WORD_MASK, 0, 0)
        yield from chacha_block(state, rounds)
        counter += 1


def chacha_keystream(key: bytes, nonce: bytes, length: int, *, block_counter: int = 0, rounds: int = 20) -> bytes:
    """Return the first `length` bytes of the IETF keystream from a given block on.

    Args:
        key: The 32-byte key.
        nonce: The 12-byte nonce.
        length: Bytes wanted.
        block_counter: Number of the first 64-byte block.
        rounds: 8 or 20.

    Raises:
        ValueError: If key or nonce has a wrong length, or the 32-bit block counter would overflow.
    """
    if len(nonce) != IETF_NONCE_BYTES:
        raise ValueError(f"an IETF ChaCha nonce has {IETF_NONCE_BYTES} bytes, got {len(nonce)}")
    blocks = -(-length // BLOCK_BYTES)
    if block_counter + blocks > 1 << 32:
        raise ValueError(f"the IETF block counter has 32 bits; {blocks} blocks from block {block_counter} do not fit")
    head, tail = (*SIGMA, *_key_words(key)), words_of(nonce)
    return b"".join(
        word.to_bytes(4, "little")
        for counter in range(block_counter, block_counter + blocks)
        for word in chacha_block((*head, counter, *tail), rounds)
    )[:length]


def _key_words(key: bytes) -> tuple[int, ...]:
    """Check the length of a key and read its eight words."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a ChaCha key has {KEY_BYTES} bytes, got {len(key)}")
    return words_of(key)
