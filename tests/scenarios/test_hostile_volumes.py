#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Archives, lists, indexes and manifests that lie: bombs, overlaps, sizes, numbers, types, blocklists."""
import base64
import io
import os
import struct
import tarfile
import unittest
import warnings
import zipfile
import zlib

import hostile_lab
import tiny_writer as tiny
import trees
import world

MEGABYTE = 1 << 20


def sub(entries, name, edit):
    """The entries of a volume with one of them changed."""
    return [(n, edit(d)) if n == name or (name.endswith('/') and n.startswith(name)) else (n, d)
            for n, d in entries]


def zeros(size):
    """A deflate stream that unfolds to that many zero bytes, and their checksum."""
    packer, crc, left, out = zlib.compressobj(9, zlib.DEFLATED, -15), 0, size, []
    piece = bytes(4 * MEGABYTE)
    while left:
        part = piece[:left]
        out.append(packer.compress(part))
        crc = zlib.crc32(part, crc)
        left -= len(part)
    return b''.join(out) + packer.flush(), crc


def raw_zip(entries):
    """A zip of (name, packed, size, crc, method, {changes}): `central` and `local` change a header's fields."""
    out, central = io.BytesIO(), []
    for name, packed, size, crc, method, changes in entries:
        fields = dict(flags=0, method=method, crc=crc, packed=len(packed), size=size, offset=out.tell(), extra=b'')
        local, far = {**fields, **changes.get('local', {})}, {**fields, **changes.get('central', {})}
        out.write(struct.pack('<IHHHHHIIIHH', 0x04034b50, 20, local['flags'], local['method'], 0, 0x21, local['crc'],
                              local['packed'], local['size'], len(name), len(local['extra']))
                  + name + local['extra'] + packed)
        central.append(struct.pack('<IHHHHHHIIIHHHHHII', 0x02014b50, 20, 20, far['flags'], far['method'], 0, 0x21,
                                   far['crc'], far['packed'], far['size'], len(name), len(far['extra']), 0, 0, 0, 0,
                                   far['offset']) + name + far['extra'])
    start, listing = out.tell(), b''.join(central)
    count = len(entries) & 0xffff
    out.write(listing + struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, count, count, len(listing), start, 0))
    return out.getvalue()


def plain(name, data, **changes):
    return (os.fsencode(name), data, len(data), zlib.crc32(data), 0, changes)


class Lists(hostile_lab.HostileScenario):
    """What a dlist says. A version that stays whole lies before it."""

    def text(self, edit, *says, codes=(2, 3, 100), old=True):
        """The newest version's filelist.json is edited as text; an older version is in order."""
        w = self.hostile()
        if old:
            w.evil.version('20230102T030405Z')
            self.add_good(w)
        w.evil.folder_entry('/src/new/')
        self.row(w, '/src/new/evil')
        w.evil.edit['dlist'] = lambda entries: sub(entries, 'filelist.json', edit)
        found = self.attack(w, *says, codes=codes)
        return w, found

    def testNoJson(self):
        for text in (b'', b'\0', b'{', b'[', b'[{', b'nonsense', b'[]]', b'[] []', b'"text"', b'{}', b'17', b'null',
                     '[]'.encode('utf-16'), tiny.BOM + tiny.BOM + b'[]', b'[' * 100_000, b'[{"a":' * 100_000,
                     b'[' + b'{},' * 100, b"[{'path':'/src/a'}]", b'[NaN]', b'/* */[]'):
            with self.subTest(text[:20]):
                w, _ = self.text(lambda _, text=text: text)
                self.assertRegex(w.said.err, hostile_lab.STAMP)

    def testOnlyVersionIsNoJson(self):
        w = self.hostile(good=False)
        self.add_good(w)
        w.evil.edit['dlist'] = lambda entries: sub(entries, 'filelist.json', lambda _: b'[' * 10_000_000)
        self.attack(w, hostile_lab.STAMP, codes=(100,))
        self.assertEqual({}, self.found(w))

    def testDepthInAnUnknownMember(self):
        self.text(lambda text: text.replace(b'[{', b'[{"x":' + b'[' * 40 + b']' * 40 + b',', 1))

    def testNumbers(self):
        for number, codes in ((b'-1', (2, 3)), (b'9223372036854775808', (2, 3)), (b'99999999999999999999999', (2, 3)),
                              (b'1.5', (2, 3)), (b'1e3', (2, 3)), (b'01', (2, 3)), (b'-0', (0, 2, 3)),
                              (b'0x10', (2, 3)), (b'9223372036854775807', (2, 3)), (b'4611686018427387904', (2, 3)),
                              (b'1' * 100_000, (2, 3)), (b'"4"', (2, 3)), (b'null', (0, 2, 3)), (b'[4]', (2, 3)),
                              (b'{"a":4}', (2, 3)), (b'true', (2, 3))):
            with self.subTest(number[:30]):
                w, found = self.text(lambda text, number=number: text.replace(b'"size":4,', b'"size":%s,' % number),
                                     codes=(*codes, 100))
                self.assertNotIn('4096', [entry.get('size') for entry in found.values()])

    def testSumOfSizesRunsOver(self):
        """Up to kVersionBytes they add up, here to 64 PiB."""
        w = self.hostile()
        for number in range(4):
            self.row(w, '/src/evil%d' % number, size=(1 << 63) - 1)
            self.row(w, '/src/meta%d' % number, metasize=(1 << 63) - 1)
        self.attack(w, 'evil0', codes=(2, 3))

    def testHugeSizesCostNothing(self):
        """A file of 4 EiB has a number of blocks that no loop may count."""
        w = self.hostile()
        for number in range(2000):
            self.row(w, '/src/evil%d' % number, size=(1 << 62) + number)
        self.attack(w, 'evil0', codes=(2, 3))
        self.assertLess(w.seconds, 30)

    def testDuplicateKeys(self):
        self.text(lambda text: text.replace(b'"size":4,', b'"size":4,"size":5,'))
        self.text(lambda text: text.replace(b'"path":"/src/new/evil"', b'"path":"/src/new/evil","path":"/src/../evil"'))

    def testWrongTypes(self):
        for old, new in ((b'"path":"/src/new/evil"', b'"path":17'), (b'"path":"/src/new/evil"', b'"path":null'),
                         (b'"path":"/src/new/evil"', b'"path":["/src/a"]'), (b'"type":"File"', b'"type":1'),
                         (b'"hash":"', b'"hash":true,"x":"'), (b'"hash":"', b'"hash":"short","x":"'),
                         (b'"hash":"', b'"hash":"!!!!","x":"'), (b'"metahash":"', b'"metahash":{},"x":"'),
                         (b'"time":"', b'"time":"soon","x":"'), (b'"time":"', b'"time":17,"x":"'),
                         (b'"type":"File"', b'"type":"File","blocklists":{"a":"b"}'),
                         (b'"type":"File"', b'"type":"File","blocklists":"text"'),
                         (b'"type":"File"', b'"type":"File","blocklists":[1,[2],{},null]'),
                         (b'"type":"File"', b'"type":"File","metablocklists":["x"]')):
            def edit(text, old=old, new=new):
                at = text.rindex(old)  # of the last entry; those before it mean no harm
                return text[:at] + new + text[at + len(old):]
            with self.subTest(new):
                self.text(edit, codes=(0, 2, 3))

    def testManyMembers(self):
        members = b','.join(b'"m%d":0' % number for number in range(70_000))
        self.text(lambda text: text.replace(b'[{', b'[{' + members + b',', 1))

    def testStringOf20Megabytes(self):
        self.text(lambda text: text.replace(b'[{', b'[{"x":"%s",' % (b'x' * (20 << 20)), 1))

    def testBomb(self):
        """100 MB of blanks in a list of 100 KB, and a million empty entries."""
        self.text(lambda text: text.replace(b'[{', b'[' + b' ' * (100 << 20) + b'{', 1), 'unfold', codes=(100,))
        self.text(lambda text: text.replace(b'[{', b'[' + b'{"type":"None"},' * 1_000_000 + b'{', 1), codes=(0, 2, 3))

    def testManyDamagedEntries(self):
        """Each is worth a line, but not a million lines."""
        w, _ = self.text(lambda text: text.replace(b'[{', b'[' + b'{"type":"File","path":"/../x"},' * 50_000 + b'{', 1))
        self.assertLess(len(w.said.said), 20_000)

    def testNoFilelist(self):
        w = self.hostile()
        w.evil.version('20230102T030405Z')
        self.add_good(w)
        w.evil.edit['dlist'] = lambda entries: [(n, d) for n, d in entries if n != 'filelist.json']
        self.attack(w, hostile_lab.STAMP, codes=(100,))

    def testFileset(self):
        for text in (b'', b'[]', b'{"IsFullBackup":"yes"}', b'{' * 1000, b'{"x":"' + b'x' * 100_000 + b'"}'):
            with self.subTest(text[:20]):
                w = self.hostile()
                w.evil.version('20230102T030405Z')
                self.add_good(w)
                w.evil.edit['dlist'] = lambda entries, text=text: sub(entries, 'fileset', lambda _: text)
                self.attack(w, codes=(0, 2, 3, 100))


class Blocks(hostile_lab.HostileScenario):
    """Blocklists, block sizes and hashes that do not agree."""

    def broken(self, edit, *says, codes=(3,), size=5000):
        """An entry with a blocklist is edited; it must not come back as anything but itself."""
        w = self.hostile()
        content = os.urandom(size)
        w.evil.file('/src/evil', content)
        edit(w, w.evil.entries[-1])
        found = self.attack(w, *says, codes=codes)
        if b'evil' in found:
            self.assertEqual(content, found[b'evil']['bytes'])
        return w, found

    def testListOfOtherBlocks(self):
        self.broken(lambda w, e: e.update(blocklists=[tiny.b64(w.evil._store(os.urandom(1000)))]), 'evil')

    def testListThatIsNowhere(self):
        self.broken(lambda w, e: e.update(blocklists=[tiny.b64(os.urandom(32))]), 'evil')

    def testListOfNothing(self):
        self.broken(lambda w, e: e.update(blocklists=[]), 'evil')
        self.broken(lambda w, e: e.pop('blocklists'), 'evil')

    def testTooManyLists(self):
        self.broken(lambda w, e: e.update(blocklists=e['blocklists'] * 5), 'evil')
        self.broken(lambda w, e: e.update(blocklists=e['blocklists'] * 100_000), 'evil')

    def testListOfALengthThatIsNoHash(self):
        self.broken(lambda w, e: e.update(blocklists=[tiny.b64(w.evil._store(os.urandom(165)))]), 'evil')

    def testListOfBlocksThatAreNowhere(self):
        self.broken(lambda w, e: e.update(blocklists=[tiny.b64(w.evil._store(os.urandom(160)))]), 'evil')

    def testListWithinAList(self):
        """A blocklist that lists itself cannot be made; one that lists blocklists can."""
        def edit(w, e):
            lists = b''.join(base64.b64decode(text) for text in e['blocklists'])
            e['blocklists'] = [tiny.b64(w.evil._store(lists * 5))]
        self.broken(edit, 'evil')

    def testSizeSmallerThanItsBlocks(self):
        self.broken(lambda w, e: e.update(size=4900), 'evil')
        self.broken(lambda w, e: e.update(size=10), 'evil')
        self.broken(lambda w, e: e.update(size=0), codes=(0, 2, 3))

    def testSizeLargerThanItsBlocks(self):
        self.broken(lambda w, e: e.update(size=5001), 'evil')
        self.broken(lambda w, e: e.update(size=500_000_000_000), 'evil')

    def testSmallFileWithALyingSize(self):
        for size in (1, 3, 5, 1024, 1025, 1 << 40):
            with self.subTest(size):
                w = self.hostile()
                self.row(w, '/src/evil', size=size)
                found = self.attack(w, 'evil', codes=(3,))
                self.assertNotIn(b'evil', found)

    def testHashOfTheFileIsAnother(self):
        self.broken(lambda w, e: e.update(hash=tiny.b64(os.urandom(32))), 'evil')

    def testSparseFileOfALyingSize(self):
        """One block again and again: a list of hashes costs 1/32, a list of lists nothing at all."""
        w = self.hostile()
        block = w.evil._store(b'z' * 1024)
        whole = w.evil._store(block * 32)
        w.evil.lists[whole] = block * 32
        self.row(w, '/src/evil', size=1024 * 32 * 200_000, blocklists=[tiny.b64(whole)] * 200_000)
        self.attack(w, 'evil', codes=(3,))

    def testBlockIsAnother(self):
        def edit(entries):
            return [(n, bytes(len(d)) if d == b'evil' else d) for n, d in entries]
        w = self.hostile()
        self.row(w, '/src/evil')
        w.evil.edit['dblock'] = edit
        found = self.attack(w, 'evil', codes=(3,))
        self.assertNotIn(b'evil', found)

    def testBlockOfAnotherSize(self):
        for size in (0, 3, 5, 1024, 2000, 5 * MEGABYTE):
            with self.subTest(size):
                w = self.hostile()
                self.row(w, '/src/evil')
                w.evil.edit['dblock'] = lambda entries, size=size: [
                    (n, os.urandom(size) if d == b'evil' else d) for n, d in entries]
                found = self.attack(w, 'evil', codes=(3,))
                self.assertNotIn(b'evil', found)

    def testBlockIsMissing(self):
        w = self.hostile()
        self.row(w, '/src/evil')
        w.evil.edit['dblock'] = lambda entries: [(n, d) for n, d in entries if d != b'evil']
        found = self.attack(w, 'evil', codes=(3,))
        self.assertNotIn(b'evil', found)

    def testBlocksWithOddNames(self):
        for name in ('../../outside/evil', '/evil', 'a\\..\\b', 'n' * 5000, '=', '\x1b[2J', 'manifest', 'vol/x', ' '):
            with self.subTest(name[:20]):
                w = self.hostile()
                w.evil.edit['dblock'] = lambda entries, name=name: entries + [(name, b'evil')]
                self.attack(w, codes=(0, 2, 3) if len(name) < 4096 else None)


class Indexes(hostile_lab.HostileScenario):
    def index(self, edit, codes=(0, 2, 3), says=()):
        w = self.hostile()
        self.row(w, '/src/evil', os.urandom(5000))
        content = w.evil.blocks
        w.evil.edit['dindex'] = lambda entries: edit(entries)
        found = self.attack(w, *says, codes=codes)
        self.assertTrue(content is not None)
        return w, found

    def vol(self, edit, **options):
        return self.index(lambda entries: sub(entries, 'vol/', edit), **options)

    def testNoJson(self):
        for text in (b'', b'[]', b'{', b'{' * 10_000, b'{"blocks":{}}', b'{"blocks":[[]]}', b'{"blocks":[1]}', b'null'):
            with self.subTest(text[:20]):
                _, found = self.vol(lambda _, text=text: text)
                self.assertIn(b'evil', found)

    def testBlocksThatAreNotThere(self):
        lie = b'{"blocks":[{"hash":"%s","size":100},' % base64.b64encode(os.urandom(32))
        self.vol(lambda text: text.replace(b'{"blocks":[', lie))

    def testBlocksLeftOut(self):
        _, found = self.vol(lambda text: b'{"blocks":[],' + text[text.index(b'"volumehash"'):])
        self.assertIn(b'evil', found)

    def testSizesOfBlocks(self):
        for size in (b'-1', b'0', b'1025', b'2147483648', b'9223372036854775807', b'1.5', b'"4"'):
            with self.subTest(size):
                self.vol(lambda text, size=size: text.replace(b'"size":1024', b'"size":' + size))

    def testVolumeSizeAndHash(self):
        for size in (b'-1', b'0', b'17', b'9223372036854775807', b'1e9', b'null'):
            with self.subTest(size):
                self.vol(lambda text, size=size: text[:text.index(b'"volumesize"')] + b'"volumesize":%s}' % size)
        self.vol(lambda text: text.replace(b'"volumehash":"', b'"volumehash":"AAAA","x":"'))

    def testMillionsOfBlocks(self):
        one = b'{"hash":"%s","size":100},' % base64.b64encode(bytes(32))
        self.vol(lambda text: text.replace(b'{"blocks":[', b'{"blocks":[' + one * 1_000_000))

    def testOtherVolumes(self):
        for name in ('vol/../../outside/evil', 'vol//etc/passwd', 'vol/duplicati-b%032x.dblock.zip' % 99,
                     'vol/other-b%032x.dblock.zip' % 1, 'vol/duplicati-%s.dlist.zip' % hostile_lab.STAMP, 'vol/',
                     'vol/duplicati-b%032x.dblock.zip.aes' % 1):
            with self.subTest(name):
                self.index(lambda entries, name=name: [(name if n.startswith('vol/') else n, d) for n, d in entries])

    def testTwoDescriptionsOfOneVolume(self):
        self.index(lambda entries: entries + [(n, d.replace(b'1024', b'1023')) for n, d in entries if n[:4] == 'vol/'])

    def testBlocklists(self):
        for content in (b'', os.urandom(160), bytes(1 << 20)):
            with self.subTest(len(content)):
                _, found = self.index(lambda entries, content=content: sub(entries, 'list/', lambda _: content))
                self.assertIn(b'evil', found)

    def testBlocklistsBeyondWhatIsHeld(self):
        """After kIndexLists of them the rest comes from the data volume."""
        w = self.hostile(blocksize=MEGABYTE)
        content = os.urandom(5 * MEGABYTE // 2)
        self.row(w, '/src/evil', content)
        w.evil.edit['dindex'] = lambda entries: [
            ('list/' + tiny.url64(os.urandom(32)), bytes(MEGABYTE)) for _ in range(300)] + entries
        found = self.attack(w, codes=(0, 2, 3))
        self.assertEqual(content[:MEGABYTE], found[b'evil']['bytes'])
        self.assertEqual(len(content), found[b'evil']['size'])

    def testNoIndex(self):
        w = self.hostile()
        w.evil.index = False
        self.attack(w, codes=(0, 2))

    def testTwoIndexesClaimABlock(self):
        """A volume that is not there must not win over the one that is."""
        w = self.hostile()
        self.row(w, '/src/evil')
        names = w.evil.version(hostile_lab.STAMP)
        name = 'duplicati-b%032x.dblock.zip' % 77
        with zipfile.ZipFile(w.path('dest', names['dindex'])) as archive:
            vol = [archive.read(n) for n in archive.namelist() if n.startswith('vol/')][0]
        w.evil.put('dindex', 'i%032x' % 0, [('vol/' + name, vol)])
        found = self.attack(w, codes=(0, 2, 3), write=False)
        self.assertIn(b'evil', found)


class Manifests(hostile_lab.HostileScenario):
    def testOfADblock(self):
        for changes in ({'Blocksize': 2048}, {'Blocksize': 0}, {'Blocksize': -1}, {'Blocksize': 1 << 31},
                        {'Blocksize': 1 << 62}, {'Blocksize': '1024'}, {'Version': 99}, {'Version': -1},
                        {'BlockHash': 'MD5'}, {'BlockHash': 'ROT13'}, {'BlockHash': ''}, {'FileHash': 7},
                        {'Encoding': 'utf16'}, {'AppVersion': 'x' * 2000}, {'x': 'x' * 100_000}):
            with self.subTest(changes):
                self.kinds(('dblock',), lambda w, changes=changes: w.evil.manifest(**changes))

    def testOfADindex(self):
        for changes in ({'Blocksize': 2048}, {'BlockHash': 'ROT13'}, {'Version': 99}):
            with self.subTest(changes):
                self.kinds(('dindex',), lambda w, changes=changes: w.evil.manifest(**changes))

    def testNoneAtAll(self):
        for kind in ('dblock', 'dindex'):
            with self.subTest(kind):
                self.kinds((kind,), lambda w: None)

    def testNoJson(self):
        for text in (b'', b'[]', b'{' * 1000, b'{"Version":2,"Version":1}', b'\0' * 1000):
            with self.subTest(text[:10]):
                self.kinds(('dblock', 'dindex'), lambda w, text=text: text)

    def testOfTheNewestList(self):
        """It says what the whole backup is made of: nothing is taken from one that cannot be."""
        for changes in ({'Blocksize': 1023}, {'Blocksize': 1 << 40}, {'Blocksize': 0x7fffffff}, {'BlockHash': 'MD5'},
                        {'BlockHash': 'ROT13'}, {'Version': 99}, {'Blocksize': 4096}):
            with self.subTest(changes):
                w = self.hostile()
                w.evil.edit['dlist'] = lambda entries, w=w, changes=changes: sub(
                    entries, 'manifest', lambda _: w.evil.manifest(**changes))
                w.holds_good = False
                self.attack(w, codes=(3, 100))

    def kinds(self, kinds, manifest):
        """The manifests of these volumes are bad; what is in other volumes comes back."""
        w = self.hostile()
        w.evil.version('20230102T030405Z')
        self.add_good(w)
        self.row(w, '/src/new/evil')
        for kind in kinds:
            w.evil.edit[kind] = lambda entries: [
                (n, manifest(w) if n == 'manifest' else d) for n, d in entries if n != 'manifest' or manifest(w) is not None]
        return self.attack(w, codes=(0, 2, 3))


class Archives(hostile_lab.HostileScenario):
    """Zips that lie. The good files lie in a dblock of their own, and in an older version."""

    def evil_zip(self, kind, make, *says, codes=(0, 2, 3, 100)):
        """The newest version's volume of this kind is what `make` makes of its entries."""
        w = self.hostile()
        w.evil.version('20230102T030405Z')
        self.add_good(w)
        w.evil.folder_entry('/src/new/')
        self.row(w, '/src/new/evil')
        names = w.evil.version(hostile_lab.STAMP)
        with zipfile.ZipFile(w.path('dest', names[kind])) as archive:
            entries = [(name, archive.read(name)) for name in archive.namelist()]
        made = make(entries)
        w.evil.write(names[kind], made)
        w.evil_name = names[kind]
        return w, self.attack(w, *says, codes=codes, write=False)

    def each_kind(self, make, codes=(0, 2, 3, 100)):
        """In turn, but before a release in each kind of volume."""
        kinds = ('dblock', 'dindex', 'dlist')
        Archives.next_kind += 1
        for kind in kinds if world.RUNS > 1 else kinds[Archives.next_kind % 3:][:1]:
            with self.subTest(kind):
                self.evil_zip(kind, make, codes=codes)

    next_kind = 0

    def change(self, entries, **changes):
        """Every entry but the manifest has headers that lie."""
        return raw_zip([plain(n, d, **(changes if n != 'manifest' else {})) for n, d in entries])

    def testEntryBomb(self):
        """2 GB of zeros behind a name that is needed, with sizes that are true and that lie."""
        packed, crc = zeros(2 << 30)
        for size in (2 << 30, 4):
            def make(entries, size=size):
                return raw_zip([plain(n, d) if n == 'manifest' else (os.fsencode(n), packed, size, crc, 8, {})
                                for n, d in entries])
            with self.subTest(size):
                self.each_kind(make)

    def testBombThatIsNotAskedFor(self):
        packed, crc = zeros(2 << 30)
        name = os.fsencode(tiny.url64(os.urandom(32)))
        self.each_kind(lambda entries: raw_zip([plain(n, d) for n, d in entries] + [
            (name, packed, (2 << 30) - 1, crc, 8, {})]))

    def testManyEntries(self):
        """200,000 empty entries, and as many of one name."""
        self.evil_zip('dblock', lambda entries: raw_zip([plain(n, d) for n, d in entries] + [
            plain('%043d=' % number, b'') for number in range(200_000)]))
        self.evil_zip('dindex', lambda entries: raw_zip([plain(n, d) for n, d in entries] + [
            plain('vol/same', b'') for _ in range(200_000)]))

    def testNested(self):
        """Zips in zips are bytes like others: nothing opens them."""
        inner = tiny.zip_bytes([('a', bytes(1 << 20))])
        for _ in range(5):
            inner = tiny.zip_bytes([('%d' % number, inner) for number in range(10)])
        # 3: an index no longer agrees with its volume, which is named; all files came back.
        self.each_kind(lambda entries: tiny.zip_bytes(entries + [('inner.zip', inner)]), codes=(0, 3))

    def testAZipOfItselfAsFile(self):
        w = self.hostile()
        inner = tiny.zip_bytes([('../../outside/evil', b'evil')])
        w.evil.file('/src/inner.zip', inner)
        found = self.attack(w, codes=(0,))
        self.assertEqual(inner, found[b'inner.zip']['bytes'])

    def testOverlap(self):
        def make(entries):
            offset = len(raw_zip([plain(*entries[0])])) - 22 - 46 - len(entries[0][0])
            return raw_zip([plain(n, d, central={'offset': offset} if n != entries[0][0] else {}) for n, d in entries])
        self.each_kind(make)

    def testOverlapOfMany(self):
        """Fifield's bomb: thousands of names share one payload."""
        packed, crc = zeros(20 << 20)
        def make(entries):
            first = raw_zip([plain(n, d) for n, d in entries])
            offset = first.index(b'PK\1\2')
            many = [(b'%043d=' % number, b'', 20 << 20, crc, 8, {'central': {'offset': offset, 'packed': len(packed)}})
                    for number in range(1000)]
            return raw_zip([plain(n, d) for n, d in entries] + [
                (b'0' * 43 + b'=', packed, 20 << 20, crc, 8, {})] + many)
        self.each_kind(make)

    def testLocalAndCentralDisagree(self):
        for field, value in (('size', 5), ('packed', 3), ('crc', 1), ('method', 8), ('method', 99)):
            for side in ('local', 'central'):
                with self.subTest(field, side=side):
                    self.each_kind(lambda entries, field=field, value=value, side=side: self.change(
                        entries, **{side: {field: value}}))

    def testLocalNameIsAnother(self):
        def make(entries):
            whole = raw_zip([plain(n, d) for n, d in entries])
            name = os.fsencode(entries[-1][0])
            return whole.replace(name, b'x' * len(name), 1)
        self.each_kind(make)

    def testSizesNearTheEndOfNumbers(self):
        for size in (0xfffffffe, 0x7fffffff):
            self.each_kind(lambda entries, size=size: self.change(
                entries, local={'size': size, 'packed': size}, central={'size': size, 'packed': size}))
        wide = struct.pack('<HHQQQ', 1, 24, (1 << 64) - 1, (1 << 64) - 1, (1 << 64) - 1)
        full = {'size': 0xffffffff, 'packed': 0xffffffff, 'extra': wide}
        self.each_kind(lambda entries: self.change(entries, central={**full, 'offset': 0xffffffff}, local=full))

    def testZip64FieldIsCut(self):
        self.each_kind(lambda entries: self.change(entries, central={
            'size': 0xffffffff, 'extra': struct.pack('<HH', 1, 2000)}))

    def testOffsets(self):
        for offset in (0x7fffffff, 0xfffffffe, 1):
            self.each_kind(lambda entries, offset=offset: self.change(entries, central={'offset': offset}))

    def testEncryptedFlagAndMethods(self):
        self.each_kind(lambda entries: self.change(entries, local={'flags': 1}, central={'flags': 1}))
        for method in (1, 6, 9, 12, 14, 93, 95, 97, 98, 99, 0xffff):
            with self.subTest(method):
                self.evil_zip('dblock', lambda entries, method=method: self.change(
                    entries, local={'method': method}, central={'method': method}))

    def testCounts(self):
        for at, value in ((8, 0xfffe), (8, 0), (10, 1), (12, 0x7fffffff), (16, 0x7fffffff), (4, 7), (16, 0)):
            with self.subTest(at, value=value):
                def make(entries, at=at, value=value):
                    data = bytearray(raw_zip([plain(n, d) for n, d in entries]))
                    struct.pack_into('<H' if at < 12 else '<I', data, len(data) - 22 + at, value)
                    return bytes(data)
                self.each_kind(make)

    def testTwoDirectories(self):
        """What other programs call the end is in the comment of ours."""
        self.each_kind(lambda entries: tiny.zip_bytes(entries) + tiny.zip_bytes([('manifest', b'{}'), ('evil', b'')]))

    def testOneNameTwice(self):
        self.each_kind(lambda entries: raw_zip([plain(n, d) for n, d in entries] + [
            plain(n, b'{}') for n, _ in entries]))

    def testTruncated(self):
        for part in (0, 1, 21, 0.5, -1, -23):
            with self.subTest(part):
                self.each_kind(lambda entries, part=part: tiny.zip_bytes(entries)[
                    :int(part * len(tiny.zip_bytes(entries))) if 0 < part < 1 else part])

    def testNoZip(self):
        for data in (bytes(100_000), b'PK\5\6' * 30_000, b'PK\1\2' * 30_000, os.urandom(100_000), b'\x1f\x8b\8',
                     b'7z\xbc\xaf\x27\x1c' + bytes(100)):
            with self.subTest(data[:4]):
                self.each_kind(lambda _, data=data: data)

    def testNamesOfEntries(self):
        for name in (b'../../outside/evil', b'/evil', b'C:\\evil', b'a\0b', b'n' * 65_000, b'\xff\xfe', b'manifest/../x'):
            with self.subTest(name[:20]):
                self.each_kind(lambda entries, name=name: raw_zip([plain(n, d) for n, d in entries] + [
                    (name, b'evil', 4, zlib.crc32(b'evil'), 0, {})]))

    def testControlFiles(self):
        """Only plain names, only on request, only into the target."""
        w = self.hostile()
        names = ('fine', '../evil', '../../outside/evil', '/evil', 'sub/evil', '..', '', 'a\\..\\..\\b', '\x1b[2J')
        w.evil.edit['dlist'] = lambda entries: entries + [('extra/' + name, b'evil') for name in names]
        w.evil.version(hostile_lab.STAMP)
        before = self.outside_of(w)
        run = self.run_measured(w, 'restore', '--no-local-db', '--control-files', '--restore-path=' + w.target,
                                codes=(0, 2, 3, 100))
        self.assertEqual(before, self.outside_of(w))
        self.assertEqual({'fine'} if run.code != 100 else set(),
                         set(map(os.fsdecode, self.found(w))) & {'fine', 'evil', 'sub', '..'}, run)


class OtherArchives(hostile_lab.HostileScenario):
    """tgz volumes are unfolded whole, to a temporary file."""

    def tgz(self, make, codes=(2, 3, 100)):
        w = self.hostile(comp='tgz')
        w.holds_good = False
        names = w.evil.version(hostile_lab.STAMP)
        w.evil.write(names['dblock'], make(w.evil.read(names['dblock'])))
        self.attack(w, codes=codes, write=False)
        self.assertEqual([], os.listdir(w.temp))

    def testTruncated(self):
        self.tgz(lambda data: data[:len(data) // 2])

    def testBomb(self):
        self.tgz(lambda _: tiny.gzip_bytes(bytes(100 << 20)))

    def testNames(self):
        def make(_):
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode='w:gz') as archive:
                for name in ('../../outside/evil', '/evil', 'a/../../b'):
                    info = tarfile.TarInfo(name)
                    info.size = 4
                    archive.addfile(info, io.BytesIO(b'evil'))
                for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
                    info = tarfile.TarInfo('evil' + kind.decode())
                    info.type, info.linkname = kind, '/etc/passwd'
                    archive.addfile(info)
            return out.getvalue()
        self.tgz(make)


class Listings(hostile_lab.HostileScenario):
    """What lies at the destination beside the volumes, under names of volumes."""

    def testNamesThatLookLikeVolumes(self):
        w = self.hostile()
        w.evil.version(hostile_lab.STAMP)
        for name in ('duplicati-20990102T030405Z.dlist.zip', 'duplicati-b%032x.dblock.zip' % 50):
            os.mkdir(w.path('dest', name))
        os.mkfifo(w.path('dest', 'duplicati-20980102T030405Z.dlist.zip'))
        os.symlink('nowhere', w.path('dest', 'duplicati-20970102T030405Z.dlist.zip'))
        os.symlink('duplicati-20960102T030405Z.dlist.zip', w.path('dest', 'duplicati-20960102T030405Z.dlist.zip'))
        for name in ('duplicati-20249999T999999Z.dlist.zip', 'duplicati-99990102T030405Z.dlist.zip',
                     'duplicati-.dlist.zip', 'duplicati-b.dblock.zip', '-\x1b[2J.dlist.zip', 'x\n-20240102T030405Z.dlist.zip',
                     'duplicati-i%s.dindex.zip' % ('f' * 180), 'duplicati-20240102T030406Z.dlist.zip.aes',
                     'duplicati-20240102T030407Z.dlist.rar', os.fsdecode(b'\xff-20240102T030405Z.dlist.zip')):
            with open(w.path('dest', name), 'wb') as f:
                f.write(b'nothing')
        w.options.append('--prefix=duplicati')  # other backups are there by their names
        self.attack(w, codes=(0, 2, 3, 100), write=False, before=(3,))

    def testLinkToAVolumeElsewhere(self):
        """A volume may be a link of the user's; what it leads to is only read."""
        w = self.hostile()
        names = w.evil.version(hostile_lab.STAMP)
        os.rename(w.path('dest', names['dblock']), w.path('outside', 'volume'))
        os.symlink(w.path('outside', 'volume'), w.path('dest', names['dblock']))
        w.holds_good = False
        self.attack(w, codes=(0, 2, 3), write=False)


class Encrypted(hostile_lab.HostileScenario):
    def sealed(self, kind, edit, *says, codes=(0, 2, 3, 100)):
        w = self.hostile(passphrase=world.PASSPHRASE)
        w.evil.version('20230102T030405Z')
        self.add_good(w)
        w.evil.folder_entry('/src/new/')
        self.row(w, '/src/new/evil')
        names = w.evil.version(hostile_lab.STAMP)
        w.evil.write(names[kind], edit(w.evil.read(names[kind])))
        return w, self.attack(w, *says, codes=codes, write=False)

    def testHeaders(self):
        def version3(iterations):
            plain_text = tiny.zip_bytes([('manifest', b'{}')])
            data = bytearray(tiny.aes_bytes(plain_text, world.PASSPHRASE, 3))
            at = data.index(b'\0\0' + (1000).to_bytes(4, 'big')) + 2
            data[at:at + 4] = iterations.to_bytes(4, 'big')
            return bytes(data)
        edits = {'magic': lambda data: b'XYZ' + data[3:], 'version': lambda data: data[:3] + b'\x09' + data[4:],
                 'extension': lambda data: data[:5] + b'\xff\xff' + data[7:], 'cut': lambda data: data[:40],
                 'empty': lambda data: b'', 'short': lambda data: data[:-1], 'mac': lambda data: data[:-1] + bytes(
                     [data[-1] ^ 1]), 'key': lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
                 'middle': lambda data: data[:len(data) // 2] + b'\0\1\2\3' + data[len(data) // 2 + 4:],
                 'iterations': lambda data: version3(0xffffffff), 'none': lambda data: version3(0),
                 'extensions': lambda data: data[:5] + b'\0\1x' * 100_000 + data[5:], 'zip': lambda data: tiny.zip_bytes([
                     ('manifest', b'{}')])}
        for name, edit in edits.items():
            for kind in ('dblock', 'dlist'):
                with self.subTest(name, kind=kind):
                    self.sealed(kind, edit)
                    self.assertTrue(True)

    def testPlainVolumesAmongEncrypted(self):
        """S1: whoever can write to the destination can plant a plain list; it is not a version."""
        w = self.hostile(passphrase=world.PASSPHRASE)
        w.evil.version(hostile_lab.STAMP)
        planted = tiny.Backup(w.dest)
        planted.folder_entry('/src/')
        planted.file('/src/planted', b'planted')
        planted.serial = 70
        planted.version('20250102T030405Z')
        found = self.attack(w, codes=(2, 3), write=False)
        self.assertNotIn(b'planted', found)
        self.assertRegex(w.said.err, '20250102T030405Z')


if __name__ == '__main__':
    unittest.main(module='__main__', verbosity=1, warnings='ignore', testLoader=world.PartLoader())
