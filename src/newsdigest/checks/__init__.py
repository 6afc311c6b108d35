"""Checks of one text against another: what must be in both, and what stands in one alone."""
