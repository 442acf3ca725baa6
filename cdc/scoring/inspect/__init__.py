"""What a declared method will do, from its rules alone, before there is any bid."""
