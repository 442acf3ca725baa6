"""How a page is made: a tree of blocks printed as HTML, PDF, Word or Markdown."""
