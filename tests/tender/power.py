"""The power goes at any call that touches the disk."""

import os


class PowerCutError(BaseException):
    """The machine stops here."""


def stop_at(monkeypatch, stop):
    """Count the calls that touch the disk, and stop at one of them."""
    calls = [0]
    for name in ("open", "replace", "rename", "unlink", "rmdir", "fsync", "mkdir"):
        real = getattr(os, name)

        def counted(*given, real=real, **named):
            calls[0] += 1
            if calls[0] == stop:
                raise PowerCutError
            return real(*given, **named)

        monkeypatch.setattr(os, name, counted)
    return calls
