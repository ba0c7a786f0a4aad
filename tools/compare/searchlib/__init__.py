"""What tools/compare/search is made of."""
