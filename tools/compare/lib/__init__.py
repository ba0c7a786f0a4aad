"""What `tools/compare/main-job` is made of: one module for each thing that it measures with."""
