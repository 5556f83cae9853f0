"""Tests of the tools themselves; `dev lint` runs them."""
