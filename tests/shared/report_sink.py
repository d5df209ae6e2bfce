#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""report_sink.py MODE FOLDER: keeps what is sent to it on 127.0.0.1 as files 0001, 0002 … in FOLDER.

MODE: smtp, starttls (a login after it), exchange (STARTTLS, no login), smtps, silent (takes
connections and says nothing), http, https, dns (MX records, see RECORDS). Mail: the envelope, then the message. HTTP: a JSON document; /fail/N/… answers 503 N times,
/forbidden 403. FOLDER/cert.pem is the certificate of the TLS ones. Prints the port when it is ready;
ends with its standard input."""
import asyncio
import datetime
import http.server
import ipaddress
import itertools
import json
import os
import socket
import ssl
import struct
import sys
import threading

USER, PASSWORD = b"backup", b"mail-secret"
numbers = itertools.count(1)


def keep(folder, content):
    name = os.path.join(folder, "%04d" % next(numbers))
    with open(name + ".part", "wb") as file:
        file.write(content)
    os.rename(name + ".part", name)


def certificate(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.utcnow()
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name)
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(key, hashes.SHA256()))
    files = [os.path.join(folder, name) for name in ("cert.pem", "key.pem")]
    for file, content in zip(files, (
            made.public_bytes(serialization.Encoding.PEM),
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                              serialization.NoEncryption()))):
        with open(file, "wb") as out:
            out.write(content)
    with open(os.path.join(folder, "sha256"), "w", encoding="ascii") as out:
        out.write(made.fingerprint(hashes.SHA256()).hex())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context


async def mail(mode, folder):
    from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

    class Keep:
        async def handle_DATA(self, _server, _session, envelope):
            keep(folder, b"".join([b"X-From: %s\r\n" % envelope.mail_from.encode()] +
                                  [b"X-To: %s\r\n" % to.encode() for to in envelope.rcpt_tos] +
                                  [envelope.original_content]))
            return "250 kept"

    def check(_server, _session, _envelope, _mechanism, data):
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
        return AuthResult(success=good, handled=False)

    context = certificate(folder) if mode != "smtp" else None
    starttls = mode in ("starttls", "exchange")
    login = mode in ("starttls", "smtps")

    def protocol():
        return SMTP(Keep(), hostname="localhost", authenticator=check if login else None,
                    auth_required=login, auth_require_tls=starttls,
                    tls_context=context if starttls else None, require_starttls=starttls)

    server = await asyncio.get_running_loop().create_server(
        protocol, "127.0.0.1", 0, ssl=context if mode == "smtps" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


RECORDS = {
    b"two.example": [(20, b"second.example"), (10, b"first.example")],
    b"none.example": [],           # the domain is there, its MX is not
    b"null.example": [(0, b"")],   # takes no mail (RFC 7505)
    b"damaged.example": None,      # a record that ends in the middle
}


def answer_of(question):
    """RFC 1035: a header, the question again, and its answers."""
    end = question.index(b"\0", 12) + 5
    at, labels = 12, []
    while question[at]:
        labels.append(question[at + 1:at + 1 + question[at]])
        at += 1 + question[at]
    name = b".".join(labels)
    known = name in RECORDS
    records = RECORDS.get(name, [])
    header = question[:2] + struct.pack(">HHHHH", 0x8180 if known else 0x8183, 1,
                                        1 if records is None else len(records), 0, 0)
    body = question[12:end]
    for preference, host in records or []:
        data = struct.pack(">H", preference) + b"".join(
            bytes([len(part)]) + part for part in host.split(b".") if part) + b"\0"
        body += b"\xc0\x0c" + struct.pack(">HHIH", 15, 1, 60, len(data)) + data
    if records is None:
        body += b"\xc0\x0c" + struct.pack(">HHIH", 15, 1, 60, 40) + b"\0\x0a\x3ffirst"
    return header + body


def names():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    while True:
        question, asker = server.recvfrom(4096)
        server.sendto(answer_of(question), asker)


def silent(_folder):
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    taken = []
    while True:
        taken.append(server.accept())


def web(mode, folder):
    failures = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            parts = self.path.split("/")
            status = 200
            if parts[1] == "fail":
                failures[self.path] = failures.get(self.path, 0) + 1
                status = 503 if failures[self.path] <= int(parts[2]) else 200
            elif parts[1] == "forbidden":
                status = 403
            keep(folder, json.dumps({
                "method": self.command, "path": self.path, "status": status,
                "type": self.headers.get("Content-Type"), "body": body.decode()}).encode())
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"noted" if status == 200 else b"no")

        do_PUT = do_POST

        def log_message(self, *_arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if mode == "https":
        server.socket = certificate(folder).wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def main():
    mode, folder = sys.argv[1:]

    def end():
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=end, daemon=True).start()
    if mode in ("http", "https"):
        web(mode, folder)
    elif mode == "dns":
        names()
    elif mode == "silent":
        silent(folder)
    else:
        asyncio.run(mail(mode, folder))


if __name__ == "__main__":
    main()
