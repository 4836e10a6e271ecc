"""The actors of the chain, in the provable subset: what is written here is run, explored and proved."""
