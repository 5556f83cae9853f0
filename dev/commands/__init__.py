"""What can be asked for: one file for each command."""
