"""What golden vectors are about, one subject a file."""
