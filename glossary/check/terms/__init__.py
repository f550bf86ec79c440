"""Terms of segments and their renderings in the translations."""
