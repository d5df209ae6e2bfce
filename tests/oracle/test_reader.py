#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of cairn_reader.py on small backups that tiny_writer.py makes, and on those of CAIRN_FIXTURES.

The fixtures are written by the real program; without that variable their tests are skipped.
"""
import base64
import contextlib
import hashlib
import importlib.util
import io
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import cairn_reader as reader   # noqa: E402
import tiny_writer as writer    # noqa: E402

FIXTURES = os.environ.get('CAIRN_FIXTURES')
BIG = bytes((7 * i + 3) % 251 for i in range(2500))
STAMP = '20240102T040000Z'


def sample(folder, finish=True, **options):
    """A backup with every kind of entry: one block, several blocks, none; a folder and a link."""
    b = writer.Backup(folder, **options)
    b.folder_entry('/data/')
    b.link('/data/link', 'a.txt')
    b.file('/data/a.txt', b'Hello, world!\n')
    b.file('/data/big.bin', BIG)
    b.file('/data/empty.dat', b'')
    if finish:
        b.version(STAMP)
    return b


def kinds(findings):
    return {f.kind for f in findings}


def setUpModule():
    """gpg gets a home of its own, as short as its socket wants it."""
    home = tempfile.mkdtemp(prefix='gpg-')
    unittest.addModuleCleanup(shutil.rmtree, home, True)
    os.environ['GNUPGHOME'] = home
    if shutil.which('gpgconf'):
        unittest.addModuleCleanup(subprocess.run, ['gpgconf', '--kill', 'all'], check=False)


class OracleTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix='cairn-oracle-')
        self.addCleanup(shutil.rmtree, self.root, True)
        self.dest = os.path.join(self.root, 'dest')
        self.tree = os.path.join(self.root, 'tree')

    def store(self, passphrase=None, **options):
        store = reader.Store(self.dest, passphrase=passphrase, **options)
        self.addCleanup(store.close)
        return store

    def verify(self, passphrase=None, lenient=False, index_required=True):
        with reader.Store(self.dest, passphrase=passphrase) as store:
            return store.verify(lenient, index_required)

    def run_main(self, *arguments, passphrase=None):
        """-> (exit status, standard output, standard error)"""
        command = [sys.executable, reader.__file__, *arguments]
        environment = {k: v for k, v in os.environ.items() if k != 'PASSPHRASE'}
        if passphrase is not None:
            environment['PASSPHRASE'] = passphrase
        done = subprocess.run(command, capture_output=True, env=environment, text=True, check=False)
        return done.returncode, done.stdout, done.stderr


class SoundBackups(OracleTest):
    def test_every_container_and_hash_is_clean_and_reads_back(self):
        variants = [{}, {'passphrase': 'pass phräse'}, {'passphrase': 'p', 'aes_version': 3}, {'comp': 'tgz'},
                    {'block_hash': 'SHA1', 'file_hash': 'SHA256'}, {'block_hash': 'MD5', 'file_hash': 'MD5'},
                    {'block_hash': 'SHA512', 'file_hash': 'SHA384'}, {'blocksize': 1 << 20}]
        for n, options in enumerate(variants):
            with self.subTest(options):
                self.dest = os.path.join(self.root, str(n))
                sample(self.dest, **options)
                secret = options.get('passphrase')
                self.assertEqual(self.verify(secret), [])
                store = self.store(secret)
                contents = {e.path: store.read_file(e) for e in store.entries() if e.type == 'File'}
                self.assertEqual(contents, {'/data/a.txt': b'Hello, world!\n', '/data/big.bin': BIG,
                                            '/data/empty.dat': b''})

    def test_many_blocklists_and_long_metadata(self):
        b = sample(self.dest, finish=False)
        b.file('/data/long', random.Random(1).randbytes(70000))
        b.file('/data/tagged', b'x', writer.metadata_blob(extra={'unix-ext:user.x': writer.b64(bytes(3000))}))
        b.version(STAMP)
        self.assertEqual(self.verify(), [])

    def test_several_versions_share_blocks(self):
        b = sample(self.dest)
        b.file('/data/a.txt', b'Hello, world!\n')
        b.version('20240103T040000Z', full=False)
        self.assertEqual(self.verify(), [])
        versions = self.store().versions()
        self.assertEqual([(v.number, v.time, v.full, v.files) for v in versions],
                         [(0, '2024-01-03T04:00:00Z', False, 1), (1, '2024-01-02T04:00:00Z', True, 3)])

    def test_shared_work_finds_what_a_single_process_finds(self):
        b = writer.Backup(self.dest, blocksize=20480)
        for n in range(4):
            b.file('/d/%d' % n, random.Random(n).randbytes(2 << 20))
            b.version('2024010%dT040000Z' % (n + 1))
        b.change(b.names['dblock'], lambda d: d[:1000000] + bytes(40) + d[1000040:])
        found = [self.store(jobs=n).verify() for n in (1, 3)]
        self.assertEqual(found[0], found[1])
        self.assertIn('BROKEN', kinds(found[0]))

    def test_cairns_own_additions_are_clean(self):
        b = sample(self.dest, finish=False)
        b.file('/data/tool', b'#!', writer.metadata_blob(0o4755))
        b.edit['dlist'] = lambda entries: entries + [('cairn-later', b'{}'), ('extra/job.json', b'{}')]
        b.version(STAMP)
        self.assertEqual(self.verify(), [])

    def enveloped(self, **changes):
        """A backup whose list has an envelope; `changes` are made to what it tells of its dblock, or to `name`."""
        b = sample(self.dest, finish=False)
        b.version('20240101T000000Z')
        name, data = b.names['dblock'], b.read(b.names['dblock'])
        told = {'name': changes.pop('name', 'duplicati-%s.dlist.zip' % STAMP), 'volumes': [
            {'name': name, 'size': len(data), 'hash': base64.b64encode(hashlib.sha256(data).digest()).decode(),
             **changes}, {'name': 'duplicati-b%032x.dblock.zip' % 99, 'size': 1}]}
        b.edit['dlist'] = lambda entries: entries + [
            ('cairn-envelope', b'\xef\xbb\xbf' + json.dumps(told).encode())]
        b.version(STAMP)
        return name

    def test_a_true_envelope_is_clean(self):
        self.enveloped()
        self.assertEqual(self.verify(), [])

    def test_an_envelope_tells_of_a_swapped_volume(self):
        for change in ({'size': 7}, {'hash': base64.b64encode(bytes(32)).decode()}):
            shutil.rmtree(self.dest, True)
            os.mkdir(self.dest)
            name = self.enveloped(**change)
            self.assertEqual([('ENVELOPE', name)], [(f.kind, f.where) for f in self.verify()])

    def test_an_envelope_tells_of_a_renamed_list(self):
        self.enveloped(name='duplicati-20200101T000000Z.dlist.zip')
        self.assertEqual(kinds(self.verify()), {'ENVELOPE'})

    def test_cairns_additions_are_foreign_elsewhere(self):
        b = sample(self.dest, finish=False)
        b.edit['dindex'] = lambda entries: entries + [('cairn-envelope', b'{}')]
        b.version(STAMP)
        self.assertEqual(kinds(self.verify()), {'ENTRY'})

    def test_foreign_files_are_ignored(self):
        b = sample(self.dest)
        b.write('notes.txt', b'x')
        b.write('duplicati-access-privileges-test.tmp', b'')
        b.write('other-20240102T040000Z.dlist.zip', b'not ours')
        with reader.Store(self.dest, 'duplicati') as store:
            self.assertEqual(store.verify(), [])

    def test_a_sound_verification_file(self):
        b = sample(self.dest)
        write_verification_file(b)
        self.assertEqual(self.verify(), [])

    def test_worked_example_of_the_format_document(self):
        b = writer.Backup(self.dest)
        blob = writer.metadata_blob()
        b.file('/data/big.bin', BIG)
        self.assertEqual(len(blob), 197)
        row = b.entries[0]
        self.assertEqual(row['hash'], '1zV5n42AhjjNWZrjW3SRFsWd8YPykEus4oN//Nj/LEA=')
        self.assertEqual(row['metahash'], '/wNvDMhX5GiR9vdXKzcTx0tYtqcFRFuGTSOXPaB5S6o=')
        self.assertEqual(row['blocklists'], ['IJWGGT9V+2CgtKuoABpB/5C6roXp1xzQmVeXmzZ5Y7s='])


def write_verification_file(b, change=lambda row: None):
    rows = []
    for name in os.listdir(b.folder):
        data = b.read(name)
        row = {'ID': len(rows), 'Name': name, 'Hash': writer.b64(b.file_hash(data)), 'Size': len(data), 'State': 3}
        change(row)
        rows.append(row)
    b.write('duplicati-verification.json', writer.BOM + writer.compact(rows))


AES_VECTORS = {
    2: '4145530200000f435245415445445f425900737065630000101112131415161718191a1b1c1d1e1fa24e8fd6575d0c78'
       'ef596d89efe964b25d7abb9903ffbaeadc9cfc28ba06da0fe2652f1278610159bd06bd99fdfef2aca5109c6055ad3ce0'
       '4b00a6ca1b10cf4c95531e04f5f3bcb8d2753fcc393902751d51610449f95783183d3eadf068094b0efd69fe645b3296'
       '0123e26bc833cc0a573367b6c5b063ec515cfd0b143e69fba8',
    3: '4145530300000f435245415445445f425900737065630000000003e8101112131415161718191a1b1c1d1e1f928631ef'
       'c5812ac01df906f3341f231017a503aed5b1cfea5960924fd3ae3c0bb9fa74c7b338c96eaa019cfdbd4e0272ca667c1f'
       '4d6b909c732d906e736f7283d5102f70307dc20793800d1dcaf3cfb51d51610449f95783183d3eadf068094bfd69fe64'
       '5b32960123e26bc833cc0a573367b6c5b063ec515cfd0b143e69fba8'}


class Encryption(OracleTest):
    def decrypt(self, data, passphrase='pass phräse'):
        path, out = os.path.join(self.root, 'file.aes'), io.BytesIO()
        with open(path, 'wb') as f:
            f.write(data)
        problems = reader.aes_decrypt(path, out, passphrase)
        return out.getvalue(), problems

    def test_known_vectors(self):
        for version, text in AES_VECTORS.items():
            with self.subTest(version):
                self.assertEqual(self.decrypt(bytes.fromhex(text)), (b'Duplicati test', []))

    def test_every_length_modulo_the_block(self):
        for version in (2, 3):
            for length in (0, 1, 15, 16, 17, 48):
                plain = bytes(range(length))
                self.assertEqual(self.decrypt(writer.aes_bytes(plain, 'pass phräse', version)), (plain, []))

    def test_every_flipped_byte_is_found(self):
        data = bytes.fromhex(AES_VECTORS[2])
        extension = range(5, 24)     # §10.1: not authenticated, and ignored
        for at in range(len(data)):
            changed = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1:]
            with self.subTest(at):
                try:
                    plain, problems = self.decrypt(changed)
                except reader.ReaderError:
                    continue
                self.assertTrue(problems or (at in extension and plain == b'Duplicati test'))

    def test_every_truncation_is_found(self):
        for version, text in AES_VECTORS.items():
            data = bytes.fromhex(text)
            for length in range(len(data)):
                with self.assertRaises(reader.ReaderError):
                    self.decrypt(data[:length])

    def test_a_wrong_passphrase_is_told_from_damage(self):
        sample(self.dest, passphrase='right')
        with self.assertRaises(reader.WrongPassphrase):
            self.verify('wrong')
        with self.assertRaises(reader.UsageError):
            self.verify()

    def test_one_damaged_header_is_no_wrong_passphrase(self):
        b = sample(self.dest, passphrase='right')
        b.change(b.names['dlist'], lambda d: d[:60] + bytes(20) + d[80:])
        self.assertEqual(kinds(self.verify('right')), {'DECRYPT'})

    def test_gpg(self):
        if not shutil.which('gpg'):
            self.skipTest('no gpg')
        path = os.path.join(self.root, 'x')
        subprocess.run(['gpg', '--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', 'pw',
                        '--symmetric', '-o', path], input=b'plain', check=True)
        out = tempfile.TemporaryFile()
        self.addCleanup(out.close)
        self.assertEqual(reader.gpg_decrypt(path, out, 'pw'), [])
        out.seek(0)
        self.assertEqual(out.read(), b'plain')
        with self.assertRaises(reader.HeaderMacError):
            reader.gpg_decrypt(path, out, 'other')
        with open(path, 'wb') as f:
            f.write(bytes(1000))
        with self.assertRaises(reader.ReaderError) as caught:
            reader.gpg_decrypt(path, out, 'pw')
        self.assertNotIsInstance(caught.exception, reader.HeaderMacError)


# -- each finding once -------------------------------------------------------------------------

def edited(kind, edit):
    """Breaks a volume of that kind: edit(entries) -> entries, before it is packed."""
    def build(folder):
        b = sample(folder, finish=False)
        b.edit[kind] = edit
        b.version(STAMP)
    return build


def with_rows(edit):
    """Breaks filelist.json: edit(rows) changes them in place or returns others."""
    def build(folder):
        b = sample(folder, finish=False)
        b.rows = lambda rows: edit(rows) or rows
        b.version(STAMP)
    return build


def replaced(prefix, change):
    """entries -> entries, with the content of those whose names begin so changed."""
    return lambda entries: [(n, change(d) if n.startswith(prefix) else d) for n, d in entries]


def damaged(kind, change, **options):
    """Breaks the bytes of a finished volume."""
    def build(folder):
        b = sample(folder, **options)
        b.change(b.names[kind], change)
    return build


def in_json(change):
    """The content of a JSON entry, parsed, changed in place and written again."""
    def apply(data):
        bom = data.startswith(writer.BOM)
        value = json.loads(data[3:] if bom else data)
        change(value)
        return (writer.BOM if bom else b'') + writer.compact(value)
    return apply


def block_entry(change):
    """Changes the content of big.bin's first block."""
    name = writer.url64(reader.hashlib.sha256(BIG[:1024]).digest())
    return lambda entries: [(n, change(d) if n == name else d) for n, d in entries]


def zip_headers(data, name, edit):
    """Applies edit(bytearray, position of local header, of central header) to one entry of a zip."""
    data = bytearray(data)
    local = data.index(name, data.index(b'PK\3\4')) - 30
    central = data.index(name, local + 30 + len(name)) - 46
    edit(data, local, central)
    return bytes(data)


def set_method(data, local, central):
    data[local + 8] = data[central + 10] = 98


def set_crc(data, local, central):
    data[local + 14] ^= 1
    data[central + 16] ^= 1


BIG_BLOCK = writer.url64(reader.hashlib.sha256(BIG[:1024]).digest()).encode()


def build_name(folder):
    b = sample(folder)
    b.write('duplicati-b12.dblock.zip', b.read(b.names['dblock']))


def build_mixed(folder):
    b = sample(folder)
    b.passphrase = 'pw'
    b.put('dblock', 'b' + 'f' * 32, [])


def build_unsupported(folder):
    b = sample(folder)
    b.write('duplicati-b%032x.dblock.7z' % 9, b'7z\xbc\xaf\x27\x1c')


def build_noindex(folder):
    b = sample(folder, finish=False)
    b.index = False
    b.version(STAMP)


def build_dangling(folder):
    b = sample(folder)
    b.remove(b.names['dblock'])


def build_verfile(folder):
    b = sample(folder)
    write_verification_file(b, lambda row: row.update(Size=1))


def build_metahash(folder):
    b = sample(folder, finish=False)
    b.file('/data/t', b'x', writer.metadata_blob(extra={'unix-ext:user.x': writer.b64(bytes(3000))}))
    b.entries[-1]['metahash'] = writer.b64(bytes(32))
    b.version(STAMP)


def build_metadata(folder):
    b = sample(folder, finish=False)
    b.file('/data/t', b'x', writer.BOM + b'{"CoreLastWritetime":5}')
    b.version(STAMP)


def build_escape(folder):
    b = sample(folder, finish=False)
    b.file('/data/\uf7c3\uf7a9', b'x')    # valid UTF-8, so it must not be escaped
    b.version(STAMP)


def reordered(rows):
    rows[2] = dict(reversed(rows[2].items()))


BROKEN = {
    'NAME': build_name,
    'MIXED': build_mixed,
    'DECRYPT': damaged('dindex', lambda d: d[:-60] + bytes([d[-60] ^ 1]) + d[-59:], passphrase='pw'),
    'PAD': damaged('dlist', lambda d: d[:-33] + b'\x63' + d[-32:], passphrase='pw'),
    'UNSUPPORTED': build_unsupported,
    'METHOD': damaged('dblock', lambda d: zip_headers(d, BIG_BLOCK, set_method)),
    'ZIP': damaged('dlist', lambda d: d[:-30]),
    'TAR': damaged('dblock', lambda d: d[:-20], comp='tgz'),
    'CRC': damaged('dblock', lambda d: zip_headers(d, BIG_BLOCK, set_crc)),
    'DUPENTRY': edited('dblock', lambda entries: entries + [entries[1]]),
    'ENTRY': edited('dlist', lambda entries: entries[:-1]),
    'MANIFEST': edited('dindex', replaced('manifest', in_json(lambda m: m.update(Blocksize=2048)))),
    'BOM': edited('dindex', replaced('manifest', lambda d: d[3:])),
    'JSON': edited('dlist', replaced('filelist', lambda d: d[:-1])),
    'BLOCKHASH': edited('dblock', block_entry(lambda d: d[:-1] + b'!')),
    'BLOCKSIZE': edited('dblock', block_entry(lambda d: d + b'!')),
    'INDEX': edited('dindex', replaced('vol/', in_json(lambda v: v['blocks'].pop()))),
    'VOLHASH': edited('dindex', replaced('vol/', in_json(lambda v: v.update(volumehash=writer.b64(bytes(32)))))),
    'LIST': edited('dindex', lambda entries: [e for e in entries if not e[0].startswith('list/')]),
    'DANGLING': build_dangling,
    'NOINDEX': build_noindex,
    'ORDER': with_rows(reordered),
    'MEMBER': with_rows(lambda rows: rows[2].update(colour='red')),
    'PATH': with_rows(lambda rows: rows[2].update(path='/data/../etc/passwd')),
    'DUPPATH': with_rows(lambda rows: rows[2].update(path='/data/big.bin')),
    'ESCAPE': build_escape,
    'BLOCKLIST': with_rows(lambda rows: rows[3].pop('blocklists') and None),
    'MISSING': edited('dblock', lambda entries: entries[:-1]),
    'FILEHASH': with_rows(lambda rows: rows[3].update(hash=writer.b64(bytes(32)))),
    'METAHASH': build_metahash,
    'METADATA': build_metadata,
    'BROKEN': edited('dblock', block_entry(lambda d: bytes(len(d)))),
    'VERFILE': build_verfile,
    'ENVELOPE': edited('dlist', lambda entries: entries + [
        ('cairn-envelope', b'\xef\xbb\xbf{"name":"another","volumes":[]}')]),
}

# What a reader has to cope with: no finding when lenient.
STYLE = {'NAME', 'MIXED', 'BOM', 'LIST', 'NOINDEX', 'ORDER', 'MEMBER', 'VERFILE'}


class Findings(OracleTest):
    def test_each_kind_is_tried_and_explained(self):
        self.assertEqual(set(BROKEN), reader.KINDS)
        with open(os.path.join(os.path.dirname(reader.__file__), 'README.md'), encoding='utf-8') as f:
            readme = f.read()
        for kind in reader.KINDS:
            self.assertIn(kind, reader.__doc__)
            self.assertIn('`%s`' % kind, readme)

    def test_each_kind_is_found(self):
        for kind, build in BROKEN.items():
            with self.subTest(kind):
                self.dest = os.path.join(self.root, kind)
                build(self.dest)
                findings = self.verify('pw')
                self.assertIn(kind, kinds(findings))
                lenient = kinds(self.verify('pw', lenient=True))
                self.assertEqual(lenient == set(), kind in STYLE, lenient)
                self.assertLessEqual(lenient, kinds(f for f in findings if not f.strict))

    def test_every_lost_path_is_named(self):
        sample_without_block(self.dest)
        self.assertEqual([f.path for f in self.verify() if f.kind == 'BROKEN'], ['/data/big.bin'])

    def test_every_truncation_is_found(self):
        b = sample(self.dest)
        for name in b.names.values():
            whole = b.read(name)
            for length in range(0, len(whole), 13):
                b.write(name, whole[:length])
                self.assertTrue(self.verify(), '%s cut to %d bytes' % (name, length))
            b.write(name, whole)

    def test_flipped_bytes_are_found_or_harmless(self):
        b = sample(self.dest)
        before = self.contents()
        for kind, name in b.names.items():
            whole = b.read(name)
            for at in range(0, len(whole), 7):
                b.write(name, whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1:])
                if not self.verify():
                    self.assertNotEqual(kind, 'dblock', 'the index knows the hash')
                    self.assertEqual(self.contents(), before, '%s flipped at %d' % (name, at))
            b.write(name, whole)

    def contents(self):
        with reader.Store(self.dest) as store:
            return [(e, store.read_metadata(e), store.read_file(e) if e.type == 'File' else None)
                    for e in store.entries()]

    def test_data_survives_a_lost_index_and_a_broken_directory(self):
        b = sample(self.dest)
        before = self.contents()
        b.remove(b.names['dindex'])
        b.change(b.names['dblock'], lambda d: d[:-40])
        self.assertEqual(self.contents(), before)

    def test_data_survives_a_broken_mac_of_a_dblock(self):
        b = sample(self.dest, passphrase='pw')
        b.change(b.names['dblock'], lambda d: d[:-1] + bytes([d[-1] ^ 1]))
        self.assertIn('DECRYPT', kinds(self.verify('pw')))
        self.assertNotIn('BROKEN', kinds(self.verify('pw')))

    def test_names_that_no_writer_may_make(self):
        for name in ('duplicati-20249902T040000Z.dlist.zip', 'duplicati-b%s.dblock.zip.par2' % ('0' * 32)):
            with self.subTest(name):
                self.dest = os.path.join(self.root, name)
                sample(self.dest).write(name, b'')
                self.assertIn('NAME', kinds(self.verify()))

    def test_two_versions_of_one_second(self):
        b = sample(self.dest)
        b.write(b.names['dlist'].replace('.zip', '.tgz'), writer.gzip_bytes(b''))
        self.assertIn('NAME', kinds(self.verify()))


def sample_without_block(folder):
    edited('dblock', lambda entries: [e for e in entries if e[0] != BIG_BLOCK.decode()])(folder)


class RestoreAndCompare(OracleTest):
    def make_tree(self):
        """A live folder and the backup of it, names that are not UTF-8 included."""
        os.makedirs(os.path.join(self.tree, 'sub'))
        files = {b'a.txt': b'Hello\n', b'sub/big': BIG, b'empty': b'', b'b\xff\xc3': b'odd name'}
        b = writer.Backup(self.dest)
        base = os.fsencode(self.tree)
        for name, data in files.items():
            path = os.path.join(base, name)
            with open(path, 'wb') as f:
                f.write(data)
            os.chmod(path, 0o640)
            os.utime(path, (1704164645, 1704164645))
            b.file(reader.escape_name(path), data, writer.metadata_blob(0o640))
        os.symlink('a.txt', os.path.join(self.tree, 'link'))
        os.utime(os.path.join(self.tree, 'link'), (1704164645, 1704164645), follow_symlinks=False)
        b.link(self.tree + '/link', 'a.txt')
        for folder in ('sub/', ''):
            path = os.path.join(self.tree, folder)
            os.chmod(path, 0o755)
            os.utime(path, (1704164645, 1704164645))
            b.folder_entry(path, writer.metadata_blob(0o755, attributes='Directory'))
        b.version(STAMP)
        return b

    def differences(self, tree=None, **options):
        with reader.Store(self.dest) as store:
            return {(d.aspect, d.path) for d in store.compare(tree or self.tree, **options).differences}

    def test_a_backed_up_tree_agrees(self):
        self.make_tree()
        self.assertEqual(self.verify(), [])
        self.assertEqual(self.differences(), set())

    def test_a_restored_tree_agrees(self):
        self.make_tree()
        target = os.path.join(self.root, 'out')
        with reader.Store(self.dest) as store:
            report = store.restore(target, strip=self.tree)
            self.assertEqual((report.files, report.folders, report.links, report.failed), (4, 1, 1, []))
        self.assertEqual(self.differences(target, strip=self.tree), {('dirtime', '.')})
        self.assertEqual(self.differences(target, strip=self.tree, ignore=['dirtime']), set())

    def test_every_difference_is_named(self):
        def path(name):
            return os.path.join(self.tree, name)

        def write(name, data):
            with open(path(name), 'wb') as f:
                f.write(data)
            os.utime(path(name), (1704164645, 1704164645))

        def relink(target):
            os.unlink(path('link'))
            os.symlink(target, path('link'))

        def retype():
            os.unlink(path('empty'))
            os.mkdir(path('empty'))

        cases = [
            (lambda: write('a.txt', b'Hellx\n'), {('content', 'a.txt')}),
            (lambda: write('a.txt', b'Hello\nmore'), {('size', 'a.txt')}),
            (lambda: write('a.txt', b'Hel'), {('size', 'a.txt'), ('content', 'a.txt')}),
            (lambda: os.chmod(path('sub/big'), 0o600), {('mode', 'sub/big')}),
            (lambda: os.chmod(path('a.txt'), 0o1640), {('mode', 'a.txt')}),
            (lambda: os.utime(path('a.txt'), ns=(0, 1704164645 * 10**9 + 100)), {('mtime', 'a.txt')}),
            (lambda: os.utime(path('a.txt'), ns=(0, 1704164645 * 10**9 + 99)), set()),
            (lambda: os.utime(path('sub'), (0, 0)), {('dirtime', 'sub')}),
            (lambda: relink('b.txt'), {('target', 'link'), ('linktime', 'link'), ('dirtime', '.')}),
            (lambda: os.unlink(path('empty')), {('not-in-tree', 'empty'), ('dirtime', '.')}),
            (lambda: write('new', b''), {('not-in-backup', 'new'), ('dirtime', '.')}),
            (retype, {('type', 'empty'), ('dirtime', '.')}),
        ]
        for n, (change, expected) in enumerate(cases):
            with self.subTest(n):
                self.root, outer = os.path.join(self.root, str(n)), self.root
                self.dest, self.tree = os.path.join(self.root, 'dest'), os.path.join(self.root, 'tree')
                self.make_tree()
                change()
                self.assertEqual(self.differences(), expected)
                self.root = outer

    def test_extended_attributes_are_compared(self):
        self.make_tree()
        try:
            os.setxattr(os.path.join(self.tree, 'a.txt'), 'user.tag', b'1')
        except OSError:
            self.skipTest('no extended attributes here')
        self.assertEqual(self.differences(), {('xattr', 'a.txt')})

    def test_damage_is_a_difference(self):
        b = self.make_tree()
        b.remove(b.names['dblock'])
        self.assertIn(('unreadable', 'a.txt'), self.differences())

    def test_what_is_excluded_or_ignored(self):
        self.make_tree()
        os.makedirs(os.path.join(self.tree, 'cache/deep'))
        self.assertEqual(self.differences(exclude=['cache'], ignore=['dirtime']), set())

    def test_entries_elsewhere_are_told(self):
        b = self.make_tree()
        b.file('/elsewhere/x', b'x')
        b.version('20240103T040000Z')
        self.assertIn(('outside', '/elsewhere/x'), self.differences(strip=self.tree))

    def test_restore_stays_below_its_target(self):
        b = writer.Backup(self.dest)
        b.link('/data/dir', self.root)
        b.file('/data/dir/evil', b'x')
        b.file('/data/../evil', b'x')
        b.version(STAMP)
        target = os.path.join(self.root, 'out')
        os.makedirs(os.path.join(target, 'data'))
        os.symlink(self.root, os.path.join(target, 'data/dir'))
        with reader.Store(self.dest) as store:
            report = store.restore(target)
        self.assertFalse(os.path.exists(os.path.join(self.root, 'evil')))
        self.assertEqual({path for path, _ in report.failed}, {'/data/dir/evil', '/data/../evil'})

    def test_special_bits_come_back_only_with_owners(self):
        b = writer.Backup(self.dest)
        blob = writer.metadata_blob(0o1755, attributes='Directory').replace(
            b'1000-1000', b'%d-%d' % (os.getuid(), os.getgid())).replace(b'alice', b'no such name')
        b.folder_entry('/d/', blob)
        b.version(STAMP)
        self.assertEqual(self.verify(), [])
        for owner, mode in ((False, 0o755), (True, 0o1755)):
            target = os.path.join(self.root, str(owner))
            with reader.Store(self.dest) as store:
                self.assertEqual(store.restore(target, owner=owner).failed, [])
            self.assertEqual(stat.S_IMODE(os.stat(target + '/d').st_mode), mode)

    def test_a_damaged_file_does_not_stop_the_others(self):
        sample_without_block(self.dest)
        target = os.path.join(self.root, 'out')
        with reader.Store(self.dest) as store:
            report = store.restore(target)
        self.assertEqual([path for path, _ in report.failed], ['/data/big.bin'])
        self.assertEqual(sorted(os.listdir(target + '/data')), ['a.txt', 'empty.dat', 'link'])


class CommandLine(OracleTest):
    def test_verify_json(self):
        sample(self.dest)
        status, out, _ = self.run_main('verify', self.dest, '--json')
        self.assertEqual((status, json.loads(out)), (0, {'clean': True, 'volumes': 3, 'versions': 1, 'findings': []}))
        BROKEN['BROKEN'](self.dest + '2')
        status, out, _ = self.run_main('verify', self.dest + '2', '--json')
        finding = next(f for f in json.loads(out)['findings'] if f['kind'] == 'BROKEN')
        self.assertEqual((status, finding['path'], finding['where'], finding['strict']),
                         (3, '/data/big.bin', STAMP, False))

    def test_compare(self):
        sample(self.dest)
        target = os.path.join(self.root, 'out')
        self.assertEqual(self.run_main('restore', self.dest, target, '--strip', '/data')[0], 0)
        arguments = ('compare', self.dest, target, '--strip', '/data', '--ignore', 'dirtime')
        self.assertEqual(self.run_main(*arguments)[0], 0)
        os.unlink(target + '/a.txt')
        status, out, _ = self.run_main(*arguments, '--json')
        self.assertEqual((status, json.loads(out)['differences']), (3, [
            {'aspect': 'not-in-tree', 'path': 'a.txt', 'text': 'File of the backup'}]))

    def test_list_and_files(self):
        sample(self.dest, passphrase='pw')
        status, out, _ = self.run_main('list', self.dest, passphrase='pw')
        self.assertEqual((status, out.split()[:3]), (0, ['0', '2024-01-02T04:00:00Z', 'full']))
        status, out, _ = self.run_main('files', self.dest, '--json', passphrase='pw')
        self.assertEqual((status, len(json.loads(out))), (0, 5))

    def test_mistakes_of_the_caller(self):
        sample(self.dest, passphrase='pw')
        for arguments, secret in ((('verify', self.dest), None), (('verify', self.dest), 'wrong'),
                                  (('verify', self.root), None), (('verify', self.root + '/none'), None),
                                  (('files', self.dest, '--version', '7'), 'pw'),
                                  (('compare', self.dest, self.root + '/none'), 'pw')):
            with self.subTest(arguments):
                status, _, error = self.run_main(*arguments, passphrase=secret)
                self.assertEqual(status, 2, error)
                self.assertNotIn('Traceback', error)


def make_readable(folder):
    """Without privileges, files restored without read permission can be neither compared nor removed."""
    for parent, folders, files in os.walk(folder):
        for name in folders:
            os.chmod(os.path.join(parent, name), 0o700)
        for path in (os.path.join(parent, name) for name in files):
            if not os.path.islink(path):
                os.chmod(path, 0o600)


# -- backups of the real program ---------------------------------------------------------------

# Written by another zip library, with needless Zip64 fields and methods that a writer should not use.
LENIENT = {'zip-bzip2', 'zip-lzma', 'zip-sharpcompress', 'zip-stored', 'zip-zstd'}
UNREADABLE = {'zip-ppmd'}


@unittest.skipUnless(FIXTURES, 'CAIRN_FIXTURES is not set')
class Fixtures(OracleTest):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(FIXTURES, 'fixtures.json'), encoding='utf-8') as f:
            described = json.load(f)
        cls.secret, cls.source, cls.fixtures = described['passphrase'], described['source'], described['fixtures']
        spec = importlib.util.spec_from_file_location('manifest', os.path.join(FIXTURES, 'manifest.py'))
        cls.manifest = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(cls.manifest)

    def jobs_of(self):
        """(fixture, prefix, trees of the versions, newest first)"""
        for name, about in self.fixtures.items():
            if name == 'two-jobs':
                yield name, 'alpha', ['tree1']
                yield name, 'beta', ['tree2']
            elif name not in UNREADABLE:
                yield name, 'duplicati', about['versions'][::-1]

    def open(self, name, prefix='duplicati', jobs=None):
        return reader.Store(os.path.join(FIXTURES, name, 'store'), prefix, self.secret, jobs=jobs)

    def test_all_are_clean(self):
        for name, prefix, trees in self.jobs_of():
            with self.subTest(name), self.open(name, prefix) as store:
                self.assertEqual(len(store.versions()), len(trees))
                self.assertEqual(store.verify(name in LENIENT, not name.startswith('index-')), [])

    def test_what_cannot_be_read_is_one_clear_error_for_each_volume(self):
        for name in UNREADABLE:
            with self.open(name) as store:
                findings = store.verify(lenient=True)
                self.assertEqual(kinds(findings), {'METHOD'})
                self.assertEqual(len({f.where for f in findings}), len(findings))

    def stated(self, tree):
        with open(os.path.join(FIXTURES, 'trees', tree + '.manifest'), encoding='utf-8') as f:
            entries = {e['path']: e for e in map(json.loads, f)}
        for entry in entries.values():
            if 'mode' in entry:    # set-id and sticky bits are not in the format
                entry['mode'] = '%04o' % (int(entry['mode'], 8) & 0o777)
            if 'xattr' in entry and not (attributes := {k: v for k, v in entry['xattr'].items() if v}):
                del entry['xattr']
            elif 'xattr' in entry:
                entry['xattr'] = attributes
        return entries

    def test_versions_restore_as_stated(self):
        # How older versions are found is the same for all: a few fixtures show it.
        cases = [(name, prefix, number, tree) for name, prefix, trees in self.jobs_of()
                 for number, tree in enumerate(trees) if number == 0 or name in ('aes', 'compacted', 'partial')]
        self.assertGreater(len(cases), 25)
        results = reader.in_processes(self.faults_of_restore, cases, [1] * len(cases), 2)
        self.assertEqual({case: faults for case, faults in zip(cases, results) if faults}, {})

    def faults_of_restore(self, case):
        name, prefix, number, tree = case
        root, bare = os.geteuid() == 0, name == 'no-metadata'
        target = os.path.join(self.root, '%s-%s-%d' % (name, prefix, number))
        with self.open(name, prefix, jobs=1) as store:
            faults = store.restore(target, number, owner=root, strip=self.source).failed
            if not root:
                make_readable(target)
            if tree is not None:
                ignore = ['mode', 'mtime', 'owner', 'xattr'] if bare else [] if root else ['owner', 'mode']
                found = {e['path']: e for e in self.manifest.walk(target)}
                faults += self.manifest.compare(self.stated(tree), found, ignore)
            if number == 0 and name in ('aes', 'hash-sha1-sha512', 'no-metadata', 'partial'):
                aspects = ['dirtime', 'linktime'] + ['metadata', 'mode', 'mtime'] * bare + ['mode'] * (not root)
                faults += store.compare(target, number, ignore=aspects).differences
        shutil.rmtree(target)
        return faults

    def damaged_copy(self, name):
        """A folder of links to the fixture's volumes, to be replaced one by one."""
        self.dest = os.path.join(self.root, name)
        shutil.rmtree(self.dest, True)
        os.mkdir(self.dest)
        source = os.path.join(FIXTURES, name, 'store')
        for volume in os.listdir(source):
            os.symlink(os.path.join(source, volume), os.path.join(self.dest, volume))
        return sorted(os.listdir(self.dest))

    def replace(self, volume, data):
        path = os.path.join(self.dest, volume)
        os.unlink(path)
        with open(path, 'wb') as f:
            f.write(data)

    @contextlib.contextmanager
    def damaged(self, name, pick):
        volumes = self.damaged_copy(name)
        volume = next(v for v in volumes if '.%s.' % pick in v)
        with open(os.path.join(self.dest, volume), 'rb') as f:
            yield volume, f.read()
        lenient = name in LENIENT
        self.assertNotEqual(self.verify(self.secret, lenient, True), [], '%s %s' % (name, volume))

    def test_damage_is_found(self):
        for name in ('plain-10kb', 'aes', 'tgz', 'zip-sharpcompress'):
            for kind in ('dblock', 'dindex', 'dlist')[:3 if name in ('plain-10kb', 'aes') else 1]:
                with self.damaged(name, kind) as (volume, data):
                    self.replace(volume, data[:len(data) * 2 // 3])
                with self.damaged(name, kind) as (volume, data):
                    middle = len(data) // 2
                    self.replace(volume, data[:middle] + bytes([data[middle] ^ 0x10]) + data[middle + 1:])
            with self.damaged(name, 'dlist') as (volume, data):
                self.replace(volume, b'')
            with self.damaged(name, 'dblock') as (volume, data):
                os.unlink(os.path.join(self.dest, volume))

    def test_swapped_and_renamed_volumes_are_found(self):
        volumes = [v for v in self.damaged_copy('plain-10kb') if '.dblock.' in v]
        first, second = (os.path.join(self.dest, v) for v in volumes[:2])
        os.rename(first, first + '-')
        os.rename(second, first)
        os.rename(first + '-', second)
        self.assertIn('VOLHASH', kinds(self.verify()))
        self.damaged_copy('plain-10kb')
        os.rename(first, os.path.join(self.dest, 'duplicati-b%032x.dblock.zip' % 1))
        self.assertEqual(kinds(self.verify()), {'DANGLING', 'NOINDEX'})

    def test_a_lost_index_is_found_and_survived(self):
        for volume in self.damaged_copy('plain-10kb'):
            if '.dindex.' in volume:
                os.unlink(os.path.join(self.dest, volume))
        self.assertEqual(kinds(self.verify()), {'NOINDEX'})
        self.assertEqual(self.verify(index_required=False), [])


if __name__ == '__main__':
    unittest.main()
