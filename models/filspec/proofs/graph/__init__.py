"""The stacked graph of SDR: depth-robust edges inside a layer, expander edges between layers."""
