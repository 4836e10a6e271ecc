"""The three behaviours of the proofs that the network has used.

| version | graph | index of a PoSt challenge |
|---|---|---|
| 1.0.0 | previous node is the last base parent; expander parents cut to 32 bits | counts over all sectors |
| 1.1.0 | previous node is the first base parent | counts over all sectors |
| 1.2.0 | as 1.1.0 | starts anew for each sector |

Source: rust-fil-proofs storage-proofs-core/src/api_version.rs; proofs-facts sections 4, 5, 6 and 11.
"""

from enum import Enum


class ApiVersion(Enum):
    """Version of the proofs interface, which fixes graph and challenge rules."""

    V1_0_0 = "1.0.0"
    V1_1_0 = "1.1.0"
    V1_2_0 = "1.2.0"
