"""The participants that live off the chain, one file each, with the names of the drawing; and nodes made of them."""
