"""Broken variants that are bytes rather than text: encodings, sizes."""


def _latin1(project):
    (project / "extra.yaml").write_bytes("issues:\n  - {id: IS-9, text: perché}\n".encode("latin-1"))
    return "extra.yaml", 2, 27


def _huge(project):
    (project / "extra.yaml").write_bytes(b"# " + b"x" * (33 * 1024 * 1024))
    return "extra.yaml", 1, 1


CASES = {"CDC104": _latin1, "CDC108": _huge}
