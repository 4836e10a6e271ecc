"""PaymentChannelActor: off-chain payments by vouchers, settled on chain."""
