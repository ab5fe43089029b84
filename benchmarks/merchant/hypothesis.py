"""Stands before the test tool: pandera imports it where it is installed, and no merchant has it."""

raise ImportError("a merchant's machine has no test tools")
