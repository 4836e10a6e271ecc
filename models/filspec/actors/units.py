"""Units: what an integer in the state means. Adding an epoch to an amount is a type error."""

from __future__ import annotations

from typing import NewType

ActorID = NewType("ActorID", int)
"""An actor's number (protocol 0 address): 0 to 99 are system actors, users begin at 100."""

TokenAmount = NewType("TokenAmount", int)
"""An amount in attoFIL; 1 FIL = 10^18 attoFIL."""

Epoch = NewType("Epoch", int)
"""A round of the chain; negative epochs lie before genesis."""

Bytes = NewType("Bytes", int)
"""A size of storage in bytes, after padding; power is measured in it."""

Nonce = NewType("Nonce", int)
"""How many messages an account has had included, or a lane's voucher counter."""

PublicKey = NewType("PublicKey", int)
"""The 48 bytes of a BLS public key, read big-endian."""

Signature = NewType("Signature", int)
"""The 96 bytes of a BLS signature, read big-endian."""

Digest = NewType("Digest", int)
"""The 32 bytes of a hash, read big-endian."""

Commitment = NewType("Commitment", int)
"""The 32 bytes of comm_d, comm_p or comm_r, read little-endian."""

Randomness = NewType("Randomness", int)
"""32 bytes drawn from the chain, read big-endian."""

ProofBytes = NewType("ProofBytes", int)
"""A proof as it travels in a message: its bytes behind a leading one, read big-endian."""

DealID = NewType("DealID", int)
"""A deal's number, given at publication, never used twice."""

SectorNumber = NewType("SectorNumber", int)
"""A sector's number, chosen by its miner, never used twice by that miner."""

SectorID = tuple[ActorID, SectorNumber]
"""A sector of the network: its miner and its number."""

LaneID = NewType("LaneID", int)
"""A lane of a payment channel."""

SYSTEM = ActorID(0)
INIT = ActorID(1)
REWARD = ActorID(2)
CRON = ActorID(3)
POWER = ActorID(4)
MARKET = ActorID(5)
BURNT_FUNDS = ActorID(99)
FIRST_USER = ActorID(100)
