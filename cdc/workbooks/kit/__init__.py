"""What all our workbooks are made of: sheets declare their columns once, and are written and read from that."""
