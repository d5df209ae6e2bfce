#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Backups that the real program made: listed, tested, restored, rebuilt, continued.

CAIRN_FIXTURES names their folder; without it everything is skipped. Each is tried on a copy.
"""
import importlib.util
import json
import os
import re
import shutil
import unittest

import trees
import world

FIXTURES = os.environ.get('CAIRN_FIXTURES', '')
ROOT = os.geteuid() == 0
ARGUMENTS = ('--restore-permissions', '--allow-restore-outside-target-directory')
READ_ONLY = ('tgz', 'tzstd')          # compression modules that new volumes are never made with
UNREADABLE_HERE = ('zip-ppmd',)       # by the independent reader


def load_manifest_module():
    spec = importlib.util.spec_from_file_location('manifest', os.path.join(FIXTURES, 'manifest.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Fixtures(world.Scenario):
    @classmethod
    def setUpClass(cls):
        cls.manifest = load_manifest_module()
        with open(os.path.join(FIXTURES, 'fixtures.json'), encoding='utf-8') as f:
            cls.facts = json.load(f)

    def taken(self, name, prefix=None):
        """A copy of the fixture, without a database."""
        fixture = self.facts['fixtures'][name]
        plain = fixture['encryption'] == 'none'
        w = self.world(passphrase=None if plain else self.facts['passphrase'], prefix=prefix)
        w.options = ['--number-of-retries=0']
        if fixture['encryption'] == 'gpg':
            w.options.append('--encryption-module=gpg')
        shutil.copytree(os.path.join(FIXTURES, name, 'store'), w.dest)
        os.chmod(w.dest, 0o755)
        for file in os.listdir(w.dest):
            os.chmod(os.path.join(w.dest, file), 0o644)
        return w

    def stated(self, tree):
        with open(os.path.join(FIXTURES, 'trees', tree + '.manifest'), encoding='utf-8') as f:
            return {e['path']: self.comparable(e) for e in map(json.loads, f)}

    @staticmethod
    def comparable(entry):
        """The format has no place for set-id bits and empty attributes."""
        if 'mode' in entry:
            entry['mode'] = '%04o' % (int(entry['mode'], 8) & 0o777)
        entry['xattr'] = {name: value for name, value in entry.get('xattr', {}).items() if value}
        return entry

    def assertIsTree(self, tree, folder, ignore=()):
        ignore = [*ignore] + ([] if ROOT else ['owner'])
        old, new = self.stated(tree), {e['path']: self.comparable(e) for e in self.manifest.walk(folder)}
        if 'metadata' in ignore:       # contents and links only
            ignore += ['owner', 'mode', 'mtime', 'xattr']
        lines = self.manifest.compare(old, new, ignore)
        self.assertEqual([], lines[:20])

    def content(self, w):
        return {name: open(os.path.join(w.dest, name), 'rb').read() for name in os.listdir(w.dest)}

    def check(self, name, versions, prefix=None, ignore=()):
        w = self.taken(name, prefix)
        before = self.content(w)
        # Straight from the destination: newest version last in `versions`.
        codes = (0, 2) if ignore else (0,)
        for number, tree in enumerate(reversed(versions)):
            target = w.restore('direct%d' % number, '--version=%d' % number, *ARGUMENTS, codes=codes)
            if tree:
                self.assertIsTree(tree, target, ignore)
        listed = re.findall(r'(?m)^\d+\s*: ', w.run('list-filesets').out)
        self.assertEqual(len(versions), len(listed))
        # With a database made of it.
        w.run('repair')
        w.run('test', 'all')
        lines = [line for line in w.run('list-filesets').out.splitlines() if re.match(r'\d+\s*: ', line)]
        self.assertEqual(len(versions), len(lines))
        for tree, line in zip(reversed(versions), lines):
            if tree:
                self.assertIn('(%d files' % sum(e['type'] == 'f' for e in self.stated(tree).values()), line)
        for number, tree in enumerate(reversed(versions)):
            if tree:
                self.assertIsTree(tree, w.restore('rebuilt%d' % number, '--version=%d' % number, *ARGUMENTS,
                                                  codes=codes), ignore)
        self.assertEqual(before, self.content(w), 'reading changed something')
        self.assertTidy(w)
        self.go_on(w, name, versions, before, ignore)

    def go_on(self, w, name, versions, before, ignore):
        """A new version on top, of the newest tree with some changes."""
        shutil.copytree(w.path('rebuilt0'), w.source, symlinks=True, dirs_exist_ok=True)
        trees.write(w.path('source', 'new file'), b'new content ' * 5000)
        os.utime(w.source, ns=(trees.MTIME, trees.MTIME))     # the format keeps 100 ns
        if name in READ_ONLY:
            run = w.backup(codes=(100,))
            self.assertSays(run, name)
            self.assertEqual(before, self.content(w))
            return
        run = w.backup()
        now = self.content(w)
        self.assertEqual(before, {file: now.get(file) for file in before}, 'a volume was changed or removed')
        self.assertEqual(len(versions) + 1, len(w.names('dlist.')), run)
        if name not in UNREADABLE_HERE:
            self.assertSound(w, lenient=True, index_required=name != 'index-none')
            self.assertHolds(w, w.source, ignore=('metadata', 'mode', 'mtime', 'dirtime', 'linktime', 'xattr')
                             if ignore else ())
        w.run('test', 'all')
        self.assertSameTree(w.source, w.restore('new', *ARGUMENTS, codes=(0, 2) if ignore else (0,)),
                            ('linktime', 'mtime', 'mode') if ignore else ('linktime',))
        if versions[-1]:
            self.assertIsTree(versions[-1], w.restore('old', '--version=1', *ARGUMENTS,
                                                      codes=(0, 2) if ignore else (0,)), ignore)
        w.backup(codes=(1,))
        w.forget_database()
        w.run('recreate')
        w.backup(codes=(1,))

    def testTwoJobs(self):
        self.check('two-jobs', ['tree1'], prefix='alpha')
        self.check('two-jobs', ['tree2'], prefix='beta')

    def testNoMetadata(self):
        self.check('no-metadata', ['tree1'], ignore=('metadata',))


def add_tests():
    """A test for each fixture that needs nothing special."""
    if not FIXTURES:
        return
    with open(os.path.join(FIXTURES, 'fixtures.json'), encoding='utf-8') as f:
        fixtures = json.load(f)['fixtures']
    for name, facts in sorted(fixtures.items()):
        if facts['versions'] and name != 'no-metadata':
            method = 'test' + ''.join(word.capitalize() for word in name.split('-'))
            setattr(Fixtures, method, lambda self, n=name, v=facts['versions']: self.check(n, v))


if FIXTURES:
    add_tests()
else:
    Fixtures = unittest.skip('CAIRN_FIXTURES is not set')(Fixtures)


if __name__ == '__main__':
    world.main()
