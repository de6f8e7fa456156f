"""Scores of what models read and answer, one idea a file; no score knows a model."""
