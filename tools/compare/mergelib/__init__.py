"""What `tools/compare/merge` is made of: one module for each thing that it measures with."""
