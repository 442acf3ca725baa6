"""Sign a file as FILE.p7m with a certificate made on the spot: `sign.py FILE NAME ROOT.pem` writes the root too."""

import datetime as dt
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey


def named(name: str) -> x509.Name:
    """Give the name that a certificate bears."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(name: str, key: Key, issuer: str, issuer_key: Key, *, is_root: bool) -> x509.Certificate:
    """Make a certificate that holds from yesterday on, for a year."""
    now = dt.datetime.now(tz=dt.UTC)
    uses = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage = dict.fromkeys((*uses, "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    usage["key_cert_sign" if is_root else "digital_signature"] = True
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def main(path: Path, name: str, root_path: Path) -> None:
    """Make a root and a certificate under it, sign the file, and write the root for those who are to trust it."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = certificate("Root of the example", root_key, "Root of the example", root_key, is_root=True)
    own = certificate(name, key, "Root of the example", root_key, is_root=False)
    signer = pkcs7.PKCS7SignatureBuilder().set_data(path.read_bytes()).add_signer(own, key, hashes.SHA256())
    signed = signer.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    path.with_name(f"{path.name}.p7m").write_bytes(signed)
    root_path.parent.mkdir(exist_ok=True)
    root_path.write_bytes(root.public_bytes(serialization.Encoding.PEM))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
