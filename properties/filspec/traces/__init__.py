"""Traces: which arrow of the drawing an event is, and the faces a trace can show."""
