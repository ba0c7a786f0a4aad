"""What `tools/compare/http` measures with: servers, load, and the rival that it builds."""
