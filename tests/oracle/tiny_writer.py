# SPDX-License-Identifier: MIT
"""Writes small backups in Duplicati's storage format, sound ones and, on request, broken ones.

For the tests of cairn_reader.py only. It shares no code with the reader, so a misunderstanding of the
format must be made twice to go unnoticed.
"""
import base64
import hashlib
import hmac
import io
import json
import os
import tarfile
import warnings
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BOM = b'\xef\xbb\xbf'
TICKS_1970 = 621355968000000000


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def compact(value) -> bytes:
    return json.dumps(value, separators=(',', ':'), ensure_ascii=False).encode('utf-8', 'surrogatepass')


def zip_bytes(entries, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
            info.compress_type = method
            with warnings.catch_warnings(action='ignore'):    # of equal names, which a test may want
                archive.writestr(info, data)
    return out.getvalue()


def tar_bytes(entries) -> bytes:
    """The tar of tgz and tzstd: a directory of its own in the last entry, no zero blocks behind it."""
    out, directory = io.BytesIO(), {}

    def add(name: str, data: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        out.write(info.tobuf(tarfile.USTAR_FORMAT))
        directory[name] = {'Offset': out.tell(), 'Size': len(data), 'LastWriteTime': 0}
        out.write(data + bytes(-len(data) % 512))

    for name, data in entries:
        add(name, data)
    listing, here = compact(directory), out.tell()
    add('.eof-header', listing + bytes(-(len(listing) + 14) % 512) + here.to_bytes(8, 'little') + b'EOFHD1')
    return out.getvalue()


def gzip_bytes(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()


def aes_bytes(plain: bytes, passphrase: str, version: int = 2, fill=None) -> bytes:
    """An AES Crypt file. `fill` replaces the bytes that fill the last block of version 2."""
    iv, session_iv, session_key = os.urandom(16), os.urandom(16), os.urandom(32)
    if version == 2:
        key = iv + bytes(16)
        for _ in range(8192):
            key = hashlib.sha256(key + passphrase.encode('utf-16-le')).digest()
        lack = -len(plain) % 16
        padded = plain + (bytes([lack]) * lack if fill is None else fill[:lack])
        middle, sealed_tail, end = b'', b'', bytes([len(plain) % 16])
    else:
        key = hashlib.pbkdf2_hmac('sha512', passphrase.encode(), iv, 1000, 32)
        lack = 16 - len(plain) % 16
        padded = plain + bytes([lack]) * lack
        middle, sealed_tail, end = (1000).to_bytes(4, 'big'), b'\x03', b''

    def encrypt(with_key: bytes, with_iv: bytes, data: bytes) -> bytes:
        encryptor = Cipher(algorithms.AES(with_key), modes.CBC(with_iv)).encryptor()
        return encryptor.update(data) + encryptor.finalize()

    extension = b'CREATED_BY\0test'
    sealed, body = encrypt(key, iv, session_iv + session_key), encrypt(session_key, session_iv, padded)
    return (b'AES' + bytes([version, 0]) + len(extension).to_bytes(2, 'big') + extension + b'\0\0' + middle + iv
            + sealed + hmac.digest(key, sealed + sealed_tail, 'sha256')
            + body + end + hmac.digest(session_key, body, 'sha256'))


def metadata_blob(mode: int = 0o644, seconds: int = 1704164645, target=None, extra=(), attributes='Normal') -> bytes:
    ticks = str(TICKS_1970 + seconds * 10**7)
    values = dict(extra)
    values.update({'unix:uid-gid-perm': '1000-1000-%d' % (mode & 0o777), 'unix:owner-name': 'alice',
                   'unix:group-name': 'alice', 'CoreAttributes': attributes, 'CoreLastWritetime': ticks,
                   'CoreCreatetime': ticks})
    if target is not None:
        values['CoreSymlinkTarget'] = target
    if mode & 0o7000:
        values['cairn:mode-bits'] = str(mode & 0o7000)
    return BOM + compact(values)


class Backup:
    """Collects entries and blocks; version() writes what came since the last call as volumes.

    `edit` maps 'dblock', 'dindex', 'dlist' to a function that gets the entries of such a volume, a list
    of (name, bytes), and returns those to write. `rows` maps the list of file entries likewise.
    """

    def __init__(self, folder, blocksize=1024, block_hash='SHA256', file_hash='SHA256', prefix='duplicati',
                 comp='zip', passphrase=None, aes_version=2, app='Cairn 0.1'):
        self.folder, self.prefix, self.comp = os.fspath(folder), prefix, comp
        self.blocksize, self.hash_names = blocksize, (block_hash, file_hash)
        self.passphrase, self.aes_version = passphrase, aes_version
        self.app, self.edit, self.rows = app, {}, lambda rows: rows
        self.index = True
        self.known, self.blocks, self.lists = set(), {}, {}
        self.entries, self.names = [], {}
        self.serial = 0
        os.makedirs(self.folder, exist_ok=True)

    def block_hash(self, data: bytes) -> bytes:
        return hashlib.new(self.hash_names[0].lower(), data).digest()

    def file_hash(self, data: bytes) -> bytes:
        return hashlib.new(self.hash_names[1].lower(), data).digest()

    def _store(self, block: bytes) -> bytes:
        digest = self.block_hash(block)
        if digest not in self.known:
            self.known.add(digest)
            self.blocks[digest] = block
        return digest

    def _stream(self, data: bytes):
        """-> (block hash or None, blocklist hashes)"""
        digests = [self._store(data[i:i + self.blocksize]) for i in range(0, len(data), self.blocksize)]
        if len(digests) < 2:
            return (digests or [None])[0], []
        per_list = self.blocksize // len(digests[0])
        lists = []
        for i in range(0, len(digests), per_list):
            piece = b''.join(digests[i:i + per_list])
            lists.append(b64(self._store(piece)))
            self.lists[self.block_hash(piece)] = piece
        return digests[0], lists

    def _metadata(self, blob: bytes) -> dict:
        block, lists = self._stream(blob)
        row = {'metahash': b64(self.file_hash(blob)), 'metasize': len(blob)}
        if lists:
            row['metablocklists'] = lists
        elif self.hash_names[0] != self.hash_names[1]:
            row['metablockhash'] = b64(block)
        return row

    def file(self, path: str, data: bytes, metadata=None, time='20240102T030405Z'):
        block, lists = self._stream(data)
        row = {'type': 'File', 'path': path, 'hash': b64(self.file_hash(data)), 'size': len(data), 'time': time}
        row.update(self._metadata(metadata or metadata_blob()))
        if lists:
            row['blocklists'] = lists
        elif data and self.hash_names[0] != self.hash_names[1]:
            row.update(blockhash=b64(block), blocksize=len(data))
        self.entries.append(row)

    def folder_entry(self, path: str, metadata=None):
        blob = metadata or metadata_blob(0o755, attributes='Directory')
        self.entries.append({'type': 'Folder', 'path': path, **self._metadata(blob)})

    def link(self, path: str, target: str, metadata=None):
        blob = metadata or metadata_blob(0o777, target=target, attributes='ReparsePoint')
        self.entries.append({'type': 'Symlink', 'path': path, **self._metadata(blob)})

    def manifest(self, **changes) -> bytes:
        values = {'Version': 2, 'Created': '20240102T040000Z', 'Encoding': 'utf8', 'Blocksize': self.blocksize,
                  'BlockHash': self.hash_names[0], 'FileHash': self.hash_names[1], 'AppVersion': self.app}
        return BOM + compact({**values, **changes})

    def pack(self, entries) -> bytes:
        data = zip_bytes(entries) if self.comp == 'zip' else gzip_bytes(tar_bytes(entries))
        return aes_bytes(data, self.passphrase, self.aes_version) if self.passphrase else data

    def put(self, kind: str, stem: str, entries) -> str:
        name = '%s-%s.%s.%s%s' % (self.prefix, stem, kind, self.comp, '.aes' if self.passphrase else '')
        entries = [('manifest', self.manifest())] + list(entries)
        return self.write(name, self.pack(self.edit.get(kind, lambda e: e)(entries)))

    def write(self, name: str, data: bytes) -> str:
        with open(os.path.join(self.folder, name), 'wb') as f:
            f.write(data)
        return name

    def read(self, name: str) -> bytes:
        with open(os.path.join(self.folder, name), 'rb') as f:
            return f.read()

    def change(self, name: str, edit) -> None:
        self.write(name, edit(self.read(name)))

    def remove(self, name: str) -> None:
        os.unlink(os.path.join(self.folder, name))

    def version(self, stamp: str, full: bool = True) -> dict:
        """Writes a dblock, its dindex and the dlist. -> {kind: name}"""
        self.serial += 1
        guid = '%032x' % self.serial
        names = {}
        if self.blocks:
            names['dblock'] = self.put('dblock', 'b' + guid, [(url64(h), d) for h, d in self.blocks.items()])
            if self.index:
                stored = self.read(names['dblock'])
                vol = compact({'blocks': [{'hash': b64(h), 'size': len(d)} for h, d in self.blocks.items()],
                               'volumehash': b64(self.file_hash(stored)), 'volumesize': len(stored)})
                lists = [('list/' + url64(h), d) for h, d in self.lists.items()]
                names['dindex'] = self.put('dindex', 'i' + guid, lists + [('vol/' + names['dblock'], vol)])
        names['dlist'] = self.put('dlist', stamp, [
            ('fileset', BOM + compact({'IsFullBackup': full})),
            ('filelist.json', BOM + compact(self.rows(self.entries)))])
        self.blocks, self.lists, self.entries = {}, {}, []
        self.names = names
        return names
