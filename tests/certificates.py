"""Certificates as a test wants them: expired, for another host, signed by nobody."""

from __future__ import annotations

import datetime
import ssl
import tempfile
from datetime import timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def now() -> datetime.datetime:
    """This moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def server_context(
    authority: trustme.CA, *names: str, days: float = 90, not_before: datetime.datetime | None = None
) -> ssl.SSLContext:
    """A server's side with a certificate from `authority` that ends in so many days."""
    end = now() + timedelta(days=days)
    begin = not_before or min(now(), end) - timedelta(days=30)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("127.0.0.1",)), not_before=begin, not_after=end).configure_cert(context)
    return context


def self_signed_context(name: str = "127.0.0.1") -> ssl.SSLContext:
    """A server's side with a certificate that signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=90))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "server.pem")
        file.write_bytes(private + made.public_bytes(pem))
        context.load_cert_chain(file)
    return context


def ca_file(authority: trustme.CA, folder: Path) -> Path:
    """The authority's own certificate in a file."""
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file
