"""Readers: one module per source format, each a pure function of text."""
