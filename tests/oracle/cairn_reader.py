#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Independent reader of backups in Duplicati's storage format: list, verify, restore, compare.

It shares no code with Cairn and is written from the published format document alone ("§" in the
comments is a section of that document). So it can judge what Cairn writes, and it is the way to get
files back when there is no Cairn: this one file is all that is needed. Needs Python 3.11;
python3-cryptography for AES-encrypted backups, the gpg program for GPG-encrypted ones, libzstd for
those packed with zstd. POSIX systems only (restore walks with directory handles).

    cairn_reader.py list    DEST                       the versions, newest = 0
    cairn_reader.py files   DEST [--version N]         what a version holds
    cairn_reader.py verify  DEST [--lenient] [--no-index-required]
    cairn_reader.py restore DEST TARGET [--version N | --time STAMP] [--path GLOB]... [--strip FOLDER] [--owner]
    cairn_reader.py compare DEST TREE [--version N | --time STAMP] [--strip FOLDER] [--owner]
                            [--ignore ASPECT,...] [--exclude GLOB]...

All take --prefix, --passphrase-file (or the environment variable PASSPHRASE), --temp, --jobs and --json.
Exit status: 0 clean, 2 usage or wrong passphrase, 3 damage found, something not restored, or a difference.

As a module: Store(folder, prefix=None, passphrase=None) with versions(), entries(version),
read_file(entry), verify(), restore() and compare(). Finding.kind is one of the words below.

    NAME        a file name parses as a volume of this backup but no writer may make it
    MIXED       compression or encryption differs from that of the newest dlist
    DECRYPT     header MAC, payload MAC or stream structure wrong; PAD: wrong fill bytes
    UNSUPPORTED a container this program cannot read; METHOD: a zip method it cannot read
    ZIP, TAR    structure of the archive; CRC: checksum of an entry; DUPENTRY: same name twice
    ENTRY       an entry missing in, or foreign to, this kind of volume
    MANIFEST, BOM, JSON      those parts of a volume
    BLOCKHASH, BLOCKSIZE     a dblock entry that is not the block it is named for; empty or too long
    INDEX       vol/ list wrong; VOLHASH: volumehash or volumesize untrue; LIST: list/ wrong or incomplete
    DANGLING    a dindex lacks its dblock; NOINDEX: needed blocks that no dindex lists
    ORDER, MEMBER, PATH, DUPPATH, ESCAPE, BLOCKLIST          rules of filelist.json (§6)
    MISSING     a needed block is in no present dblock
    FILEHASH, METAHASH, METADATA  a whole stream has the wrong hash; a metadata blob breaks §7
    BROKEN      a path of a version that cannot be restored whole
    VERFILE     PREFIX-verification.json tells another size or hash than a file has
    ENVELOPE    a version's cairn-envelope is malformed, made for another name, or tells another size or hash
                than a present volume has
"""
import argparse
import base64
import binascii
import bz2
import collections
import contextlib
import ctypes
import dataclasses
import datetime
import errno
import fnmatch
import functools
import gzip
import hashlib
import heapq
import hmac
import io
import json
import lzma
import mmap
import os
import pickle
import re
import secrets
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tarfile
import tempfile
import time as time_module
import typing
import weakref
import zlib

BOM = b'\xef\xbb\xbf'
CHUNK = 1 << 20
LARGEST_ENTRY = 4 << 30     # of any archive: more is refused rather than kept in memory
HASHES = {'MD5': 'md5', 'SHA1': 'sha1', 'SHA256': 'sha256', 'SHA384': 'sha384', 'SHA512': 'sha512'}
TICKS_OF_1970 = 62135596800 * 10**7
STAMP = re.compile(r'[0-9]{8}T[0-9]{6}Z')


KINDS = frozenset((
    'NAME MIXED DECRYPT PAD UNSUPPORTED METHOD ZIP TAR CRC DUPENTRY ENTRY MANIFEST BOM JSON BLOCKHASH BLOCKSIZE '
    'INDEX VOLHASH LIST DANGLING NOINDEX ORDER MEMBER PATH DUPPATH ESCAPE BLOCKLIST MISSING FILEHASH METAHASH '
    'METADATA BROKEN VERFILE ENVELOPE').split())


class UsageError(Exception):
    """The caller's mistake: no such folder, prefix, version; no passphrase."""


class WrongPassphrase(UsageError):
    """No volume opens with the passphrase."""


class ReaderError(Exception):
    """Damage, or something this program cannot read. `kind` as in the table above."""

    def __init__(self, kind, text):
        super().__init__(text)
        self.kind = kind


class HeaderMacError(ReaderError):
    """The passphrase does not open this header: wrong passphrase, or a damaged header."""


class Problem(typing.NamedTuple):
    """A rule broken inside one volume. Lenient verification overlooks those marked `strict`."""
    kind: str
    text: str
    strict: bool = False


class Finding(typing.NamedTuple):
    """One result of verify(). `where` is a volume's file name or a version's stamp."""
    kind: str
    where: str
    text: str
    path: typing.Optional[str] = None
    strict: bool = False     # a writer's duty only: readers cope with it, nothing is lost

    def __str__(self):
        return '%s %s: %s' % (self.kind, show(self.where), self.text)


def show(text):
    """Text for one line of output: controls, surrogates and line separators escaped."""
    if isinstance(text, bytes):
        text = text.decode('utf-8', 'surrogateescape')
    return ''.join(c if c.isprintable() else c.encode('unicode_escape').decode() for c in text)


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).decode()


def from_b64(text, url=False):
    """Strict inverse of b64 and b64url; None unless `text` is exactly what they would write."""
    try:
        raw = text.encode('ascii')
        data = base64.b64decode(raw.translate(bytes.maketrans(b'-_', b'+/')) if url else raw, validate=True)
    except (AttributeError, ValueError, binascii.Error):
        return None
    return data if (b64url if url else b64)(data) == text else None


def _refuse_constant(name):
    raise ValueError('%s is not JSON' % name)


# Objects become tuples of (key, value): that keeps the order and makes repeated keys visible.
_decoder = json.JSONDecoder(object_pairs_hook=tuple, parse_constant=_refuse_constant)


def json_text(data):
    """Bytes of a JSON entry -> (text, had a BOM)."""
    bom = data.startswith(BOM)
    try:
        return (data[3:] if bom else data).decode('utf-8'), bom
    except UnicodeDecodeError as e:
        raise ReaderError('JSON', 'not UTF-8: %s' % e.reason) from None


def as_dict(pairs):
    if not isinstance(pairs, tuple):
        raise ReaderError('JSON', 'not a JSON object')
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ReaderError('JSON', 'a member occurs twice')
    return result


def json_value(text):
    try:
        value, end = _decoder.raw_decode(text, _skip_space(text, 0))
    except (ValueError, RecursionError) as e:
        raise ReaderError('JSON', 'malformed: %s' % e) from None
    if _skip_space(text, end) != len(text):
        raise ReaderError('JSON', 'text after the value')
    return value


def json_array(text):
    """The elements of a JSON array one by one: a file list need not be in memory twice."""
    pos = _skip_space(text, 0)
    if text[pos:pos + 1] != '[':
        raise ReaderError('JSON', 'not a JSON array')
    pos = _skip_space(text, pos + 1)
    if text[pos:pos + 1] != ']':
        while True:
            try:
                value, pos = _decoder.raw_decode(text, _skip_space(text, pos))
            except (ValueError, RecursionError) as e:
                raise ReaderError('JSON', 'malformed: %s' % e) from None
            yield value
            pos = _skip_space(text, pos)
            mark = text[pos:pos + 1]
            pos += 1
            if mark == ']':
                break
            if mark != ',':
                raise ReaderError('JSON', 'array not closed')
    else:
        pos += 1
    if _skip_space(text, pos) != len(text):
        raise ReaderError('JSON', 'text after the array')


_space = re.compile(r'[ \t\r\n]*')


def _skip_space(text, pos):
    return _space.match(text, pos).end()


def unescape_name(text):
    """§6.3: a name written by Cairn -> the bytes it stands for."""
    return b''.join(bytes([ord(c) - 0xF700]) if 0xF780 <= ord(c) <= 0xF7FF else c.encode('utf-8', 'surrogatepass')
                    for c in text)


def escape_name(raw):
    """§6.3, the other way; used to check that a stored name is the canonical one."""
    out = []
    for c in raw.decode('utf-8', 'surrogateescape'):
        if 0xDC80 <= ord(c) <= 0xDCFF:
            out.append(chr(ord(c) - 0xDC00 + 0xF700))
        elif 0xF780 <= ord(c) <= 0xF7FF:
            out.extend(chr(0xF700 + b) for b in c.encode())
        else:
            out.append(c)
    return ''.join(out)


def stored_to_bytes(text, escaped):
    return unescape_name(text) if escaped and not text.isascii() else text.encode('utf-8', 'surrogatepass')


class BadPath(Exception):
    pass


_drive = re.compile(rb'([A-Za-z]):[\\/]')


def split_path(raw):
    """A stored path -> its components below the root, as bytes. Raises BadPath for what §6.3 forbids."""
    if b'\0' in raw:
        raise BadPath('NUL in path')
    if raw.startswith(b'/'):
        parts = raw[1:].split(b'/')
    elif _drive.match(raw):
        parts = [raw[:1]] + re.split(rb'[\\/]', raw[3:])
    elif raw.startswith(b'\\\\'):
        parts = re.split(rb'[\\/]', raw[2:])
    else:
        raise BadPath('not rooted')
    if parts and parts[-1] == b'':
        parts.pop()
    for part in parts:
        if part in (b'', b'.', b'..'):
            raise BadPath('component "%s" in path' % part.decode())
        if b'/' in part:
            raise BadPath('separator inside a name')
    return parts


def ends_with_separator(raw):
    return raw.endswith(b'/') or (not raw.startswith(b'/') and raw.endswith(b'\\'))


# ---------------------------------------------------------------------------------------------
# Remote names (§2)

_name = re.compile(r'(?P<prefix>[^-]+)-(?:(?P<letter>[ibIB|])(?P<id>[0-9a-fA-F]+)|(?P<stamp>[0-9]{8}T[0-9]{6}Z))'
                   r'.(?P<kind>dblock|dlist|dindex)\.(?P<comp>[^.]+)(?:\.(?P<enc>.+))?', re.DOTALL)


@dataclasses.dataclass(slots=True)
class Volume:
    name: str
    path: str
    size: int
    kind: str
    stamp: typing.Optional[str]
    comp: str
    enc: typing.Optional[str]


def stamp_seconds(stamp):
    """A stamp as Unix seconds; None if it is not a date."""
    if not isinstance(stamp, str) or not STAMP.fullmatch(stamp):
        return None
    try:
        t = datetime.datetime(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]),
                              int(stamp[9:11]), int(stamp[11:13]), int(stamp[13:15]))
    except ValueError:
        return None
    return (t - datetime.datetime(1970, 1, 1)) // datetime.timedelta(seconds=1)


def parse_name(name):
    """§2.2 -> the match, or None for a foreign file. Parity companions count as foreign."""
    if is_parity(name):
        return None
    return _name.fullmatch(name)


def is_parity(name):
    return name.lower().endswith('.par2')


def name_fault(m):
    """Why no writer may have made this name that parses (§2.1), or None."""
    if m['kind'] == 'dlist':
        if not m['stamp']:
            return 'a dlist without a time'
        if stamp_seconds(m['stamp']) is None:
            return 'impossible time'
    elif m['letter'] != {'dblock': 'b', 'dindex': 'i'}[m['kind']] or not re.fullmatch('[0-9a-f]{32}', m['id']):
        return 'identifier is not "%s" and 32 lower-case hex digits' % {'dblock': 'b', 'dindex': 'i'}[m['kind']]
    if m['comp'] not in ('zip', 'tgz', 'tzstd'):
        return 'unknown compression "%s"' % show(m['comp'])
    if m['enc'] not in (None, 'aes', 'gpg'):
        return 'unknown encryption "%s"' % show(m['enc'])
    if m.string[m.start('kind') - 1] != '.':
        return 'no "." before the kind'
    return None


# ---------------------------------------------------------------------------------------------
# Encryption (§10)

class AesHeader(typing.NamedTuple):
    version: int
    modulo: typing.Optional[int]   # only version 0 has it in the header
    iv: bytes
    key: bytes
    start: int                     # of the ciphertext
    tail: int                      # bytes after the ciphertext


@functools.lru_cache(maxsize=1 << 16)    # a volume is opened many times, by each version that needs it
def aes_header_key(version, iv, passphrase, iterations=0):
    if version >= 3:
        return hashlib.pbkdf2_hmac('sha512', passphrase.encode('utf-8'), iv, iterations, 32)
    word, sha256 = passphrase.encode('utf-16-le'), hashlib.sha256
    key = iv + bytes(16)
    for _ in range(8192):
        key = sha256(key + word).digest()
    return key


def _cbc(key, iv):
    try:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    except ImportError:
        raise UsageError('AES needs the Python package "cryptography" (Debian: python3-cryptography)') from None
    return Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()


def aes_open(f, passphrase):
    """Reads and authenticates an AES Crypt header; leaves `f` at the ciphertext."""
    def need(n):
        data = f.read(n)
        if len(data) != n:
            raise ReaderError('DECRYPT', 'truncated AES Crypt header')
        return data

    if need(3) != b'AES':
        raise ReaderError('DECRYPT', 'not an AES Crypt stream')
    version, reserved = need(2)
    if version > 3:
        raise ReaderError('DECRYPT', 'unknown AES Crypt version %d' % version)
    if version and reserved:
        raise ReaderError('DECRYPT', 'reserved byte is not 0')
    if version >= 2:
        while length := int.from_bytes(need(2), 'big'):
            if b'\0' not in need(length):
                raise ReaderError('DECRYPT', 'header extension without NUL')
    iterations = int.from_bytes(need(4), 'big') if version == 3 else 0
    if version == 3 and not 1 <= iterations <= 5_000_000:
        raise ReaderError('DECRYPT', 'iteration count %d' % iterations)
    iv = need(16)
    key = aes_header_key(version, iv, passphrase, iterations)
    if version == 0:
        return AesHeader(0, reserved, iv, key, f.tell(), 32)
    sealed, mac = need(48), need(32)
    expected = hmac.digest(key, sealed + (b'\x03' if version == 3 else b''), 'sha256')
    if not hmac.compare_digest(expected, mac):
        raise HeaderMacError('DECRYPT', 'header MAC is wrong')
    session = _cbc(key, iv).update(sealed)
    return AesHeader(version, None, session[:16], session[16:], f.tell(), 32 if version == 3 else 33)


def aes_decrypt(path, out, passphrase, salvage=False):
    """Decrypts `path` into `out`, returns the problems found.

    Raises if a MAC is wrong, so what is in `out` must not be used then. With `salvage` a wrong payload
    MAC is only a problem: for dblocks, whose every block is proven by its own hash.
    """
    problems = []
    with open(path, 'rb') as f:
        h = aes_open(f, passphrase)
        if h.version < 2:
            problems.append(Problem('DECRYPT', 'AES Crypt version %d is obsolete' % h.version, True))
        left = os.fstat(f.fileno()).st_size - h.start - h.tail
        if left < 0 or left % 16:
            if not salvage:
                raise ReaderError('DECRYPT', 'ciphertext truncated or not a multiple of 16 bytes')
            problems.append(Problem('DECRYPT', 'ciphertext truncated'))
            left = max(0, left // 16 * 16)
        mac, cipher, held = hmac.new(h.key, digestmod='sha256'), _cbc(h.key, h.iv), b''
        while left:
            piece = f.read(min(CHUNK, left))
            if not piece:
                raise ReaderError('DECRYPT', 'file shrank while it was read')
            left -= len(piece)
            mac.update(piece)
            plain = held + cipher.update(piece)
            out.write(plain[:-16])
            held = plain[-16:]
        tail = f.read()
        if not hmac.compare_digest(mac.digest(), tail[-32:]):
            if not salvage:
                raise ReaderError('DECRYPT', 'payload MAC is wrong')
            problems.append(Problem('DECRYPT', 'payload MAC is wrong'))
    if h.version == 3:
        pad = held[-1] if held else 0
        if not 1 <= pad <= 16 or held[-pad:] != bytes([pad]) * pad:
            problems.append(Problem('PAD', 'PKCS#7 padding is wrong'))
            pad = 0
        out.write(held[:len(held) - pad])
        return problems
    modulo = (h.modulo & 15) if h.version == 0 else tail[0] if len(tail) == 33 else 0
    if modulo > 15:
        problems.append(Problem('PAD', 'length byte is %d' % modulo))
        modulo = 0
    if modulo and not held:
        problems.append(Problem('PAD', 'length byte is %d but there is no ciphertext' % modulo))
    elif modulo:
        # Versions 0 and 1 come from programs that fill with arbitrary bytes.
        if h.version == 2 and held[modulo:] != bytes([16 - modulo]) * (16 - modulo):
            problems.append(Problem('PAD', 'fill bytes are not equal to their number'))
        held = held[:modulo]
    out.write(held)
    return problems


def gpg_decrypt(path, out, passphrase, salvage=False):
    """§10.2. The output counts only if gpg ends well and says that the decryption was complete."""
    program = shutil.which('gpg2') or shutil.which('gpg')
    if not program:
        raise UsageError('this backup needs the program gpg')
    read_end, write_end = os.pipe()
    with tempfile.TemporaryFile() as status, open(path, 'rb') as source:
        try:
            os.write(write_end, passphrase.encode('utf-8') + b'\n')
        finally:
            os.close(write_end)
        try:
            run = subprocess.run(
                [program, '--batch', '--no-tty', '--pinentry-mode', 'loopback', '--no-symkey-cache',
                 '--passphrase-fd', str(read_end), '--status-fd', str(status.fileno()), '--decrypt'],
                stdin=source, stdout=out, stderr=subprocess.PIPE, pass_fds=(read_end, status.fileno()), check=False)
        finally:
            os.close(read_end)
        status.seek(0)
        said = status.read()
    if run.returncode == 0 and b'[GNUPG:] DECRYPTION_OKAY' in said:
        return []
    lines = run.stderr.decode('utf-8', 'replace').strip().splitlines()
    reason = 'gpg: %s' % show(lines[-1] if lines else 'exit status %d' % run.returncode)
    if b'[GNUPG:] ' not in said:
        raise UsageError(reason)    # gpg did not even start: no home folder, for example
    if salvage:
        return [Problem('DECRYPT', reason)]
    wrong = b'BAD_PASSPHRASE' in said or b'Bad session key' in run.stderr or b'No secret key' in run.stderr
    raise (HeaderMacError if wrong else ReaderError)('DECRYPT', reason)


# ---------------------------------------------------------------------------------------------
# zstd, which Python has no module for: straight from the library

class _ZstdBuffer(ctypes.Structure):
    _fields_ = [('data', ctypes.c_void_p), ('size', ctypes.c_size_t), ('pos', ctypes.c_size_t)]


@functools.cache
def _zstd_library():
    for name in ('libzstd.so.1', 'libzstd.1.dylib', 'libzstd.so'):
        with contextlib.suppress(OSError):
            library = ctypes.CDLL(name)
            library.ZSTD_createDStream.restype = ctypes.c_void_p
            library.ZSTD_freeDStream.argtypes = [ctypes.c_void_p]
            library.ZSTD_decompressStream.restype = ctypes.c_size_t
            library.ZSTD_decompressStream.argtypes = [ctypes.c_void_p] + 2 * [ctypes.POINTER(_ZstdBuffer)]
            library.ZSTD_isError.argtypes = [ctypes.c_size_t]
            return library
    return None


def zstd_pieces(read):
    """Decompresses what read(n) delivers, frame after frame. Raises ValueError for damage."""
    library = _zstd_library()
    if library is None:
        raise ReaderError('UNSUPPORTED', 'zstd needs the library libzstd')
    stream = library.ZSTD_createDStream()
    room = ctypes.create_string_buffer(1 << 17)
    state = 1    # what the last call said: 0 at the end of a frame
    try:
        while piece := read(1 << 17):
            source = ctypes.create_string_buffer(piece, len(piece))
            given = _ZstdBuffer(ctypes.addressof(source), len(piece), 0)
            while True:
                taken = _ZstdBuffer(ctypes.addressof(room), len(room), 0)
                state = library.ZSTD_decompressStream(stream, ctypes.byref(taken), ctypes.byref(given))
                if library.ZSTD_isError(state):
                    raise ValueError('zstd data is damaged')
                yield room.raw[:taken.pos]
                # At the end of a frame there is no more to come: another call would begin the next one.
                if given.pos == given.size and (not state or taken.pos < taken.size):
                    break
    finally:
        library.ZSTD_freeDStream(stream)
    if state:
        raise ValueError('zstd data is incomplete')


# ---------------------------------------------------------------------------------------------
# Containers (§9). Both classes offer: members (name -> list of Member), order, problems, read(), close().

class Member:
    __slots__ = ('name', 'size', 'method', 'packed', 'crc', 'header', 'data', 'flags')

    def __init__(self, name, size, method, packed, crc, header, data, flags=0):
        self.name, self.size, self.method, self.packed = name, size, method, packed
        self.crc, self.header, self.data, self.flags = crc, header, data, flags


def _unpack(data, method, size, flags):
    """Decompresses to at most size + 1 bytes: a lying size cannot fill the memory."""
    if method == 0:
        return data
    if method == 8:
        d = zlib.decompressobj(-15)
        out = d.decompress(data, size + 1)
        if d.eof and (d.unused_data or d.unconsumed_tail):
            raise ReaderError('ZIP', 'bytes after the compressed data')
    elif method == 12:
        d = bz2.BZ2Decompressor()
        out = d.decompress(data, size + 1)
        if d.eof and d.unused_data:
            raise ReaderError('ZIP', 'bytes after the compressed data')
    elif method == 14:
        # 2 bytes version, 2 bytes length of the properties, the properties, then a raw LZMA stream.
        if len(data) < 9 or data[2:4] != b'\x05\x00' or data[4] >= 9 * 5 * 5:
            raise ReaderError('ZIP', 'LZMA header is wrong')
        lc, rest = data[4] % 9, data[4] // 9
        d = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[{
            'id': lzma.FILTER_LZMA1, 'lc': lc, 'lp': rest % 5, 'pb': rest // 5,
            'dict_size': max(4096, int.from_bytes(data[5:9], 'little'))}])
        if not flags & 2:
            # No end mark: the stream stops where the size says; past that the decoder would invent bytes.
            return d.decompress(data[9:], size) if size else b''
        out = d.decompress(data[9:], size + 1)
    elif method == 93:
        return _unpack_zstd(data, size)
    elif method == 95:
        d = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=1 << 30)
        out = d.decompress(data, size + 1)
    else:
        raise ReaderError('METHOD', 'unsupported method %d' % method)
    if not d.eof and len(out) <= size:
        raise ReaderError('ZIP', 'compressed data incomplete')
    return out


def _unpack_zstd(data, size):
    out = bytearray()
    for piece in zstd_pieces(io.BytesIO(data).read):
        out += piece
        if len(out) > size:
            break
    return bytes(out)


class ZipArchive:
    """A zip file read through its central directory, strictly; by its local headers if that is damaged."""
    _END, _LOCATOR, _END64 = struct.Struct('<4sHHHHIIH'), struct.Struct('<4sIQI'), struct.Struct('<4sQHHIIQQQQ')
    _CENTRAL, _LOCAL = struct.Struct('<4sHHHHHHIIIHHHHHII'), struct.Struct('<4sHHHHHIIIHH')

    def __init__(self, path):
        self.members, self.order, self.problems, self._styles = {}, [], [], {}
        self.path = path
        self._attach()
        try:
            self._read_directory()
        except ReaderError as e:
            self._note(str(e))
        except (struct.error, OverflowError, IndexError):
            self._note('a header runs over the end of the file')
        for text, (name, count) in self._styles.items():
            more = ' (and %d more entries)' % (count - 1) if count > 1 else ''
            self._note('%s: %s%s' % (show(name), text, more), True)
        if any(not p.strict for p in self.problems):
            self._scan()

    def _attach(self):
        with open(self.path, 'rb') as f:
            try:
                self._map = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:
                raise ReaderError('ZIP', 'empty file') from None

    def __getstate__(self):
        return self.path, self.members, self.order, self.problems

    def __setstate__(self, state):
        self.path, self.members, self.order, self.problems = state
        self._attach()

    def close(self):
        self._map.close()

    def _note(self, text, strict=False):
        self.problems.append(Problem('ZIP', text, strict))

    def _style(self, name, text):
        """Something a reader copes with, usually the same in every entry: one line for all."""
        first, count = self._styles.get(text, (name, 0))
        self._styles[text] = (first, count + 1)

    def _add(self, member):
        # Some old archives carry "\" for "/" (§9.1).
        self.members.setdefault(member.name.replace('\\', '/'), []).append(member)
        self.order.append(member)

    def _find_end(self):
        m = self._map
        pos = len(m)
        while (pos := m.rfind(b'PK\5\6', max(0, len(m) - 65557), pos)) >= 0:
            if pos + 22 <= len(m):
                if pos + 22 + int.from_bytes(m[pos + 20:pos + 22], 'little') == len(m):
                    return pos
        raise ReaderError('ZIP', 'no end of central directory')

    def _read_directory(self):
        m = self._map
        end = self._find_end()
        _, disk, cd_disk, here, total, cd_size, cd_start, comment = self._END.unpack_from(m, end)
        if comment:
            self._note('archive comment', True)
        cd_end = end
        if end >= 20 and m[end - 20:end - 16] == b'PK\6\7':
            _, _, at, disks = self._LOCATOR.unpack_from(m, end - 20)
            record = self._END64.unpack_from(m, at)
            if record[0] != b'PK\6\6' or at + 12 + record[1] != end - 20 or disks != 1 or record[4] or record[5]:
                raise ReaderError('ZIP', 'Zip64 end record is wrong')
            if total != 0xFFFF and cd_size != 0xFFFFFFFF and cd_start != 0xFFFFFFFF:
                self._note('Zip64 end record without need', True)
            for old, new, limit in ((total, record[7], 0xFFFF), (cd_size, record[8], 0xFFFFFFFF),
                                    (cd_start, record[9], 0xFFFFFFFF)):
                if old != limit and old != new:
                    raise ReaderError('ZIP', 'Zip64 end record contradicts the end record')
            here, total, cd_size, cd_start = record[6:]
            cd_end = at
        if disk or cd_disk or here != total:
            raise ReaderError('ZIP', 'archive of several parts')
        if cd_start + cd_size != cd_end:
            raise ReaderError('ZIP', 'central directory does not end where the end record begins')
        pos = cd_start
        for _ in range(total):
            pos = self._read_central(pos, cd_end, cd_start)
        if pos != cd_end:
            raise ReaderError('ZIP', 'central directory has another length than stated')
        self._check_layout(cd_start)

    def _read_central(self, pos, limit, data_limit):
        m = self._map
        (sig, _, _, flags, method, clock, day, crc, packed, size, name_len, extra_len, comment_len, disk, _, _,
         header) = self._CENTRAL.unpack_from(m, pos)
        after = pos + 46 + name_len + extra_len + comment_len
        if sig != b'PK\1\2' or after > limit:
            raise ReaderError('ZIP', 'central directory is damaged')
        raw = m[pos + 46:pos + 46 + name_len]
        name = self._decode_name(raw, flags)
        extra = m[pos + 46 + name_len:pos + 46 + name_len + extra_len]
        size, packed, header = self._zip64(name, extra, size, packed, header)
        if comment_len:
            self._style(name, 'entry comment')
        if disk:
            raise ReaderError('ZIP', 'archive of several parts')
        member = Member(name, size, method, packed, crc, header, None, flags)
        self._read_local(member, raw, data_limit, (clock, day))
        if method not in (0, 8):
            self._style(name, 'method %d' % method)
        if not name.isascii() or '\\' in name:
            self._style(name, 'name not plain ASCII with "/"')
        self._add(member)
        return after

    @staticmethod
    def _decode_name(raw, flags):
        return raw.decode('utf-8', 'surrogateescape') if flags & 0x800 else raw.decode('cp437')

    def _zip64(self, name, extra, size, packed, header=0):
        if not extra:
            return size, packed, header
        pos, found = 0, None
        while pos + 4 <= len(extra):
            tag, length = struct.unpack_from('<HH', extra, pos)
            if pos + 4 + length > len(extra):
                break
            if tag == 1:
                found = extra[pos + 4:pos + 4 + length]
            pos += 4 + length
        if pos != len(extra):
            self._style(name, 'malformed extra field')
        values, used = [size, packed, header], 0
        for i, value in enumerate(values):
            if value == 0xFFFFFFFF and found is not None:
                if used + 8 > len(found):
                    raise ReaderError('ZIP', '%s: Zip64 field too short' % show(name))
                values[i] = int.from_bytes(found[used:used + 8], 'little')
                used += 8
        if found is not None and not used:
            self._style(name, 'Zip64 field without need')
        return values

    def _read_local(self, member, raw_name, data_limit, moment):
        m, shown = self._map, member.name if member.name.isascii() else show(member.name)
        if member.header + 30 > data_limit:
            raise ReaderError('ZIP', '%s: local header out of range' % shown)
        (sig, _, flags, method, clock, day, crc, packed, size, name_len,
         extra_len) = self._LOCAL.unpack_from(m, member.header)
        start = member.header + 30
        member.data = start + name_len + extra_len
        if sig != b'PK\3\4' or member.data + member.packed > data_limit:
            raise ReaderError('ZIP', '%s: local header is wrong' % shown)
        size, packed, _ = self._zip64(member.name, m[start + name_len:member.data], size, packed)
        if m[start:start + name_len] != raw_name:
            self._note('%s: local header has another name' % shown)
        if method != member.method or (flags ^ member.flags) & 9:
            self._note('%s: local header has another method or flags' % shown)
        elif flags != member.flags or (clock, day) != moment:
            self._style(member.name, 'local header has other flags or another time')
        if (member.flags | flags) & 1:
            self._note('%s: zip encryption' % shown)
        if flags & 8:
            self._style(member.name, 'data descriptor')
            agree = all(a in (0, b) for a, b in ((crc, member.crc), (packed, member.packed), (size, member.size)))
            agree = agree and self._descriptor_length(member) is not None
        else:
            agree = (crc, packed, size) == (member.crc, member.packed, member.size)
        if not agree:
            self._note('%s: local header has another CRC or size' % shown)

    def _descriptor_length(self, member):
        end = member.data + member.packed
        for sig in (b'PK\7\x08', b''):
            for form, mask in (('<III', 2**32 - 1), ('<IQQ', 2**64 - 1)):
                record = sig + struct.pack(form, member.crc, member.packed & mask, member.size & mask)
                if self._map[end:end + len(record)] == record:
                    return len(record)
        return None

    def _check_layout(self, cd_start):
        """Entries must not overlap; a writer leaves no gaps either."""
        pos = 0
        for member in sorted(self.order, key=lambda e: e.header):
            if member.header < pos:
                self._note('%s: overlaps the entry before it' % show(member.name))
            elif member.header > pos:
                self._style(member.name, 'unused bytes before the entry')
            pos = member.data + member.packed
            if member.flags & 8:
                pos += self._descriptor_length(member) or 0
        if pos != cd_start:
            self._note('unused bytes before the central directory', True)

    def _scan(self):
        """Adds what the local headers show (§9.1). Wrong guesses do no harm: every use checks a hash or CRC."""
        m, pos = self._map, -1
        known = {(e.header, e.name, e.packed) for e in self.order}
        while (pos := m.find(b'PK\3\4', pos + 1)) >= 0 and pos + 30 <= len(m):
            _, _, flags, method, _, _, crc, packed, size, name_len, extra_len = self._LOCAL.unpack_from(m, pos)
            data = pos + 30 + name_len + extra_len
            if data > len(m) or not name_len:
                continue
            try:
                name = self._decode_name(m[pos + 30:pos + 30 + name_len], flags)
                size, packed, _ = self._zip64(name, m[pos + 30 + name_len:data], size, packed)
            except (UnicodeDecodeError, ReaderError):
                continue
            if flags & 8 and not packed and method == 8:
                if (lengths := self._inflated_lengths(data)) is None:
                    continue
                (packed, size), crc = lengths, None
            if data + packed > len(m) or flags & 1:
                continue
            if (pos, name, packed) not in known:
                self._add(Member(name, size, method, packed, crc, pos, data, flags))

    def _inflated_lengths(self, start):
        """(packed, unpacked) length of the deflate stream at `start`; None if there is none."""
        d, pos, size = zlib.decompressobj(-15), start, 0
        try:
            while not d.eof and pos < len(self._map):
                piece = self._map[pos:pos + 65536]
                pos += len(piece)
                size += len(d.decompress(piece))
        except zlib.error:
            return None
        return (pos - start - len(d.unused_data), size) if d.eof else None

    def read(self, member, limit=LARGEST_ENTRY, check_crc=True):
        if member.size > limit:
            raise ReaderError('ZIP', '%s: larger than %d bytes' % (show(member.name), limit))
        packed = self._map[member.data:member.data + member.packed]
        try:
            data = _unpack(packed, member.method, member.size, member.flags)
        except (zlib.error, OSError, ValueError, OverflowError, lzma.LZMAError, EOFError) as e:
            raise ReaderError('ZIP', '%s: cannot be decompressed: %s' % (show(member.name), e)) from None
        except ReaderError as e:
            raise ReaderError(e.kind, '%s: %s' % (show(member.name), e)) from None
        if len(data) != member.size:
            raise ReaderError('ZIP', '%s: length differs from the one recorded' % show(member.name))
        if check_crc and member.crc is not None and zlib.crc32(data) != member.crc:
            raise ReaderError('CRC', '%s: CRC is wrong' % show(member.name))
        return data


class TarArchive:
    """§9.3: an uncompressed tar that ends with a directory of its own, which is checked but not needed."""

    def __init__(self, path):
        self.members, self.order, self.problems = {}, [], []
        self.path, self._file = path, open(path, 'rb')
        try:
            self._read_headers()
        except (tarfile.TarError, OSError, ValueError) as e:
            self._note('tar: %s' % e)

    def __getstate__(self):
        return self.path, self.members, self.order, self.problems

    def __setstate__(self, state):
        self.path, self.members, self.order, self.problems = state
        self._file = open(self.path, 'rb')

    def close(self):
        self._file.close()

    def _note(self, text, strict=False):
        self.problems.append(Problem('TAR', text, strict))

    def _read_headers(self):
        total = os.fstat(self._file.fileno()).st_size
        end, trailer = 0, None
        with tarfile.open(fileobj=self._file, mode='r:') as tar:
            for info in tar:
                end = info.offset_data + (info.size + 511) // 512 * 512
                if not info.isreg():
                    self._note('%s: not a regular entry' % show(info.name))
                elif info.name == '.eof-header':
                    trailer = info
                else:
                    member = Member(info.name, info.size, 0, info.size, None, info.offset, info.offset_data)
                    self.members.setdefault(info.name.replace('\\', '/'), []).append(member)
                    self.order.append(member)
        if end != total:
            self._note('tar ends at byte %d of %d' % (end, total))
        self._check_trailer(trailer, end)

    def _check_trailer(self, trailer, end):
        if trailer is None:
            return self._note('no .eof-header', True)
        data = self._read_at(trailer.offset_data, trailer.size)
        if data[-6:] != b'EOFHD1' or int.from_bytes(data[-14:-6], 'little') != trailer.offset:
            return self._note('last 14 bytes are wrong', True)
        try:
            listed = {name.replace('\\', '/'): (as_dict(v).get('Offset'), as_dict(v).get('Size'))
                      for name, v in as_dict(json_value(json_text(data[:-14].rstrip(b'\0'))[0])).items()}
        except ReaderError as e:
            return self._note('.eof-header: %s' % e, True)
        if listed != {e.name.replace('\\', '/'): (e.data, e.size) for e in self.order}:
            self._note('.eof-header does not list the entries as they are', True)

    def _read_at(self, offset, size):
        data = os.pread(self._file.fileno(), size, offset)
        if len(data) != size:
            raise ReaderError('TAR', 'truncated')
        return data

    def read(self, member, limit=LARGEST_ENTRY, check_crc=True):
        if member.size > limit:
            raise ReaderError('TAR', '%s: larger than %d bytes' % (show(member.name), limit))
        return self._read_at(member.data, member.size)


# ---------------------------------------------------------------------------------------------
# What volumes say

@dataclasses.dataclass(frozen=True)
class Settings:
    """Blocksize and hashes: the same in every volume of a backup (§3.1)."""
    blocksize: int
    block_hash_name: str
    file_hash_name: str

    @functools.cached_property
    def block_hash(self):
        return getattr(hashlib, HASHES[self.block_hash_name.upper()])

    @functools.cached_property
    def file_hash(self):
        return getattr(hashlib, HASHES[self.file_hash_name.upper()])

    @functools.cached_property
    def length(self):
        return self.block_hash().digest_size

    @functools.cached_property
    def per_list(self):
        return self.blocksize // self.length

    @functools.cached_property
    def same_hash(self):
        return self.block_hash_name.upper() == self.file_hash_name.upper()


class Stream(typing.NamedTuple):
    """A file's content or a metadata blob, as a dlist describes it."""
    digest: bytes
    size: int
    block: typing.Optional[bytes]
    lists: typing.Tuple[bytes, ...]


@dataclasses.dataclass(slots=True)
class Entry:
    type: str                        # File, Folder, Symlink
    path: str                        # as the file system has it, bytes that are not UTF-8 as surrogate escapes
    stored_path: str
    time: typing.Optional[str]
    content: typing.Optional[Stream]
    metadata: typing.Optional[Stream]
    escaped: bool                    # names inside are escaped as of §6.3

    @property
    def raw_path(self):
        return self.path.encode('utf-8', 'surrogateescape')

    @property
    def size(self):
        return self.content.size if self.content else 0

    @property
    def hash(self):
        return self.content.digest if self.content else None


@dataclasses.dataclass(slots=True)
class Version:
    number: int
    stamp: str
    volume: str
    full: typing.Optional[bool] = None
    files: int = 0
    bytes: int = 0
    error: typing.Optional[str] = None

    @property
    def time(self):
        s = self.stamp
        return '%s-%s-%sT%s:%s:%sZ' % (s[:4], s[4:6], s[6:8], s[9:11], s[11:13], s[13:15])


def parse_manifest(data):
    """-> (manifest as dict, Settings, problems)"""
    text, bom = json_text(data)
    problems = [] if bom else [Problem('BOM', 'manifest without BOM', True)]
    manifest = as_dict(json_value(text))
    version = manifest.get('Version')
    if type(version) is not int or version > 2:
        raise ReaderError('MANIFEST', 'Version is %s' % show(repr(version)))
    if version != 2:
        problems.append(Problem('MANIFEST', 'Version is %d' % version, True))
    if manifest.get('Encoding') != 'utf8':
        problems.append(Problem('MANIFEST', 'Encoding is not utf8'))
    if stamp_seconds(manifest.get('Created')) is None:
        problems.append(Problem('MANIFEST', 'Created is not a time', True))
    if not isinstance(manifest.get('AppVersion'), str):
        problems.append(Problem('MANIFEST', 'no AppVersion', True))
    size = manifest.get('Blocksize')
    names = manifest.get('BlockHash'), manifest.get('FileHash')
    if type(size) is not int or not 1 <= size < 2**31:
        raise ReaderError('MANIFEST', 'Blocksize is %s' % show(repr(size)))
    if size < 1024:
        problems.append(Problem('MANIFEST', 'Blocksize below 1024', True))
    for name in names:
        if not isinstance(name, str) or name.upper() not in HASHES:
            raise ReaderError('MANIFEST', 'unknown hash %s' % show(repr(name)))
        if name not in HASHES:
            problems.append(Problem('MANIFEST', 'hash name "%s" not in upper case' % name, True))
    settings = Settings(size, *names)
    if size < settings.length:
        raise ReaderError('MANIFEST', 'Blocksize is smaller than a hash')
    return manifest, settings, problems


_FILE_RANK = {'type': 0, 'path': 1, 'hash': 2, 'size': 3, 'time': 4, 'metahash': 5, 'metasize': 6,
              'metablocklists': 7, 'metablockhash': 7, 'blocklists': 8, 'blockhash': 8, 'blocksize': 9}
_FOLDER_RANK = {k: v for k, v in _FILE_RANK.items() if k in ('type', 'path') or k.startswith('meta')}
_TYPES = {'file': 'File', 'folder': 'Folder', 'symlink': 'Symlink', 'alternatestream': 'File'}


class FileListParser:
    """filelist.json -> entries. Reads any order of members; notes what a strict writer must not do (§6.1)."""

    def __init__(self, settings, escaped, problems):
        self.s, self.escaped, self.problems = settings, escaped, problems
        self.seen = set()

    def note(self, kind, path, text, strict=False):
        self.problems.append(Problem(kind, '%s: %s' % (show(path), text), strict))

    def parse(self, text):
        for pairs in json_array(text):
            entry = self.entry(pairs)
            if entry is not None:
                yield entry

    def entry(self, pairs):
        if not isinstance(pairs, tuple):
            raise ReaderError('JSON', 'file list has an element that is no object')
        d = dict(pairs)
        stored, kind = d.get('path'), d.get('type')
        if not isinstance(stored, str) or not isinstance(kind, str):
            self.note('MEMBER', repr(stored), 'entry without path or type')
            return None
        known = _TYPES.get(kind.lower())
        if known is None:
            self.note('MEMBER', stored, 'unknown type "%s"' % show(kind), True)
            return None
        if kind != known:
            self.note('MEMBER', stored, 'type written "%s"' % show(kind), True)
        self._check_members(stored, known, pairs)
        raw = self._check_path(stored, known)
        content = self._stream(d, stored, known, '') if known == 'File' else None
        metadata = self._stream(d, stored, known, 'meta')
        if known == 'File' and stamp_seconds(d.get('time')) is None:
            self.note('MEMBER', stored, 'time is missing or wrong', True)
        return Entry(known, raw.decode('utf-8', 'surrogateescape'), stored, d.get('time'), content, metadata,
                     self.escaped)

    def _check_members(self, stored, known, pairs):
        ranks = _FILE_RANK if known == 'File' else _FOLDER_RANK
        last = -1
        names = [k for k, _ in pairs]
        if len(set(names)) != len(names):
            self.note('MEMBER', stored, 'a member occurs twice')
        for name in names:
            rank = ranks.get(name)
            if rank is None:
                self.note('MEMBER', stored, 'unknown member "%s"' % show(name), True)
                continue
            if rank < last:
                self.note('ORDER', stored, 'member "%s" comes too late' % name, True)
            elif rank == last and name in ('metablockhash', 'blockhash', 'metablocklists', 'blocklists'):
                self.note('MEMBER', stored, 'a block hash and blocklists together', True)
            last = max(last, rank)
        if ('blocksize' in names) != ('blockhash' in names):
            self.note('MEMBER', stored, 'blockhash and blocksize must come together', True)

    def _check_path(self, stored, known):
        raw = stored_to_bytes(stored, self.escaped)
        if self.escaped and not stored.isascii() and escape_name(raw) != stored:
            self.note('ESCAPE', stored, 'not the canonical escape of its name')
        if stored in self.seen:
            self.note('DUPPATH', stored, 'path occurs twice')
        self.seen.add(stored)
        try:
            split_path(raw)
            stored.encode('utf-8')
        except BadPath as e:
            self.note('PATH', stored, str(e))
        except UnicodeEncodeError:
            self.note('PATH', stored, 'not valid Unicode')
        if known == 'Folder' and not ends_with_separator(raw):
            self.note('PATH', stored, 'folder without trailing separator', True)
        if known == 'File' and ends_with_separator(raw):
            self.note('PATH', stored, 'file with trailing separator', True)
        return raw

    def _digest(self, value, length, stored, name):
        data = from_b64(value)
        if data is None or len(data) != length:
            self.note('MEMBER', stored, '%s is not the base64 of a hash' % name)
            return None
        return data

    def _stream(self, d, stored, known, meta):
        """The stream described by the members with (meta='meta') or without that prefix; None if unusable."""
        s = self.s
        value, size = d.get(meta + 'hash'), d.get(meta + 'size')
        if value is None and size is None and meta:
            self.note('MEMBER', stored, 'no metahash and metasize', True)
            return None
        if type(size) is not int or size < 0:
            self.note('MEMBER', stored, '%ssize is missing or wrong' % meta)
            return None
        digest = self._digest(value, s.file_hash().digest_size, stored, meta + 'hash')
        if digest is None:
            return None
        lists, block = self._lists(d, stored, meta), None
        if (name := meta + 'blockhash') in d:
            block = self._digest(d[name], s.length, stored, name)
        if not meta and 'blocksize' in d and d['blocksize'] != size:
            self.note('MEMBER', stored, 'blocksize differs from size')
        self._check_shape(stored, known, meta, digest, size, block, lists)
        if meta and size > s.per_list * s.blocksize:
            self.note('METADATA', stored, 'metadata longer than one blocklist can tell', True)
        if block is None and 0 < size <= s.blocksize and not s.same_hash:
            self.note('MEMBER', stored, 'no %sblockhash although the hashes differ' % meta)
            return None
        return Stream(digest, size, block, lists)

    def _lists(self, d, stored, meta):
        value = d.get(meta + 'blocklists')
        if value is None:
            return ()
        if not isinstance(value, list):
            self.note('MEMBER', stored, '%sblocklists is no array' % meta)
            return ()
        if not value:
            self.note('BLOCKLIST', stored, '%sblocklists is empty' % meta, True)
        return tuple(x for x in (self._digest(v, self.s.length, stored, meta + 'blocklists') for v in value) if x)

    def _check_shape(self, stored, known, meta, digest, size, block, lists):
        s = self.s
        count = -(-size // s.blocksize)
        wanted = -(-count // s.per_list) if count > 1 else 0
        if count > 1 and len(lists) != wanted:
            self.note('BLOCKLIST', stored, '%d %sblocklists instead of %d' % (len(lists), meta, wanted))
        if count <= 1 and lists:
            self.note('BLOCKLIST', stored, '%sblocklists for at most one block' % meta, True)
        if block is None:
            return
        if count != 1:
            self.note('MEMBER', stored, '%sblockhash for a stream of %d blocks' % (meta, count), True)
        elif s.same_hash and block != digest:
            self.note('MEMBER', stored, '%sblockhash differs from %shash' % (meta, meta))
        elif s.same_hash and (not meta or known == 'File'):
            # Folders and links may carry an equal metablockhash: 2.3 writes it always (§6.1, 8b).
            self.note('MEMBER', stored, 'needless %sblockhash' % meta, True)


_METADATA_ORDER = ['unix:uid-gid-perm', 'unix:owner-name', 'unix:group-name', 'macos:flags', 'macos:acl',
                   'win-ext:accessrules', 'win-ext:accessrulesprotected', 'CoreAttributes', 'CoreLastWritetime',
                   'CoreCreatetime', 'CoreSymlinkTarget', 'cairn:mode-bits']
_METADATA_RANK = {name: i + 1 for i, name in enumerate(_METADATA_ORDER)}
_ATTRIBUTES = {name: i for i, name in enumerate((
    'ReadOnly', 'Hidden', 'System', 'Directory', 'Archive', 'Device', 'Normal', 'Temporary', 'SparseFile',
    'ReparsePoint', 'Compressed', 'Offline', 'NotContentIndexed', 'Encrypted', 'IntegrityStream', 'NoScrubData'))}


def attributes_fault(text):
    """Whether CoreAttributes is not what .NET would write (§7): names in order of their bits, or a number."""
    if re.fullmatch('-?[0-9]{1,10}', text):
        return False
    ranks = [_ATTRIBUTES.get(name) for name in text.split(', ')]
    return None in ranks or ranks != sorted(set(ranks))


def mode_bits(metadata):
    """Set-id and sticky bits, for which the format has no place: Cairn keeps them under a key of its own."""
    text = metadata.get('cairn:mode-bits', '0')
    return int(text) & 0o7000 if re.fullmatch('[0-9]{1,6}', text) else 0


def parse_metadata(blob, problems=None):
    """A metadata blob -> dict of strings (null values dropped). Faults a reader must absorb go to `problems`."""
    problems = [] if problems is None else problems
    text, bom = json_text(blob)
    if not bom:
        problems.append(Problem('METADATA', 'no BOM', True))
    d = as_dict(json_value(text))
    last = 0
    for name, value in d.items():
        if value is not None and not isinstance(value, str):
            problems.append(Problem('METADATA', 'value of "%s" is no string' % show(name)))
        rank = 0 if name.startswith('unix-ext:') else _METADATA_RANK.get(name)
        if rank is not None:
            if rank < last:
                problems.append(Problem('METADATA', '"%s" out of order' % show(name), True))
            last = max(last, rank)
    d = {k: v for k, v in d.items() if isinstance(v, str)}
    for name in ('CoreLastWritetime', 'CoreCreatetime'):
        if name in d and not re.fullmatch('[0-9]{1,19}', d[name]):
            problems.append(Problem('METADATA', '%s is no number of ticks' % name))
    if 'unix:uid-gid-perm' in d and not re.fullmatch('[0-9]{1,10}-[0-9]{1,10}-[0-9]{1,6}', d['unix:uid-gid-perm']):
        problems.append(Problem('METADATA', 'unix:uid-gid-perm is wrong'))
    if attributes_fault(d.get('CoreAttributes', 'Normal')):
        problems.append(Problem('METADATA', 'CoreAttributes is wrong', True))
    if 'cairn:mode-bits' in d and str(mode_bits(d)) != d['cairn:mode-bits']:
        problems.append(Problem('METADATA', 'cairn:mode-bits is wrong'))
    return d


# ---------------------------------------------------------------------------------------------
# The store

class Store:
    """A backup in a local folder. Every block it hands out has been checked against its hash."""

    def __init__(self, folder, prefix=None, passphrase=None, temp=None, cache_bytes=8 << 30, jobs=None):
        self.folder = os.fspath(folder)
        self.passphrase = passphrase or None
        self.jobs = jobs or min(8, len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else 1)
        self.name_faults = []             # (name, fault): parse as ours, but must not exist
        self.settings = None
        self._passphrase_checked = False
        self._cache_limit, self._cache_used = cache_bytes, 0
        self._open = collections.OrderedDict()   # (name, salvage) -> (archive, temporary files, bytes)
        self._failed = {}                        # (name, salvage) -> ReaderError
        self._where = None                       # block digest -> [(size, dblock name)]
        self._list_where = {}                    # blocklist digest -> [dindex name]
        self._scanned = set()                    # dblocks whose own directory is in _where
        self._file_hashes = {}
        self._last_block = None, None            # runs of equal blocks (zeros) are common
        self._temp = tempfile.mkdtemp(prefix='cairn-reader-', dir=temp)
        self._cleanup = weakref.finalize(self, shutil.rmtree, self._temp, ignore_errors=True)
        try:
            self._list(prefix)
        except BaseException:
            self._cleanup()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        while self._open:
            self._evict()
        self._cleanup()

    # -- listing

    def _list(self, prefix):
        parsed, parity = [], []
        try:
            with os.scandir(self.folder) as entries:
                for e in entries:
                    if is_parity(e.name) and _name.fullmatch(e.name[:-5]):
                        parity.append(e.name)
                    m = parse_name(e.name)
                    if m and e.is_file():
                        parsed.append((m, e.path, e.stat().st_size))
        except OSError as e:
            raise UsageError('cannot list %s: %s' % (show(self.folder), e.strerror)) from None
        self.prefixes = sorted({m['prefix'] for m, _, _ in parsed})
        if prefix is None:
            if len(self.prefixes) > 1 and 'duplicati' not in self.prefixes:
                raise UsageError('several backups in this folder, choose with --prefix: %s'
                                 % ', '.join(map(show, self.prefixes)))
            prefix = self.prefixes[0] if len(self.prefixes) == 1 else 'duplicati'
        self.prefix = prefix
        self.volumes = {}
        for m, path, size in sorted(parsed, key=lambda x: x[0].string):
            if m['prefix'] != prefix:
                continue
            name, fault = m.string, name_fault(m)
            if fault:
                self.name_faults.append((name, fault))
            # An unknown suffix is no encryption, and a dlist without a date no version: foreign files.
            if m['enc'] in (None, 'aes', 'gpg') and (m['kind'] != 'dlist' or stamp_seconds(m['stamp']) is not None):
                self.volumes[name] = Volume(name, path, size, m['kind'], m['stamp'], m['comp'], m['enc'])
        self.name_faults += [(name, 'parity file: a rebuild beside it may fail (§2.4)') for name in sorted(parity)
                             if name.startswith(prefix + '-')]
        stamps = collections.Counter(v.stamp for v in self.of_kind('dlist'))
        self.name_faults += [(v.name, 'another version has the same second') for v in self.of_kind('dlist')
                             if stamps[v.stamp] > 1]

    def of_kind(self, kind):
        return [v for v in self.volumes.values() if v.kind == kind]

    def _dlists(self):
        return sorted(self.of_kind('dlist'), key=lambda v: (v.stamp, v.name), reverse=True)

    # -- opening volumes

    def check_passphrase(self):
        """Tells a wrong passphrase from a damaged volume: one volume that opens proves the passphrase."""
        if self._passphrase_checked:
            return
        candidates = [v for v in self._dlists() + self.of_kind('dindex') + self.of_kind('dblock') if v.enc][:16]
        if candidates and not self.passphrase:
            raise UsageError('the backup is encrypted: give --passphrase-file or set PASSPHRASE')
        refused = False
        for volume in candidates:
            try:
                if volume.enc == 'aes':
                    with open(volume.path, 'rb') as f:
                        if aes_open(f, self.passphrase).version == 0:
                            continue
                else:
                    with open(os.devnull, 'wb') as sink:
                        gpg_decrypt(volume.path, sink, self.passphrase)
                refused = False
                break
            except HeaderMacError:
                refused = True
            except (ReaderError, OSError):
                pass
        if refused:
            raise WrongPassphrase('wrong passphrase: no volume opens with it')
        self._passphrase_checked = True

    def archive(self, volume, salvage=False):
        """The opened container of a volume. With `salvage`, also one whose MAC or compression is broken."""
        key = (volume.name, salvage)
        if key in self._open:
            self._open.move_to_end(key)
            return self._open[key][0]
        if key in self._failed:
            raise self._failed[key]
        files = []
        try:
            archive, used = self._open_archive(volume, salvage, files)
        except (ReaderError, OSError) as e:
            for path in files:
                os.unlink(path)
            if isinstance(e, OSError):
                e = ReaderError('ENTRY', 'cannot be read: %s' % e.strerror)
            self._failed[key] = e
            raise e from None
        self.adopt(key, archive, files, used)
        return archive

    def adopt(self, key, archive, files, used):
        """Takes an opened container into the cache."""
        self._open[key] = (archive, files, used)
        self._cache_used += used
        while len(self._open) > 1 and (self._cache_used > self._cache_limit or len(self._open) > 400):
            self._evict()

    def opened(self, name):
        """What the cache holds of a volume, as arguments for adopt()."""
        return [(key, *value) for key, value in self._open.items() if key[0] == name]

    def _evict(self):
        _, (archive, files, used) = self._open.popitem(last=False)
        archive.close()
        for path in files:
            os.unlink(path)
        self._cache_used -= used

    def _new_temp(self, files):
        fd, path = tempfile.mkstemp(dir=self._temp)
        files.append(path)
        return os.fdopen(fd, 'wb')

    def _open_archive(self, volume, salvage, files):
        path, problems, used = volume.path, [], 0
        if volume.enc:
            self.check_passphrase()
            decrypt = aes_decrypt if volume.enc == 'aes' else gpg_decrypt
            with self._new_temp(files) as out:
                problems += decrypt(path, out, self.passphrase, salvage)
            path = files[-1]
            used += os.path.getsize(path)
        if volume.comp == 'zip':
            archive = ZipArchive(path)
        elif volume.comp in ('tgz', 'tzstd'):
            with self._new_temp(files) as out:
                problems += self._unpack_tar(path, volume.comp, out, salvage)
            used += os.path.getsize(files[-1])
            archive = TarArchive(files[-1])
        else:
            raise ReaderError('UNSUPPORTED', 'unsupported container "%s"' % show(volume.comp))
        archive.problems[:0] = problems
        return archive, used

    @staticmethod
    def _unpack_tar(path, comp, out, salvage):
        try:
            with gzip.open(path, 'rb') if comp == 'tgz' else open(path, 'rb') as source:
                pieces = iter(lambda: source.read(CHUNK), b'') if comp == 'tgz' else zstd_pieces(source.read)
                for piece in pieces:
                    out.write(piece)
        except (OSError, EOFError, zlib.error, ValueError) as e:
            problem = Problem('TAR', '%s stream is damaged: %s' % ('gzip' if comp == 'tgz' else 'zstd', e))
            if not salvage:
                raise ReaderError(*problem[:2]) from None
            return [problem]
        return []

    def entry_data(self, archive, name, limit=LARGEST_ENTRY):
        """The first sound entry of that name."""
        error = ReaderError('ENTRY', 'no entry "%s"' % name)
        for member in archive.members.get(name, ()):
            try:
                return archive.read(member, limit)
            except ReaderError as e:
                error = e
        raise error

    def manifest(self, archive):
        manifest, settings, problems = parse_manifest(self.entry_data(archive, 'manifest', 1 << 20))
        return manifest, settings, problems

    def file_hash(self, volume):
        """FH over the file as stored."""
        if volume.name not in self._file_hashes:
            h = self.need_settings().file_hash()
            with open(volume.path, 'rb') as f:
                while piece := f.read(CHUNK):
                    h.update(piece)
            self._file_hashes[volume.name] = h.digest()
        return self._file_hashes[volume.name]

    def remember_hash(self, volume, digest):
        self._file_hashes[volume.name] = digest

    def need_settings(self):
        """§3.1: from the oldest dlist that can be read; from any other volume if there is none."""
        if self.settings is None:
            error = None
            for volume in self._dlists()[::-1] + self.of_kind('dindex') + self.of_kind('dblock'):
                try:
                    self.settings = self.manifest(self.archive(volume))[1]
                    return self.settings
                except ReaderError as e:
                    error = error or e
            raise error or ReaderError('ENTRY', 'no volume')
        return self.settings

    # -- versions and entries

    def load_version(self, volume, problems=None):
        """-> (IsFullBackup, iterator of entries). Faults that a reader absorbs go to `problems`."""
        problems = [] if problems is None else problems
        archive = self.archive(volume)
        manifest, settings, _ = self.manifest(archive)
        full = True
        if 'fileset' in archive.members:
            text, bom = json_text(self.entry_data(archive, 'fileset', 1 << 20))
            if not bom:
                problems.append(Problem('BOM', 'fileset without BOM', True))
            full = as_dict(json_value(text)).get('IsFullBackup')
            if not isinstance(full, bool):
                problems.append(Problem('MEMBER', 'fileset: IsFullBackup is missing or wrong'))
                full = True
        else:
            problems.append(Problem('ENTRY', 'no fileset', True))
        text, bom = json_text(self.entry_data(archive, 'filelist.json'))
        if not bom:
            problems.append(Problem('BOM', 'filelist.json without BOM', True))
        # The rule is the manifest's: only our own names are escaped.
        escaped = str(manifest.get('AppVersion') or '').startswith('Cairn ')
        return full, FileListParser(settings, escaped, problems).parse(text)

    def versions(self):
        result = []
        for number, volume in enumerate(self._dlists()):
            version = Version(number, volume.stamp, volume.name)
            try:
                version.full, entries = self.load_version(volume)
                for e in entries:
                    if e.type == 'File':
                        version.files += 1
                        version.bytes += e.size
            except ReaderError as e:
                version.error = '%s %s' % (e.kind, e)
            result.append(version)
        return result

    def version_volume(self, version=0, time=None):
        """The dlist of a version: by number (newest = 0), or the newest that is not later than `time`."""
        dlists = self._dlists()
        if isinstance(version, Version):
            return self.volumes[version.volume]
        if time is not None:
            for volume in dlists:
                if volume.stamp <= time:
                    return volume
            raise UsageError('no version at or before %s' % show(time))
        if not 0 <= version < len(dlists):
            raise UsageError('no version %d: there are %d' % (version, len(dlists)))
        return dlists[version]

    def entries(self, version=0, time=None):
        return list(self.load_version(self.version_volume(version, time))[1])

    # -- blocks

    def prepare(self):
        """Opens the index and, as far as the cache goes, all dblocks: before work is shared out."""
        self.need_settings()
        if self._where is None:
            self._load_index()
        for volume in self.of_kind('dblock'):
            if len(self._open) >= 400 or self._cache_used + volume.size > self._cache_limit:
                break
            self.best_archive(volume)

    def _load_index(self):
        self._where = {}
        for volume in self.of_kind('dindex'):
            try:
                archive = self.archive(volume)
            except ReaderError:
                continue
            for name, members in archive.members.items():
                if name.startswith('list/'):
                    digest = from_b64(name[5:], url=True)
                    if digest is not None:
                        self._list_where.setdefault(digest, []).append(volume.name)
                elif name.startswith('vol/'):
                    try:
                        blocks = parse_vol(self.entry_data(archive, name))[0]
                    except ReaderError:
                        continue
                    dblock = self.find_dblock(name[4:])
                    if dblock:
                        for digest, size in blocks:
                            self._where.setdefault(digest, []).append((size, dblock.name))

    def find_dblock(self, name):
        """§5.3: the named dblock, or the same one under another compression or encryption extension."""
        if name in self.volumes:
            return self.volumes[name]
        m = parse_name(name)
        if m:
            stem = name[:m.start('comp')]
            for volume in self.of_kind('dblock'):
                if volume.name.startswith(stem):
                    return volume
        return None

    def best_archive(self, volume):
        """A dblock's container, salvaged if need be; None if nothing can be got out of it."""
        for salvage in (False, True):
            try:
                return self.archive(volume, salvage)
            except ReaderError:
                continue
        return None

    def _scan_dblocks(self):
        """Adds what the dblocks themselves hold: for blocks that no dindex, or a wrong one, lists."""
        for volume in self.of_kind('dblock'):
            if volume.name in self._scanned:
                continue
            self._scanned.add(volume.name)
            archive = self.best_archive(volume)
            for name, members in (archive.members.items() if archive else ()):
                digest = from_b64(name, url=True)
                if digest is not None:
                    where = self._where.setdefault(digest, [])
                    where.extend((e.size, volume.name) for e in members[:1])

    def _block_from(self, name, digest, size):
        volume = self.volumes.get(name)
        archive = volume and self.best_archive(volume)
        limit = max(self.settings.blocksize, size or 0)
        for member in (archive.members.get(b64url(digest), ()) if archive else ()):
            try:
                data = archive.read(member, limit, check_crc=False)
            except ReaderError:
                continue
            if self.settings.block_hash(data).digest() == digest and size in (None, len(data)):
                return data
        return None

    def read_block(self, digest, size=None):
        """A block by hash and size, from whichever copy proves right."""
        self.need_settings()
        if self._where is None:
            self._load_index()
        if self._last_block[0] == digest and size in (None, len(self._last_block[1])):
            return self._last_block[1]
        tried = set()
        for attempt in range(2):
            for _, name in self._where.get(digest, ()):
                if name not in tried:
                    data = self._block_from(name, digest, size)
                    if data is not None:
                        self._last_block = digest, data
                        return data
                    tried.add(name)
            if attempt == 0:
                self._scan_dblocks()
        # A blocklist has a second home in the index (§5.2).
        for name in self._list_where.get(digest, ()):
            with contextlib.suppress(ReaderError):
                data = self.entry_data(self.archive(self.volumes[name]), 'list/' + b64url(digest))
                if self.settings.block_hash(data).digest() == digest and size in (None, len(data)):
                    return data
        raise ReaderError('MISSING', 'block %s is in no present dblock' % b64(digest) if not tried else
                          'block %s is damaged' % b64(digest))

    def stream_blocks(self, stream, read_list=None):
        """The (digest, size) of every block of a stream; reads its blocklists (§6.2)."""
        s = self.need_settings()
        if stream.size == 0:
            return
        if stream.size <= s.blocksize:
            if stream.block is None and not s.same_hash:
                raise ReaderError('MEMBER', 'the block hash is not recorded')
            yield stream.block or stream.digest, stream.size
            return
        left = stream.size
        for digest, size in self.stream_lists(stream):
            data = (read_list or self.read_block)(digest, size)
            for i in range(0, len(data), s.length):
                yield data[i:i + s.length], min(left, s.blocksize)
                left -= min(left, s.blocksize)

    def stream_lists(self, stream):
        """The (digest, size) of every blocklist of a stream."""
        s = self.need_settings()
        count = -(-stream.size // s.blocksize)
        if count <= 1:
            return
        wanted = -(-count // s.per_list)
        if len(stream.lists) != wanted:
            raise ReaderError('BLOCKLIST', '%d blocklists instead of %d' % (len(stream.lists), wanted))
        for digest in stream.lists:
            yield digest, min(count, s.per_list) * s.length
            count -= min(count, s.per_list)

    def iter_stream(self, stream, kind='FILEHASH'):
        """The blocks of a stream as bytes. Raises at the end if the whole has the wrong hash."""
        whole = self.need_settings().file_hash()
        for digest, size in self.stream_blocks(stream):
            data = self.read_block(digest, size)
            whole.update(data)
            yield data
        if whole.digest() != stream.digest:
            raise ReaderError(kind, 'hash of the whole is wrong')

    def iter_file(self, entry):
        if entry.content is None:
            raise ReaderError('MEMBER', 'content is not described')
        return self.iter_stream(entry.content)

    def read_file(self, entry):
        return b''.join(self.iter_file(entry))

    def read_metadata(self, entry):
        """The metadata of an entry as a dict; empty if the backup has none."""
        if entry.metadata is None:
            return {}
        return parse_metadata(b''.join(self.iter_stream(entry.metadata, 'METAHASH')))

    def verify(self, lenient=False, index_required=True):
        """-> list of Finding, empty if all is well."""
        return Verifier(self, lenient, index_required and not lenient).run()

    def restore(self, target, version=0, time=None, paths=(), owner=False, strip=None):
        """-> RestoreReport"""
        entries = self.load_version(self.version_volume(version, time))[1]
        return Restorer(self, target, owner, strip).run(entries, paths)

    def compare(self, tree, version=0, time=None, strip=None, owner=False, ignore=(), exclude=()):
        """A version against a live folder -> CompareReport"""
        entries = self.load_version(self.version_volume(version, time))[1]
        return Comparer(self, tree, strip, owner, ignore, exclude).run(list(entries))


def parse_vol(data, problems=None):
    """A vol/ entry -> ([(digest, size)], volumehash or None, volumesize or None). Faults go to `problems` (§5.1)."""
    problems = [] if problems is None else problems
    text, bom = json_text(data)
    if bom:
        problems.append(Problem('BOM', 'vol/ entry with BOM', True))
    top = json_value(text)
    d = as_dict(top)
    if [k for k, _ in top] != ['blocks', 'volumehash', 'volumesize']:
        problems.append(Problem('INDEX', 'members are not blocks, volumehash, volumesize in this order', True))
    blocks = []
    if not isinstance(d.get('blocks'), list):
        raise ReaderError('INDEX', 'no blocks')
    for item in d['blocks']:
        block = as_dict(item)
        digest, size = from_b64(block.get('hash')), block.get('size')
        if digest is None or type(size) is not int or size < 0:
            problems.append(Problem('INDEX', 'a block without proper hash and size'))
            continue
        if [k for k, _ in item] != ['hash', 'size']:
            problems.append(Problem('INDEX', 'members of a block are not hash, size in this order', True))
        blocks.append((digest, size))
    size = d.get('volumesize')
    return blocks, from_b64(d.get('volumehash')), size if type(size) is int else None


# ---------------------------------------------------------------------------------------------
# Work in several processes

def in_processes(work, items, weights, jobs):
    """[work(item) for item in items], the items shared out by weight among `jobs` processes.

    They are forked, so they see all that is open here; what they return is pickled. The share of a
    process that fails is done again here, so that errors appear where they can be handled.
    """
    shares = _shares(weights, max(1, min(jobs, len(items))))
    results, running = {}, []
    try:
        for share in shares[1:]:
            running.append((share, *_start(work, [items[i] for i in share])))
        results.update((i, work(items[i])) for i in shares[0])
        while running:
            share, pid, pipe = running[0]
            with pipe:
                data = pipe.read()
            status = os.waitpid(pid, 0)[1]
            del running[0]
            results.update(zip(share, [work(items[i]) for i in share] if status else pickle.loads(data)))
    finally:
        for _, pid, pipe in running:
            pipe.close()
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return [results[i] for i in range(len(items))]


def _shares(weights, count):
    """Indexes of the weights in `count` lists of about equal weight, heaviest first."""
    loads = [(0, n, []) for n in range(count)]
    for i in sorted(range(len(weights)), key=lambda i: -weights[i]):
        load, n, share = loads[0]
        share.append(i)
        heapq.heapreplace(loads, (load + weights[i], n, share))
    return [share for _, _, share in loads]


def _start(work, items):
    """-> (process, pipe with the pickled results)"""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(read_end)
            with open(write_end, 'wb') as pipe:
                pickle.dump([work(item) for item in items], pipe, pickle.HIGHEST_PROTOCOL)
            status = 0
        finally:
            os._exit(status)    # no clean-up: temporary files belong to the parent
    os.close(write_end)
    return pid, open(read_end, 'rb')


# ---------------------------------------------------------------------------------------------
# Verification

class DblockReport(typing.NamedTuple):
    """What a process found out about one dblock."""
    findings: list
    present: dict        # digest -> size, of the blocks proven to be in it
    contents: typing.Optional[dict]     # digest -> size as its directory says; None if unreadable
    file_hash: typing.Optional[bytes]
    opened: list         # of the store's cache, so that nothing is decrypted twice


class Verifier:
    """Checks a whole store. Strict: the "a writer must" list of §15. Lenient: what a reader must absorb passes."""

    def __init__(self, store, lenient, index_required):
        self.store, self.lenient, self.index_required = store, lenient, index_required
        self.findings = []
        self.present = {}          # digest -> (size, dblock name), of blocks proven to be in a dblock
        self.contents = {}         # dblock name -> {digest: size} as its directory says; absent if unreadable
        self.indexed = {}          # digest -> {sizes} as vol/ entries of present dblocks say
        self.listed = {}           # dindex name -> set of sound list/ digests
        self.covers = {}           # dindex name -> list of (dblock name, [(digest, size)])
        self.blocklists = set()    # every blocklist that a version needs
        self.checked = set()       # needed (digest, size) already looked up
        self.unindexed = collections.Counter()
        self.streams = {}          # (kind, Stream, is link) -> None or the reason why it is broken
        self.unread = {}           # those still to be read -> (stamp, first entry that has it)
        self.uses = []             # (stamp, path, key of self.streams)

    def add(self, kind, where, text, strict=False, path=None):
        if not (strict and self.lenient):
            self.findings.append(Finding(kind, where, text, path, strict))

    def add_all(self, where, problems, before=''):
        for p in problems:
            self.add(p.kind, where, before + p.text, p.strict)

    def run(self):
        store = self.store
        self._check_names()
        store.check_passphrase()
        try:
            store.need_settings()
        except ReaderError:
            # Nothing can be understood without settings, but each volume can say why.
            for volume in store.volumes.values():
                self._open(volume)
            if not self.findings and store.volumes:
                self.add('MANIFEST', store.prefix, 'no volume tells blocksize and hashes')
            return self.findings
        self._check_dblocks()
        for volume in store.of_kind('dindex'):
            self._check_dindex(volume)
        for volume in store._dlists():
            self._check_dlist(volume)
        self._read_streams()
        self._check_coverage()
        self._check_verification_file()
        return self.findings

    # -- volumes

    def _check_names(self):
        for name, fault in self.store.name_faults:
            # Duplicati's parser throws on an impossible date; the rest it ignores.
            self.add('NAME', name, fault, strict=fault != 'impossible time')
        newest = (self.store._dlists() or list(self.store.volumes.values()) or [None])[0]
        for v in self.store.volumes.values():
            if (v.comp, v.enc) != (newest.comp, newest.enc):
                self.add('MIXED', v.name, 'compression or encryption differs from that of %s' % newest.name, True)

    def _open(self, volume):
        """The archive and its manifest, findings noted; None if the volume cannot be used."""
        try:
            archive = self.store.archive(volume)
        except ReaderError as e:
            self.add(e.kind, volume.name, str(e))
            return None
        self.add_all(volume.name, archive.problems)
        for name, members in archive.members.items():
            # Salvage may add a second view of an entry; only the directory's own duplicates count.
            if len({e.header for e in members}) > 1 and not any(p.kind in ('ZIP', 'TAR') and not p.strict
                                                                for p in archive.problems):
                same = name.startswith('list/') and len({self._quiet_read(archive, e) for e in members}) == 1
                self.add('DUPENTRY', volume.name, 'entry "%s" occurs %d times' % (show(name), len(members)), same)
        try:
            _, settings, problems = self.store.manifest(archive)
        except ReaderError as e:
            self.add(e.kind, volume.name, 'manifest: %s' % e)
            return archive if e.kind != 'METHOD' else None
        self.add_all(volume.name, problems)
        if archive.order[0].name != 'manifest':
            self.add('ENTRY', volume.name, 'manifest is not the first entry', True)
        if self.store.settings and settings != self.store.settings:
            self.add('MANIFEST', volume.name, 'blocksize or hashes differ from the rest of the store')
        return archive

    @staticmethod
    def _quiet_read(archive, member):
        try:
            return archive.read(member)
        except ReaderError:
            return None

    def _check_dblocks(self):
        store, volumes = self.store, self.store.of_kind('dblock')
        reports = in_processes(self._check_dblock, volumes, [v.size for v in volumes], self._jobs(volumes))
        for volume, report in zip(volumes, reports):
            self.findings += report.findings
            self.present.update((digest, (size, volume.name)) for digest, size in report.present.items())
            if report.contents is not None:
                self.contents[volume.name] = report.contents
            if report.file_hash is not None:
                store.remember_hash(volume, report.file_hash)
            for key, *rest in report.opened:
                if key not in store._open:
                    store.adopt(key, *rest)

    def _jobs(self, volumes):
        return self.store.jobs if sum(v.size for v in volumes) > 4 << 20 else 1

    def _check_dblock(self, volume):
        """-> DblockReport; changes nothing here but the cache of the store."""
        kept, self.findings = self.findings, []
        try:
            present, contents = self._check_blocks_of(volume)
            try:
                file_hash = self.store.file_hash(volume)
            except OSError:
                file_hash = None
            return DblockReport(self.findings, present, contents, file_hash, self.store.opened(volume.name))
        finally:
            self.findings = kept

    def _check_blocks_of(self, volume):
        s, present = self.store.settings, {}
        archive = self._open(volume)
        sound = archive is not None
        if archive is None:
            archive = self.store.best_archive(volume)   # to tell which paths are really lost
        contents = {}
        for member in (archive.order if archive else ()):
            if member.name == 'manifest':
                continue
            digest = from_b64(member.name, url=True)
            if digest is None:
                if sound:
                    self.add('ENTRY', volume.name, 'foreign entry "%s"' % show(member.name), True)
                continue
            contents[digest] = member.size
            try:
                self._check_block(volume, archive, member, digest, s, present)
            except ReaderError as e:
                if sound:
                    self.add(e.kind, volume.name, str(e))
                if e.kind == 'METHOD':
                    break
        return present, contents if sound else None

    def _check_block(self, volume, archive, member, digest, s, present):
        if member.size > s.blocksize:
            raise ReaderError('BLOCKSIZE', '%s: %d bytes, more than a block' % (member.name, member.size))
        data = archive.read(member, check_crc=False)
        if s.block_hash(data).digest() != digest:
            raise ReaderError('BLOCKHASH', '%s: content has another hash' % member.name)
        if data:
            present[digest] = len(data)
        else:
            self.add('BLOCKSIZE', volume.name, '%s: empty block' % member.name, True)
        if member.crc is not None and zlib.crc32(data) != member.crc:
            raise ReaderError('CRC', '%s: CRC is wrong' % member.name)

    def _check_dindex(self, volume):
        archive = self._open(volume)
        if archive is None:
            return
        lists, covers = set(), []
        for name in archive.members:
            try:
                data = self.store.entry_data(archive, name)
                if name.startswith('list/'):
                    self._check_list(volume, name, data, lists)
                elif name.startswith('vol/'):
                    self._check_vol(volume, name[4:], data, covers)
                elif name != 'manifest':
                    self.add('ENTRY', volume.name, 'foreign entry "%s"' % show(name), True)
            except ReaderError as e:
                if name != 'manifest':
                    self.add(e.kind, volume.name, '%s: %s' % (show(name), e))
        if not covers:
            self.add('DANGLING', volume.name, 'covers no present dblock', True)
        self.listed[volume.name], self.covers[volume.name] = lists, covers

    def _check_list(self, volume, name, data, lists):
        s = self.store.settings
        digest = from_b64(name[5:], url=True)
        if digest is None or s.block_hash(data).digest() != digest or not data or len(data) % s.length:
            # Versions before 2.0.9.107 left wrong ones behind (§12).
            self.add('LIST', volume.name, '%s: content is not the blocklist of that hash' % show(name), True)
        else:
            lists.add(digest)

    def _check_vol(self, volume, name, data, covers):
        store, problems = self.store, []
        blocks, digest, size = parse_vol(data, problems)
        self.add_all(volume.name, problems, 'vol/%s: ' % show(name))
        m = parse_name(name)
        if not m or m['kind'] != 'dblock':
            return self.add('NAME', volume.name, 'vol/%s: not the name of a dblock' % show(name), True)
        dblock = store.find_dblock(name)
        if dblock is None:
            return self.add('DANGLING', volume.name, 'dblock %s is not there' % show(name), True)
        if dblock.name != name:
            self.add('INDEX', volume.name, 'vol/%s: the dblock is there under another extension' % show(name), True)
        if len(set(d for d, _ in blocks)) != len(blocks):
            self.add('INDEX', volume.name, 'vol/%s: lists a block twice' % show(name))
        for d, n in blocks:
            self.indexed.setdefault(d, set()).add(n)
        covers.append((dblock.name, blocks))
        contents = self.contents.get(dblock.name)
        if contents is not None and dict(blocks) != contents:
            wrong = dict(blocks).items() ^ contents.items()
            self.add('INDEX', volume.name, 'vol/%s: not the blocks of the dblock: %d differ, one is %s'
                     % (show(name), len({d for d, _ in wrong}), b64(min(wrong)[0])))
        if digest is None or size is None:
            self.add('VOLHASH', volume.name, 'vol/%s: no volumehash or volumesize' % show(name), True)
        elif size != dblock.size:
            self.add('VOLHASH', volume.name, 'vol/%s: volumesize %d, the file has %d'
                     % (show(name), size, dblock.size))
        elif digest != store.file_hash(dblock):
            self.add('VOLHASH', volume.name, 'vol/%s: volumehash is not that of the file' % show(name))

    # -- versions

    def _check_dlist(self, volume):
        archive = self._open(volume)
        if archive is None:
            return
        for member in archive.order:
            name = member.name.replace('\\', '/')
            if name == 'filelist.json':
                continue
            # "cairn-…" entries are Cairn's own additions; nothing here depends on them.
            extra = name.startswith('extra/') and name.count('/') == 1 and name != 'extra/'
            if name not in ('manifest', 'fileset') and not extra and not name.startswith('cairn-'):
                self.add('ENTRY', volume.name, 'foreign entry "%s"' % show(name), True)
            try:
                archive.read(member)
            except ReaderError as e:
                self.add(e.kind, volume.name, str(e))
        problems = []
        try:
            _, entries = self.store.load_version(volume, problems)
            for entry in entries:
                self._check_entry(volume, entry)
        except ReaderError as e:
            self.add(e.kind, volume.name, str(e))
        self.add_all(volume.name, problems)
        if 'cairn-envelope' in archive.members:
            try:
                self._check_envelope(volume, archive)
            except ReaderError as e:
                self.add('ENVELOPE', volume.name, str(e))

    def _check_envelope(self, volume, archive):
        """Cairn's own addition: what a version relies on. Names are written once; an absent one was removed."""
        text, bom = json_text(self.store.entry_data(archive, 'cairn-envelope'))
        if not bom:
            self.add('BOM', volume.name, 'cairn-envelope without BOM', True)
        envelope = as_dict(json_value(text))
        if envelope.get('name') != volume.name:
            self.add('ENVELOPE', volume.name, 'made for the name "%s"' % show(str(envelope.get('name'))))
        told = envelope.get('volumes')
        if not isinstance(told, list):
            raise ReaderError('ENVELOPE', 'cairn-envelope: no list of volumes')
        for row in map(as_dict, told + [envelope[m] for m in ('previous',) if m in envelope]):
            name, size, digest = row.get('name'), row.get('size'), row.get('hash')
            if not isinstance(name, str) or not isinstance(size, int) or size < 0:
                raise ReaderError('ENVELOPE', 'cairn-envelope: a volume without name or size')
            present = self.store.volumes.get(name)
            if present is None:
                continue
            if present.size != size:
                self.add('ENVELOPE', name, '%d bytes, %s tells %d' % (present.size, volume.name, size))
            elif 'hash' in row and from_b64(digest) != self.store.file_hash(present):
                self.add('ENVELOPE', name, 'not the hash that %s tells' % volume.name)

    def _check_entry(self, volume, entry):
        if entry.type == 'File':
            if entry.content is None:
                self._broken(volume.stamp, entry.path, 'content is not described')
            else:
                self._check_stream(volume, entry, entry.content, 'FILEHASH')
        if entry.metadata is not None:
            self._check_stream(volume, entry, entry.metadata, 'METAHASH')

    def _broken(self, stamp, path, reason):
        self.add('BROKEN', stamp, '%s: %s' % (show(path), reason), path=path)

    def _check_stream(self, volume, entry, stream, kind):
        """Looks the blocks up; each distinct stream once. What must be read is read later, all together."""
        key = kind, stream, entry.type == 'Symlink'
        self.uses.append((volume.stamp, entry.path, key))
        if key in self.streams:
            return
        s = self.store.settings
        self.streams[key] = self._check_blocks(volume, entry, stream, kind)
        # A block that has proven right proves a file that is no more than this block.
        proven = kind == 'FILEHASH' and 0 < stream.size <= s.blocksize and s.same_hash \
            and stream.block in (None, stream.digest)
        if self.streams[key] is None and not proven:
            self.unread[key] = volume.stamp, entry

    def _check_blocks(self, volume, entry, stream, kind):
        """The reason why the stream cannot be whole, or None."""
        lost = False
        try:
            for digest, size in self.store.stream_lists(stream):
                self.blocklists.add(digest)
                self._check_needed(volume, entry, digest, size, 'blocklist')
            for digest, size in self.store.stream_blocks(stream, self._proven_block):
                self._check_needed(volume, entry, digest, size, 'block')
                lost = lost or self._lacks(digest, size)
        except ReaderError as e:
            return str(e)
        return '%s has lost blocks' % self._WHAT[kind] if lost else None

    _WHAT = {'FILEHASH': 'content', 'METAHASH': 'metadata'}

    def _lacks(self, digest, size):
        return self.present.get(digest, (None,))[0] != size

    def _check_needed(self, volume, entry, digest, size, what):
        if (digest, size) in self.checked:
            return
        self.checked.add((digest, size))
        if self._lacks(digest, size):
            self.add('MISSING', volume.stamp, '%s %s of %d bytes, needed by %s, is in no present dblock'
                     % (what, b64(digest), size, show(entry.path)), path=entry.path)
        elif size not in self.indexed.get(digest, ()):
            self.unindexed[self.present[digest][1]] += 1

    def _proven_block(self, digest, size):
        """A block whose hash was checked with its dblock, without hashing it again."""
        store = self.store
        if self._lacks(digest, size):
            return store.read_block(digest, size)    # a blocklist may still be in list/
        if store._last_block[0] == digest:
            return store._last_block[1]
        name = self.present[digest][1]
        archive = store.best_archive(store.volumes[name])
        members = archive.members.get(b64url(digest), ()) if archive else ()
        data = archive.read(members[0], check_crc=False) if len(members) == 1 else store.read_block(digest, size)
        store._last_block = digest, data
        return data

    def _read_streams(self):
        keys = list(self.unread)
        weights = [key[1].size + 4096 for key in keys]
        results = in_processes(self._read_stream, keys, weights, self._jobs(self.store.of_kind('dblock')))
        for key, (reason, problems) in zip(keys, results):
            stamp, entry = self.unread[key]
            self.streams[key] = reason
            for p in problems:
                self.add(p.kind, stamp, '%s: %s' % (show(entry.path), p.text), p.strict, entry.path)
        for stamp, path, key in self.uses:
            if self.streams[key] is not None:
                self._broken(stamp, path, self.streams[key])

    def _read_stream(self, key):
        """-> (reason why the stream is broken or None, problems)"""
        kind, stream, _ = key
        whole, blob = self.store.settings.file_hash(), []
        try:
            for digest, size in self.store.stream_blocks(stream, self._proven_block):
                data = self._proven_block(digest, size)
                whole.update(data)
                if kind == 'METAHASH':
                    blob.append(data)
        except ReaderError as e:
            return '%s %s' % (e.kind, e), []
        if whole.digest() != stream.digest:
            reason = 'hash of the whole %s is wrong' % self._WHAT[kind]
            return reason, [Problem(kind, reason)]
        if kind == 'METAHASH':
            return self._check_metadata(self.unread[key][1], b''.join(blob))
        return None, []

    @staticmethod
    def _check_metadata(entry, blob):
        problems = []
        try:
            d = parse_metadata(blob, problems)
        except ReaderError as e:
            return 'metadata is malformed', [Problem('METADATA', str(e))]
        if entry.type == 'Symlink' and 'CoreSymlinkTarget' not in d:
            problems.append(Problem('METADATA', 'link without target', True))
        target = d.get('CoreSymlinkTarget', '')
        if entry.escaped and escape_name(unescape_name(target)) != target:
            problems.append(Problem('ESCAPE', 'link target is not the canonical escape'))
        return None, problems

    def _check_coverage(self):
        """§13.2: with these indexes a rebuild of a database must not need a single dblock."""
        if not self.index_required:
            return
        for name, count in sorted(self.unindexed.items()):
            self.add('NOINDEX', name, '%d needed blocks are listed in no dindex' % count)
        for name, covers in self.covers.items():
            for dblock, blocks in covers:
                held = self.contents.get(dblock)
                lacking = self.blocklists.intersection(held if held is not None else dict(blocks)) - self.listed[name]
                if lacking:
                    self.add('LIST', name, '%d blocklists of %s are not in list/, one is %s'
                             % (len(lacking), dblock, b64(min(lacking))))

    def _check_verification_file(self):
        """§2.4: what scripts check the store against. Nothing depends on it, so it is a matter of style."""
        store, name = self.store, self.store.prefix + '-verification.json'
        try:
            with open(os.path.join(store.folder, name), 'rb') as f:
                text, bom = json_text(f.read())
            if not bom:
                self.add('BOM', name, 'no BOM', True)
            rows = [as_dict(row) for row in json_array(text)]
        except FileNotFoundError:
            return
        except (OSError, ReaderError) as e:
            return self.add('VERFILE', name, 'cannot be read: %s' % e, True)
        told = {row.get('Name'): row for row in rows if row.get('State') in (2, 3)}
        for volume in store.volumes.values():
            row = told.pop(volume.name, None)
            if row is None:
                self.add('VERFILE', name, '%s is not listed' % volume.name, True)
            elif row.get('Size') != volume.size or from_b64(row.get('Hash')) != store.file_hash(volume):
                self.add('VERFILE', name, '%s has another size or hash' % volume.name, True)
        for lacking in sorted(map(str, told)):
            self.add('VERFILE', name, '%s is not there' % show(lacking), True)


# ---------------------------------------------------------------------------------------------
# What restore and compare make of metadata

def stored_folder(text):
    """--strip as components; None if it was not given."""
    try:
        return None if text is None else tuple(split_path(os.fsencode(text)))
    except BadPath as e:
        raise UsageError('--strip: %s' % e) from None


def owner_and_mode(metadata):
    """(uid, gid, mode) or None"""
    m = re.fullmatch('([0-9]{1,10})-([0-9]{1,10})-([0-9]{1,6})', metadata.get('unix:uid-gid-perm', ''))
    return (int(m[1]), int(m[2]), int(m[3]) & 0o777 | mode_bits(metadata)) if m else None


def mtime_ticks(metadata):
    """Modification time in units of 100 ns since 1970, or None."""
    text = metadata.get('CoreLastWritetime', '')
    return int(text) - TICKS_OF_1970 if re.fullmatch('[0-9]{1,19}', text) else None


def known_seconds(entry):
    """The whole seconds that a file's entry tells, or None (§6.4: the year 1 means unknown)."""
    return None if not entry.time or entry.time.startswith('0001') else stamp_seconds(entry.time)


# ---------------------------------------------------------------------------------------------
# Restore

@dataclasses.dataclass
class RestoreReport:
    files: int = 0
    folders: int = 0
    links: int = 0
    bytes: int = 0
    failed: list = dataclasses.field(default_factory=list)     # (path, reason)
    warnings: list = dataclasses.field(default_factory=list)   # (path, reason)


class Restorer:
    """Writes entries below a folder. Goes from handle to handle and never follows a link on the way."""
    _DIR = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

    def __init__(self, store, target, owner, strip):
        self.store, self.owner = store, owner
        self.report = RestoreReport()
        self.strip = stored_folder(strip)
        try:
            os.makedirs(target, exist_ok=True)
            self._root = os.open(target, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as e:
            raise UsageError('cannot use %s: %s' % (show(os.fspath(target)), e.strerror)) from None
        self._handles = collections.OrderedDict()    # components -> open directory
        self._default_mode = 0o777
        mask = os.umask(0)
        os.umask(mask)
        self._default_mode &= ~mask

    def run(self, entries, patterns):
        try:
            chosen = self._choose(entries, patterns)
            folders = sorted((c for c in chosen if c[1].type == 'Folder'), key=lambda c: c[0])
            folder_paths = {c[0] for c in folders}
            for kind, act in (('Folder', self._folder), ('File', self._file), ('Symlink', self._link)):
                for parts, entry in (folders if kind == 'Folder' else chosen):
                    if entry.type == kind:
                        self._guarded(entry, act, parts, entry, folder_paths)
            for parts, entry in sorted(folders, key=lambda c: len(c[0]), reverse=True):
                self._guarded(entry, self._folder_metadata, parts, entry, folder_paths)
        finally:
            for fd in self._handles.values():
                os.close(fd)
            self._handles.clear()
            os.close(self._root)
        return self.report

    def _choose(self, entries, patterns):
        chosen = []
        for entry in entries:
            try:
                parts = split_path(entry.raw_path)
            except BadPath as e:
                self.report.failed.append((entry.path, 'refused: %s' % e))
                continue
            if patterns and not self._matches(entry.path, patterns):
                continue
            if self.strip is not None and tuple(parts[:len(self.strip)]) == self.strip:
                parts = parts[len(self.strip):]
            if not parts:
                continue    # the target itself: it is the user's folder, so its metadata stays
            chosen.append((tuple(parts), entry))
        return chosen

    @staticmethod
    def _matches(path, patterns):
        """A pattern chooses what it matches and everything below that."""
        separator = '/' if path.startswith('/') else '\\'
        path = path.rstrip(separator)
        while path:
            if any(fnmatch.fnmatchcase(path, p.rstrip(separator) or p) for p in patterns):
                return True
            path = path.rpartition(separator)[0]
        return False

    def _guarded(self, entry, act, parts, *args):
        """One entry's trouble is not the others'."""
        try:
            act(parts, *args)
        except ReaderError as e:
            self.report.failed.append((entry.path, '%s %s' % (e.kind, e)))
        except (OSError, ValueError) as e:
            self.report.failed.append((entry.path, getattr(e, 'strerror', None) or str(e)))

    def _directory(self, parts, own=frozenset()):
        """A handle of a folder below the target, created if need be. `own`: folders that get metadata later."""
        if not parts:
            return self._root
        if parts in self._handles:
            self._handles.move_to_end(parts)
            return self._handles[parts]
        # From the deepest open ancestor down: no recursion, paths may be very deep.
        depth = len(parts) - 1
        while depth and parts[:depth] not in self._handles:
            depth -= 1
        fd = self._handles[parts[:depth]] if depth else self._root
        for depth in range(depth, len(parts)):
            path = parts[:depth + 1]
            try:
                os.mkdir(parts[depth], 0o700 if path in own else 0o777, dir_fd=fd)
            except FileExistsError:
                pass
            try:
                fd = os.open(parts[depth], self._DIR, dir_fd=fd)
            except NotADirectoryError:
                raise ReaderError('PATH', 'refused: "%s" on the way is no folder' % show(parts[depth])) from None
            except OSError as e:
                if e.errno == errno.ELOOP:
                    raise ReaderError('PATH', 'refused: "%s" on the way is a link' % show(parts[depth])) from None
                raise
            self._handles[path] = fd
        while len(self._handles) > 128 and len(self._handles) > len(parts):
            os.close(self._handles.popitem(last=False)[1])
        return fd

    def _metadata(self, entry):
        try:
            return self.store.read_metadata(entry)
        except ReaderError as e:
            # The content is worth having without it, but the user must know.
            self.report.failed.append((entry.path, 'metadata: %s %s' % (e.kind, e)))
            return {}

    def _folder(self, parts, entry, own):
        self._directory(parts, own)
        self.report.folders += 1

    def _file(self, parts, entry, own):
        parent = self._directory(parts[:-1], own)
        temporary = b'.cairn-restore-' + secrets.token_hex(8).encode()
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(temporary, flags, 0o600, dir_fd=parent)
        try:
            try:
                size = self._write(fd, entry)
                self._apply(fd, entry, self._metadata(entry), self._default_mode & 0o666)
            finally:
                os.close(fd)
            os.rename(temporary, parts[-1], src_dir_fd=parent, dst_dir_fd=parent)
        except BaseException:
            os.unlink(temporary, dir_fd=parent)
            raise
        self.report.files += 1
        self.report.bytes += size

    def _write(self, fd, entry):
        pos, zeros = 0, bytes(self.store.need_settings().blocksize)
        for data in self.store.iter_file(entry):
            if data != zeros[:len(data)]:    # a block of zeros becomes a hole
                view = memoryview(data)
                while view:
                    written = os.pwrite(fd, view, pos + len(data) - len(view))
                    view = view[written:]
            pos += len(data)
        os.ftruncate(fd, pos)
        return pos

    def _link(self, parts, entry, own):
        metadata = self._metadata(entry)
        target = metadata.get('CoreSymlinkTarget')
        if not target:
            self.report.warnings.append((entry.path, 'the backup holds no target of this link: not restored'))
            return
        parent = self._directory(parts[:-1], own)
        temporary = b'.cairn-restore-' + secrets.token_hex(8).encode()
        os.symlink(stored_to_bytes(target, entry.escaped), temporary, dir_fd=parent)
        try:
            if self.owner:
                with self._warned(entry, 'owner'):
                    os.chown(temporary, *self._ids(metadata), dir_fd=parent, follow_symlinks=False)
            if (moment := self._mtime(entry, metadata)) is not None:
                with self._warned(entry, 'time'):
                    os.utime(temporary, ns=(moment, moment), dir_fd=parent, follow_symlinks=False)
            os.rename(temporary, parts[-1], src_dir_fd=parent, dst_dir_fd=parent)
        except BaseException:
            os.unlink(temporary, dir_fd=parent)
            raise
        self.report.links += 1

    def _folder_metadata(self, parts, entry, own):
        self._apply(self._directory(parts, own), entry, self._metadata(entry), self._default_mode)

    @contextlib.contextmanager
    def _warned(self, entry, what):
        try:
            yield
        except (OSError, ValueError, OverflowError) as e:
            self.report.warnings.append((entry.path, '%s not set: %s' % (what, getattr(e, 'strerror', None) or e)))

    def _apply(self, fd, entry, metadata, default_mode):
        """Extended attributes while we may still write, then owner, mode (chown clears bits), time last."""
        for key, value in metadata.items():
            if not key.startswith('unix-ext:'):
                continue
            name = key[len('unix-ext:'):]
            # Attributes with power over the system only where ownership was asked for too.
            if not (self.owner or name.startswith('user.') or name.startswith('system.posix_acl_')):
                continue
            with self._warned(entry, 'attribute %s' % show(name)):
                os.setxattr(fd, stored_to_bytes(name, entry.escaped), base64.b64decode(value))
        if self.owner:
            with self._warned(entry, 'owner'):
                os.fchown(fd, *self._ids(metadata))
        known = owner_and_mode(metadata)
        with self._warned(entry, 'mode'):
            # Set-id and sticky bits give power to owners: only together with those.
            os.fchmod(fd, known[2] & (0o7777 if self.owner else 0o777) if known else default_mode)
        if (moment := self._mtime(entry, metadata)) is not None:
            with self._warned(entry, 'time'):
                os.utime(fd, ns=(time_module.time_ns(), moment))

    @staticmethod
    def _mtime(entry, metadata):
        if (ticks := mtime_ticks(metadata)) is not None:
            return ticks * 100
        seconds = known_seconds(entry)
        return None if seconds is None else seconds * 10**9

    @staticmethod
    def _ids(metadata):
        """Names win over numbers if this system knows them (§7)."""
        import grp
        import pwd
        uid, gid, _ = owner_and_mode(metadata) or (-1, -1, 0)
        with contextlib.suppress(KeyError, ValueError):
            uid = pwd.getpwnam(metadata['unix:owner-name']).pw_uid
        with contextlib.suppress(KeyError, ValueError):
            gid = grp.getgrnam(metadata['unix:group-name']).gr_gid
        return uid, gid


# ---------------------------------------------------------------------------------------------
# Comparison with a live folder

ASPECTS = ('outside', 'metadata', 'mode', 'mtime', 'dirtime', 'linktime', 'xattr')


class Difference(typing.NamedTuple):
    """`aspect`: not-in-backup, not-in-tree, type, size, content, target, owner, unreadable, or one of ASPECTS."""
    aspect: str
    path: str
    text: str

    def __str__(self):
        return '%s %s: %s' % (self.aspect, show(self.path), self.text)


@dataclasses.dataclass
class CompareReport:
    entries: int = 0     # of the backup, found in the tree
    bytes: int = 0       # of the contents that were compared
    differences: list = dataclasses.field(default_factory=list)


class Comparer:
    """Compares a version with a folder, reading every byte of both. Changes nothing.

    The folder stands for the stored folder `strip`; without that for its own path, if the version has
    it, else for the deepest folder that holds all of the version.
    """
    _KINDS = {stat.S_IFREG: 'File', stat.S_IFDIR: 'Folder', stat.S_IFLNK: 'Symlink'}

    def __init__(self, store, tree, strip, owner, ignore, exclude):
        self.store, self.tree, self.owner = store, os.fsencode(os.path.abspath(tree)), owner
        self.strip, self.ignore, self.exclude = stored_folder(strip), frozenset(ignore), tuple(exclude)
        if not os.path.isdir(self.tree):
            raise UsageError('no folder %s' % show(os.fspath(tree)))
        self.report = CompareReport()
        self.out = self.report.differences

    def run(self, entries):
        stored = self._placed(entries)
        live = self._walk()
        pairs = []
        for parts in sorted(stored.keys() | live.keys()):
            path = b'/'.join(parts).decode('utf-8', 'surrogateescape') or '.'
            if parts not in stored:
                if parts:    # the folder itself need not be in the backup
                    self._differ('not-in-backup', path, '%s of the tree' % live[parts][0])
            elif parts not in live:
                self._differ('not-in-tree', path, '%s of the backup' % stored[parts].type)
            elif live[parts][0] != stored[parts].type:
                self._differ('type', path, '%s in the backup, %s in the tree' % (stored[parts].type, live[parts][0]))
            else:
                pairs.append((path, parts, stored[parts], live[parts][1]))
        self.report.entries = len(pairs)
        total = sum(e.size for _, _, e, _ in pairs)
        if total > 4 << 20 and pairs:
            self.store.prepare()
        weights = [e.size + 4096 for _, _, e, _ in pairs]
        for found, size in in_processes(self._compare, pairs, weights, self.store.jobs if total > 4 << 20 else 1):
            self.out += found
            self.report.bytes += size
        self.out.sort(key=lambda d: d.path.encode('utf-8', 'surrogatepass'))
        return self.report

    def _differ(self, aspect, path, text):
        if aspect not in self.ignore:
            self.out.append(Difference(aspect, path, text))

    def _placed(self, entries):
        """{components below the tree: entry}"""
        split = []
        for entry in entries:
            try:
                split.append((tuple(split_path(entry.raw_path)), entry))
            except BadPath as e:
                self._differ('outside', entry.path, 'refused: %s' % e)
        base = self._base(split) if self.strip is None else self.strip
        placed = {}
        for parts, entry in split:
            if parts[:len(base)] == base:
                if parts[len(base):] in placed:
                    self._differ('type', entry.path, 'occurs twice in the backup')
                if not self._excluded(parts[len(base):]):
                    placed[parts[len(base):]] = entry
            elif base[:len(parts)] != parts:    # the folders above are nobody's business
                self._differ('outside', entry.path, 'not below the folder that is compared')
        return placed

    def _base(self, split):
        for own in (self.tree, os.path.realpath(self.tree)):
            own = tuple(split_path(own))
            if any(parts[:len(own)] == own for parts, _ in split):
                return own
        return tuple(os.path.commonprefix([p if e.type == 'Folder' else p[:-1] for p, e in split]))

    def _excluded(self, parts):
        names = [os.fsdecode(b'/'.join(parts[:n])) for n in range(1, len(parts) + 1)]
        return any(fnmatch.fnmatchcase(name, pattern) for name in names for pattern in self.exclude)

    def _walk(self):
        """{components: (type, lstat)} of the tree; what the format cannot hold is left out."""
        found = {(): ('Folder', os.stat(self.tree))}
        todo = [()]
        while todo:
            folder = todo.pop()
            try:
                names = os.listdir(b'/'.join((self.tree, *folder)))
            except OSError as e:
                raise UsageError('cannot list %s: %s' % (show(b'/'.join(folder)), e.strerror)) from None
            for name in names:
                parts = (*folder, name)
                status = os.lstat(b'/'.join((self.tree, *parts)))
                kind = self._KINDS.get(stat.S_IFMT(status.st_mode))
                if kind is None or self._excluded(parts):
                    continue
                found[parts] = kind, status
                if kind == 'Folder':
                    todo.append(parts)
        return found

    def _compare(self, pair):
        """-> (differences, bytes compared)"""
        path, parts, entry, status = pair
        live, found = b'/'.join((self.tree, *parts)), []
        kept, self.out = self.out, found
        try:
            size = self._compare_content(path, live, entry, status) if entry.type == 'File' else 0
            try:
                metadata = self.store.read_metadata(entry)
            except ReaderError as e:
                self._differ('unreadable', path, 'metadata: %s %s' % (e.kind, e))
            else:
                self._compare_metadata(path, live, entry, status, metadata)
            return found, size
        finally:
            self.out = kept

    def _compare_content(self, path, live, entry, status):
        if entry.size != status.st_size:
            self._differ('size', path, '%d in the backup, %d in the tree' % (entry.size, status.st_size))
        pos = 0
        try:
            with open(live, 'rb') as f:
                for data in self.store.iter_file(entry):
                    other = f.read(len(data))
                    if data != other:
                        at = next((i for i, (a, b) in enumerate(zip(data, other)) if a != b), len(other))
                        self._differ('content', path, 'differs from byte %d on' % (pos + at))
                        return pos
                    pos += len(data)
        except ReaderError as e:
            self._differ('unreadable', path, '%s %s' % (e.kind, e))
        except OSError as e:
            self._differ('unreadable', path, 'in the tree: %s' % e.strerror)
        return pos

    def _compare_metadata(self, path, live, entry, status, metadata):
        known, ticks = owner_and_mode(metadata), mtime_ticks(metadata)
        if entry.type == 'Symlink':
            self._compare_link(path, live, entry, metadata)
        if known is None or ticks is None:
            self._differ('metadata', path, 'the backup holds no owner, mode or time')
        # Only Cairn stores more than the nine permission bits.
        mode = status.st_mode & (0o7777 if entry.escaped else 0o777)
        if known and entry.type != 'Symlink' and known[2] != mode:
            self._differ('mode', path, '%04o in the backup, %04o in the tree' % (known[2], mode))
        if known and self.owner and known[:2] != (status.st_uid, status.st_gid):
            self._differ('owner', path, '%d:%d in the backup, %d:%d in the tree'
                         % (*known[:2], status.st_uid, status.st_gid))
        aspect = {'File': 'mtime', 'Folder': 'dirtime', 'Symlink': 'linktime'}[entry.type]
        if ticks is not None and ticks != status.st_mtime_ns // 100:
            self._differ(aspect, path, '%d00 ns in the backup, %d ns in the tree' % (ticks, status.st_mtime_ns))
        if entry.type == 'File' and known_seconds(entry) not in (None, status.st_mtime_ns // 10**9):
            self._differ(aspect, path, '%s in the list, %d s in the tree' % (entry.time, status.st_mtime_ns // 10**9))
        if known or ticks is not None:
            self._compare_xattrs(path, live, entry, metadata)

    def _compare_link(self, path, live, entry, metadata):
        stored = stored_to_bytes(metadata.get('CoreSymlinkTarget', ''), entry.escaped)
        target = os.readlink(live)
        if stored != target:
            self._differ('target', path, '"%s" in the backup, "%s" in the tree' % (show(stored), show(target)))

    def _compare_xattrs(self, path, live, entry, metadata):
        """Those of the user; the system's are there or not as it likes. Empty values are not stored (§7)."""
        attributes = {}
        if hasattr(os, 'listxattr'):
            with contextlib.suppress(OSError):
                for name in os.listxattr(live, follow_symlinks=False):
                    if name.startswith('user.') and (value := os.getxattr(live, name, follow_symlinks=False)):
                        attributes[os.fsencode(name)] = value
        stored = {stored_to_bytes(key[9:], entry.escaped): value for key, value in metadata.items()
                  if key.startswith('unix-ext:user.')}
        for name in sorted(attributes.keys() | stored.keys()):
            if stored.get(name) != (b64(attributes[name]) if name in attributes else None):
                self._differ('xattr', path, '%s differs' % show(name))


# ---------------------------------------------------------------------------------------------
# Command line

def add_choice_of_version(parser):
    which = parser.add_mutually_exclusive_group()
    which.add_argument('--version', type=int, default=0)
    which.add_argument('--time', metavar='STAMP', help='newest version at or before e.g. 20240102T030405Z')


def arguments(argv):
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument('dest', metavar='DEST', help='folder with the backup files')
    common.add_argument('--prefix', help='prefix of the backup, needed if the folder holds several')
    common.add_argument('--passphrase-file', metavar='FILE', help='its first line is the passphrase; else PASSPHRASE')
    common.add_argument('--temp', metavar='FOLDER', help='where decrypted volumes are kept while running')
    common.add_argument('--jobs', type=int, metavar='N', help='processes for verify and compare')
    common.add_argument('--json', action='store_true', help='result as JSON')
    parser = argparse.ArgumentParser(prog='cairn_reader.py', description='Reads backups in Duplicati\'s format.')
    commands = parser.add_subparsers(dest='command', required=True)
    commands.add_parser('list', parents=[common], help='list versions')
    p = commands.add_parser('files', parents=[common], help='list the entries of a version')
    p.add_argument('--version', type=int, default=0)
    p = commands.add_parser('verify', parents=[common], help='check everything')
    p.add_argument('--lenient', action='store_true', help='overlook what a reader must absorb')
    p.add_argument('--no-index-required', action='store_true', help='dindexes may be absent or incomplete')
    p = commands.add_parser('restore', parents=[common], help='restore a version')
    p.add_argument('target', metavar='TARGET')
    add_choice_of_version(p)
    p.add_argument('--path', action='append', default=[], metavar='GLOB', help='only what matches, and all below it')
    p.add_argument('--strip', metavar='FOLDER', help='leading folder to leave away')
    p.add_argument('--owner', action='store_true', help='restore owners too (needs root)')
    p = commands.add_parser('compare', parents=[common], help='compare a version with a folder, byte for byte')
    p.add_argument('tree', metavar='TREE')
    add_choice_of_version(p)
    p.add_argument('--strip', metavar='FOLDER', help='the stored folder that TREE is a copy of')
    p.add_argument('--owner', action='store_true', help='compare owners too')
    p.add_argument('--ignore', metavar='ASPECT,...', default='', help='any of ' + ', '.join(ASPECTS))
    p.add_argument('--exclude', action='append', default=[], metavar='GLOB',
                   help='leave out what matches below TREE, and all below it')
    args = parser.parse_args(argv)
    if unknown := set(getattr(args, 'ignore', '').split(',')) - {'', *ASPECTS}:
        parser.error('--ignore knows no %s' % ', '.join(sorted(unknown)))
    if args.jobs is not None and args.jobs < 1:
        parser.error('--jobs wants at least 1')
    if getattr(args, 'time', None) and stamp_seconds(args.time) is None:
        parser.error('--time wants a stamp like 20240102T030405Z')
    return args


def passphrase_of(args):
    if args.passphrase_file is None:
        return os.environ.get('PASSPHRASE')
    try:
        with open(args.passphrase_file, encoding='utf-8', newline='') as f:
            return re.split('\r?\n', f.read(1 << 20), maxsplit=1)[0]
    except (OSError, UnicodeDecodeError) as e:
        raise UsageError('cannot read the passphrase file: %s' % e) from None


def command_list(store, args):
    versions = store.versions()
    if args.json:
        print(json.dumps([dict(dataclasses.asdict(v), time=v.time) for v in versions], indent=1))
    else:
        for v in versions:
            state = v.error or ('full   ' if v.full else 'partial') + ' %8d files %15d bytes' % (v.files, v.bytes)
            print('%4d  %s  %s' % (v.number, v.time, state))
    return 3 if any(v.error for v in versions) else 0


def command_files(store, args):
    entries = store.entries(args.version)
    if args.json:
        print(json.dumps([{'type': e.type, 'path': e.path, 'size': e.size if e.content else None,
                           'hash': b64(e.hash) if e.hash else None, 'time': e.time} for e in entries], indent=1))
    else:
        for e in entries:
            print('%-7s %12s  %-16s  %s  %s' % (e.type, e.size if e.content else '-', e.time or '-',
                                                b64(e.hash) if e.hash else '-', show(e.path)))
    return 0


def command_verify(store, args):
    findings = store.verify(args.lenient, not args.no_index_required)
    if args.json:
        print(json.dumps({'clean': not findings, 'volumes': len(store.volumes), 'versions': len(store._dlists()),
                          'findings': [f._asdict() for f in findings]}, indent=1))
    else:
        for f in findings:
            print(f)
        print('%d volumes, %d versions, %d findings' % (len(store.volumes), len(store._dlists()), len(findings)),
              file=sys.stderr)
    return 3 if findings else 0


def command_restore(store, args):
    r = store.restore(args.target, args.version, args.time, args.path, args.owner, args.strip)
    if args.json:
        print(json.dumps(dataclasses.asdict(r), indent=1))
    else:
        print('restored %d files (%d bytes), %d folders, %d links' % (r.files, r.bytes, r.folders, r.links))
        for path, reason in r.warnings:
            print('warning: %s: %s' % (show(path), reason), file=sys.stderr)
        for path, reason in r.failed:
            print('FAILED %s: %s' % (show(path), reason))
    if args.path and not (r.files or r.folders or r.links or r.failed):
        raise UsageError('nothing matches --path')
    return 3 if r.failed else 0


def command_compare(store, args):
    r = store.compare(args.tree, args.version, args.time, args.strip, args.owner, args.ignore.split(','), args.exclude)
    if args.json:
        print(json.dumps({'same': not r.differences, 'entries': r.entries, 'bytes': r.bytes,
                          'differences': [d._asdict() for d in r.differences]}, indent=1))
    else:
        for d in r.differences:
            print(d)
        print('%d entries (%d bytes) compared, %d differences' % (r.entries, r.bytes, len(r.differences)),
              file=sys.stderr)
    return 3 if r.differences else 0


def main(argv=None):
    args = arguments(argv)
    # So that decrypted copies are removed when the program is asked to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors='backslashreplace')
    try:
        with Store(args.dest, args.prefix, passphrase_of(args), args.temp, jobs=args.jobs) as store:
            if not store.volumes and not store.name_faults:
                raise UsageError('no backup with prefix "%s" in %s' % (show(store.prefix), show(args.dest)))
            return globals()['command_' + args.command](store, args)
    except UsageError as e:
        print('cairn_reader: %s' % e, file=sys.stderr)
        return 2
    except ReaderError as e:
        print('%s %s' % (e.kind, e))
        return 3
    except OSError as e:
        print('cairn_reader: %s' % e, file=sys.stderr)
        return 2


if __name__ == '__main__':
    sys.exit(main())
