"""Documents that go to all vendors between publication and deadline."""
