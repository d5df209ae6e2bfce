# SPDX-License-Identifier: MIT
"""Runs whose calls of the file system are recorded, failed, or cut off by a loss of power.

On the operations and starting points of kill_lab. CAIRN_SYSTEM_CALLS names the library that stands
between program and system (tests/system_calls).
"""
import copy
import os
import random

import crash_images
import kill_lab
import trees
import world

LIBRARY = os.environ.get('CAIRN_SYSTEM_CALLS') and os.path.abspath(os.environ['CAIRN_SYSTEM_CALLS'])
ROOTS = ('dest', 'home', 'temp', 'target')


def calls_environment(w, log=None, fail=None, clock=None, count=None):
    """Variables that put the library before a run in this world."""
    environment = {'LD_PRELOAD': LIBRARY, 'CAIRN_CALLS_UNDER': w.root,
                   'ASAN_OPTIONS': 'verify_asan_link_order=0:' + os.environ.get('ASAN_OPTIONS', world.QUICK)}
    for name, value in (('LOG', log), ('FAIL', fail), ('CLOCK', clock), ('COUNT', count)):
        if value is not None:
            environment['CAIRN_CALLS_' + name] = str(value)
    return environment


def label(path, w):
    """What kind of thing this path is, for people."""
    path = os.fsdecode(path)
    root, _, rest = os.path.relpath(path, w.root).partition('/')
    if not rest:
        return root
    if root == 'home':
        return {'job.sqlite': 'database', 'job.sqlite-wal': 'log', 'job.sqlite-journal': 'journal'}.get(
            rest, 'database made anew' if 'sqlite' in rest else 'home/' + rest.split('/')[0])
    return root + '/*'


def prepare(w, op):
    """What is restored replaces older files."""
    if op.name == 'restore':
        target = os.fsencode(trees.copy(op.start.states[0], w.path('target')))
        for path in trees.describe(target).keys() - trees.describe(op.start.states[-1]).keys():
            crash_images.remove_tree(os.path.join(target, path))


class Recording:
    """One run of an operation, call by call."""

    def __init__(self, lab, operation, registered=False):
        """`registered`: the database is where the program's own register of databases says."""
        self.op = lab.operations[operation]
        self.w = lab.fork(self.op.start)
        if registered:
            self.w.db = None
        prepare(self.w, self.op)
        self.before = crash_images.Disk([self.w.path(root) for root in ROOTS])
        log = self.w.path('calls')
        lab.act(self.w, operation, calls_environment(self.w, log), self.op.codes)
        self.calls = crash_images.read_log(log)
        os.unlink(log)

    def close(self):
        self.w.close()

    def image(self, calls, rng, names, content):
        """The world as a crash after these calls leaves it."""
        disk = copy.deepcopy(self.before)
        for call in calls:
            disk.play(call)
        disk.crash(rng, names, content)

    def instants(self):
        """After which calls a crash is told from one before: all that change something."""
        return [call.number + 1 for call in self.calls if call.what not in ('open', 'close', 'X')]

    def syncs(self):
        """{what is synced: numbers of the calls}."""
        disk, found = copy.deepcopy(self.before), {}
        paths = {}
        for call in self.calls:
            disk.play(call)
            if call.what == 'open':
                paths[call.words[0]] = call.path()
            if call.what.startswith('sync'):
                path = {'sync': lambda c: paths[c.words[0]], 'sync-folder': lambda c: c.path(),
                        'sync-all': lambda c: os.fsencode(self.w.path('target'))}[call.what](call)
                kind = 'folder ' if call.what == 'sync-folder' else 'all of ' if call.what == 'sync-all' else ''
                found.setdefault(kind + label(path, self.w), set()).add(call.number)
        return found


class PowerScenario(kill_lab.KillScenario):
    """Crash images of recorded runs, and their judgement."""

    def setUp(self):
        if not LIBRARY:
            self.skipTest('CAIRN_SYSTEM_CALLS is not set')

    def judgeImage(self, recording, finished, number=1):
        """What must hold after the power is back; `finished`: the run had ended and said so."""
        w, op = recording.w, recording.op
        when = 'after the end' if finished else 'on the way'
        if os.path.isdir(w.dest):
            self.assertKept(w, op, when, number)
        if finished and op.command[0] == 'backup':
            self.assertHolds(w, w.source)
        if op.name == 'restore':
            self.assertOldOrNew(recording, finished)
        if finished:        # nobody runs again what had ended well
            w.backup(codes=(0, 1))
        else:
            self.settle(w, op)
        self.judge(w, op, number)

    def assertOldOrNew(self, recording, finished):
        """A restore never leaves half a file under a name that people know (R18)."""
        states = recording.op.start.states
        old, new = trees.describe(states[0]), trees.describe(states[-1])
        target = recording.w.path('target')
        got = self.restored(target) if os.path.isdir(target) else {}
        for path, entry in got.items():
            if entry['kind'] == 'file':
                allowed = [tree[path]['content'] for tree in ((new,) if finished else (old, new)) if path in tree]
                if not finished or path in new:
                    self.assertIn(entry['content'], allowed, path)
        if finished:
            self.assertEqual(set(), {path for path in new if path != b'.'} - got.keys())

    def imageOf(self, recording, seed):
        """(instant, policies) of a seed."""
        rng = random.Random(seed)
        instants = recording.instants()
        instant = rng.choice(instants + [len(recording.calls)] * (len(instants) // 8))
        return instant, rng.choice(crash_images.NAMES), rng.choice(crash_images.CONTENT), rng

    def checkImage(self, recording, seed, number=1):
        instant, names, content, rng = self.imageOf(recording, seed)
        recording.image(recording.calls[:instant], rng, names, content)
        self.judgeImage(recording, instant == len(recording.calls), number)
