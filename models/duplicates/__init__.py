"""The same project twice: texts, suppliers and quotes that applications share. Reasons to look, never a verdict."""
