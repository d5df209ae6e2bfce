# SPDX-License-Identifier: MIT
"""Destinations made by an enemy, for the program to restore and to rebuild a database from.

Whatever they hold, nothing is written outside the target, nothing crashes, memory and time are
bounded, and the files of the same backup that mean no harm come back (reliability.md §6).
"""
import os
import resource
import signal
import subprocess
import tempfile
import time

import trees
import world
from world import oracle  # noqa: F401 (puts tests/oracle on the path)

import tiny_writer as tiny

STAMP = '20240102T030405Z'
GOOD = {'good one': bytes(range(256)) * 12, 'good two': b'ten bytes\n'}
# Of what the sanitizers need themselves, and what any restore takes; a bomb takes gigabytes.
LARGEST_MEMORY = 1500 << 20
LONGEST = 90                 # s of processor time
LARGEST_FILE = 600 << 20


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 5))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


class HostileScenario(world.Scenario):
    def hostile(self, passphrase=None, good=True, **options):
        """A world whose destination is about to be filled by w.evil, good files first."""
        w = self.world(passphrase=passphrase)
        w.options = ['--number-of-retries=0']
        w.db = w.path('home', 'job.sqlite')
        w.evil = tiny.Backup(w.dest, passphrase=passphrase, **options)
        w.target = w.path('target')
        trees.write(w.path('outside', 'kept'), b'the kept file outside\n')
        w.holds_good, w.deep = good, False
        if good:
            self.add_good(w)
        return w

    @staticmethod
    def add_good(w, root='/src/', separator='/'):
        w.evil.folder_entry(root)
        w.evil.folder_entry(root + 'good' + separator)
        for name, content in GOOD.items():
            w.evil.file(root + 'good' + separator + name, content)

    @staticmethod
    def row(w, path, content=b'evil', **changes):
        """An entry as raw as it is given: None takes a member out."""
        w.evil.file(path, content)
        entry = w.evil.entries[-1]
        entry.update(changes)
        w.evil.entries[-1] = {name: value for name, value in entry.items() if value is not None}

    def run_measured(self, w, command, *arguments, codes=(0,)):
        """As world.run(), with limits; what it took goes into w.memory and w.seconds."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            begin = time.monotonic()
            line = w.command_line(command, arguments)
            process = subprocess.Popen(line, env=w.environ(), cwd=w.home, stdin=subprocess.DEVNULL,
                                       stdout=out, stderr=err, preexec_fn=limited)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            w.memory, w.seconds = usage.ru_maxrss << 10, time.monotonic() - begin
            texts = []
            for stream in (out, err):
                stream.seek(0)
                texts.append(stream.read(4 << 20).decode('utf-8', 'surrogateescape'))
        run = world.Run(line, process.returncode, *texts)
        if world.SANITIZER.search(run.said) or run.code < 0:
            self.fail('crashed: %s' % (run,))
        self.assertNotRegex(run.err, world.RAW)
        self.assertNotRegex(run.said, '[\x00-\x08\x0b-\x1f\x7f]', 'control characters reach the terminal')
        self.assertLess(w.memory, LARGEST_MEMORY, run)
        if codes is not None:
            self.assertIn(run.code, codes, run)
        return run

    def outside_of(self, w):
        """All that a restore must not touch, and all names beside it."""
        seen = {name: trees.describe(w.path(name)) for name in ('outside', 'dest', 'source')}
        seen['names'] = sorted(set(os.listdir(w.root)) - {'target'})
        return seen

    def found(self, w):
        """{path below the target: what it is, the content of files with it}"""
        found = {}
        top = os.fsencode(w.target)
        if not os.path.isdir(top) or w.deep:
            return found
        for folder, names, files, fd in os.fwalk(top):
            below = folder[len(top):].lstrip(b'/')
            for name in names + files:
                entry = trees.describe_entry(name, fd)
                if entry['kind'] == 'file':
                    with open(os.open(name, os.O_RDONLY, dir_fd=fd), 'rb') as f:
                        entry['bytes'] = f.read(1 << 20)
                found[os.path.join(below, name)] = entry
        return found

    def assertGood(self, w):
        if w.deep:      # out of the reach of what Python walks with
            for name, content in GOOD.items():
                self.assertEqual(content, open(w.target + '/good/' + name, 'rb').read())
            return
        found = self.found(w)
        for name, content in GOOD.items():
            got = [entry for path, entry in found.items()
                   if path.endswith(b'good/' + os.fsencode(name)) and entry['kind'] == 'file']
            self.assertEqual(1, len(got), (name, sorted(found)))
            self.assertEqual(content, got[0]['bytes'], name)

    turn = 0

    def attack(self, w, *says, codes=(3,), write=True, arguments=(), before=(0,)):
        """Restores without a database, and rebuilds one -> what is at the target.

        `says` must be said by the restore. Code 100 among `codes`: the newest list may be past
        reading; then it is named, nothing is written, and the version before it comes back, with a
        code of `before`. Each third time, or each time before a release, a database is rebuilt and used.
        write=False: the destination stands already.
        """
        if write:
            w.evil.version(STAMP)
        outside = self.outside_of(w)
        where = '--restore-path=' + w.target
        run = w.said = self.run_measured(w, 'restore', '--no-local-db', where, *arguments, codes=codes)
        for word in says:
            self.assertRegex(run.said, word)
        if run.code:
            self.assertTrue(run.err.strip(), run)
            self.assertLess(len(run.err), 20_000, run.err[:2000])
        found = self.found(w)
        self.assertEqual(outside, self.outside_of(w))
        if run.code == 100 and w.holds_good:
            self.assertRegex(run.err, r'dlist\.')
            self.assertEqual({}, found)
            self.run_measured(w, 'restore', '--no-local-db', where, '--version=1', codes=before)
        if w.holds_good:
            self.assertGood(w)
        self.assertEqual([], os.listdir(w.temp))
        HostileScenario.turn += 1
        if world.RUNS <= 1 and HostileScenario.turn % 3:
            return found
        self.run_measured(w, 'recreate', codes=(0, 2, 3, 100))
        self.assertEqual([], os.listdir(w.temp))
        if os.path.exists(w.db) and not w.deep:
            kept, w.target = w.target, w.path('target2')
            self.run_measured(w, 'restore', '--restore-path=' + w.target, *arguments, codes=(0, 2, 3, 100))
            if w.holds_good:
                self.assertGood(w)
            w.target = kept
            self.run_measured(w, 'test', 'all', codes=(0, 2, 3, 100))
            self.run_measured(w, 'list', '*', codes=(0, 2, 3, 100))
        return found
