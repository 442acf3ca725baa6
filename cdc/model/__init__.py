"""What a specification, a document, a tender, a bid and a ranking are: frozen values, no input or output."""
