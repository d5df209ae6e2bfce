#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random histories of a backup beside a model that a page explains: versions are trees.

Each history is a list of actions with a seed each. After every action the independent reader judges the
destination; the model says what must be there. A history that fails is made shorter as long as it
still fails, and printed with the command that repeats it.

CAIRN_SEED=7 begins at another history, CAIRN_RUNS=20 tries twenty times as many, CAIRN_ACTIONS=50 makes
them longer, CAIRN_MODEL='backup:3 change:9 …' repeats one. Actions that move the clock or let calls
fail need tests/system_calls (CAIRN_SYSTEM_CALLS).
"""
import os
import random
import re
import shutil
import signal
import sys

import kill_lab
import power_lab
import trees
import world

SEED = int(os.environ.get('CAIRN_SEED', '1'))
ONLY = os.environ.get('CAIRN_MODEL', '')
ACTIONS = int(os.environ.get('CAIRN_ACTIONS', '14'))
HISTORIES = int(os.environ.get('CAIRN_HISTORIES', '5'))
SHRINKS = 40
HOUR = 3600
WEIGHTS = {'change': 6, 'backup': 6, 'killed': 4, 'stopped': 2, 'restore': 2, 'delete': 2, 'retention': 1,
           'compact': 2, 'test': 1, 'lost_index': 1, 'lost_list': 1, 'forget': 2, 'old_database': 1,
           'killed_change': 3, 'lost_data': 2, 'away': 1, 'second_process': 1}
WITH_LIBRARY = {'faulty': 3, 'clock': 2, 'clock_back': 1}
COMPACT = kill_lab.COMPACT


class Wrong(AssertionError):
    """The program and the model disagree."""


class History:
    """A world, and what the model says it holds: {stamp: tree}, a tree of None for a partial version."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.w = world.World()
        self.seed_clock()
        self.versions = {}
        self.restored = set()       # trees that were restored: the times of links are not
        self.number = 0
        self.unsettled = False      # a run was killed: only the next backup puts things in order
        trees.plant(self.w.source, SEED, files=8, largest=8_000)
        self.w.backup()
        self.note_new()

    def close(self):
        self.w.close()

    def seed_clock(self):
        """Every run sees a clock that actions may move."""
        if power_lab.LIBRARY:
            self.w.environment.update(power_lab.calls_environment(self.w, clock=0))

    # -- the model

    def note_new(self):
        """What a backup added holds the source as it is now."""
        with self.w.store() as store:
            complete = {stamp: full for stamp, full in self.lists(store)}
        for stamp, full in complete.items():
            if stamp not in self.versions:
                self.number += 1
                self.versions[stamp] = full and trees.copy(self.w.source, self.w.path('tree%d' % self.number))
        return complete

    @staticmethod
    def lists(store):
        """(stamp, complete) of each list at the destination."""
        return [(version.stamp, version.full) for version in store.versions()]

    def expect(self, stamps):
        found = set(self.w.stamps())
        if found != set(stamps):
            raise Wrong('versions are %s, not %s' % (sorted(found), sorted(stamps)))

    def judge(self):
        if self.unsettled:
            return
        self.expect(self.versions)
        with self.w.store() as store:
            self.scenario.assertSound(self.w, store=store)
            for version, stamp in enumerate(sorted(self.versions, reverse=True)):
                tree = self.versions[stamp]
                if tree:
                    self.scenario.assertHolds(self.w, tree, version, store=store,
                                              ignore=('linktime',) if tree in self.restored else ())
        self.scenario.assertTidy(self.w)

    # -- actions

    def change(self, rng):
        trees.change(self.w.source, rng.randrange(1 << 16), largest=8_000)   # the seed is a time too

    def backup(self, _rng, *arguments, codes=(0, 1)):
        self.w.leave_room()
        before = dict(self.versions)
        run = self.w.backup(*arguments, codes=codes)
        complete = self.note_new()
        if not before.keys() <= complete.keys():
            raise Wrong('a backup lost versions: %s' % sorted(before.keys() - complete.keys()))
        newest = self.versions[max(self.versions)]
        if not newest or trees.differences(trees.describe(newest), trees.describe(self.w.source)):
            raise Wrong('the newest version is not the source: %s' % (run,))
        self.unsettled = False

    def killed(self, rng):
        self.w.leave_room()
        point = '%s:%d' % (rng.choice(sorted(kill_lab.listed_points())), rng.randint(1, 2))
        run = self.w.backup(codes=None, env={'CAIRN_KILLPOINT': point})
        if run.code == -signal.SIGKILL:
            self.unsettled = True
        elif run.code not in (0, 1):
            raise Wrong('a backup failed: %s' % (run,))
        self.backup(rng)

    def stopped(self, rng):
        self.w.leave_room()
        process = self.w.start('backup', self.w.source, '--throttle-upload=200kb')
        try:
            process.wait(rng.random() * 0.8)
        except Exception:     # noqa: BLE001 - still running, as it should be
            process.send_signal(signal.SIGINT)
        run = self.w.finish(process)
        if run.code not in (0, 1, 50, 130, -signal.SIGINT):
            raise Wrong('a stopped backup failed: %s' % (run,))
        self.backup(rng)

    def restore(self, rng):
        stamps = sorted(self.versions, reverse=True)
        version = rng.randrange(len(stamps))
        if not self.versions[stamps[version]]:
            return
        target = self.w.restore('back%d' % rng.randrange(1 << 30), '--version=%d' % version,
                                '--restore-permissions', *rng.choice(((), ('--no-local-db',))))
        lines = trees.differences(trees.describe(self.versions[stamps[version]]), trees.describe(target),
                                  ('linktime',))
        shutil.rmtree(target)
        if lines:
            raise Wrong('restored wrongly: %s' % lines[:10])

    def delete(self, rng):
        if len(self.versions) < 2:
            return
        stamps = sorted(self.versions, reverse=True)
        version = rng.randrange(len(stamps))
        if len([s for s in stamps if self.versions[s]]) < 2 and self.versions[stamps[version]]:
            return     # the last complete one stays (R29)
        self.w.run('delete', '--version=%d' % version, '--no-auto-compact')
        del self.versions[stamps[version]]

    def retention(self, _rng):
        """The newest two complete versions, and the partial ones between or after them."""
        kept, full = [], 0
        for stamp in sorted(self.versions, reverse=True):
            if full < 2 and (self.versions[stamp] or full == 0):
                kept.append(stamp)
            full += 1 if self.versions[stamp] else 0
        self.w.run('delete', '--keep-versions=2', *COMPACT)
        self.versions = {stamp: self.versions[stamp] for stamp in kept}

    def compact(self, _rng):
        self.w.run('compact', *COMPACT)

    def test(self, _rng):
        self.w.run('test', 'all')

    def lost_index(self, rng):
        os.unlink(rng.choice(self.w.volumes('dindex')))
        self.w.run('repair')

    def lost_list(self, rng):
        """Made again under another name, so its version has another time."""
        stamps = sorted(self.versions)
        at = rng.randrange(len(stamps))
        self.w.leave_room()
        lost = next(name for name in self.w.names('dlist.') if stamps[at] in name)
        os.unlink(os.path.join(self.w.dest, lost))
        self.w.run('repair')
        found = sorted(self.w.stamps())
        if len(found) > len(stamps):
            # Those after it made room; repair removes nothing (P6), the next backup does.
            self.w.backup(codes=(0, 1))
            found = sorted(self.w.stamps())
        if len(found) < len(stamps):
            raise Wrong('a lost list was not made again: %s of %s' % (found, stamps))
        self.versions = {new: self.versions[old] for new, old in zip(found, stamps)}
        self.note_new()

    def forget(self, rng):
        self.w.forget_database()
        self.w.run(rng.choice(('recreate', 'repair')))

    def old_database(self, rng):
        """A database from before the newest version must not be believed (R4)."""
        shutil.copy(self.w.db, self.w.path('old.sqlite'))
        self.change(rng)
        self.backup(rng)
        shutil.copy(self.w.path('old.sqlite'), self.w.db)
        names = self.w.names()
        run = self.w.backup(codes=None)
        if run.code in (0, 1, 50) or self.w.names() != names:
            raise Wrong('an old database was believed: %s' % (run,))
        self.w.forget_database()
        self.w.run('recreate')


    def killed_change(self, rng):
        """A kill in what is no backup; the next backup puts it in order."""
        command = rng.choice((['compact', *COMPACT], ['test', 'all'], ['repair'], ['recreate']))
        point = '%s:%d' % (rng.choice(sorted(kill_lab.listed_points())), rng.randint(1, 2))
        run = self.w.run(*command, codes=None, env={'CAIRN_KILLPOINT': point})
        if run.code not in (0, -signal.SIGKILL):
            raise Wrong('it failed: %s' % (run,))
        self.unsettled = run.code != 0
        self.backup(rng)

    def faulty(self, rng):
        """A call of the file system fails in a backup; whatever comes of it, the next one succeeds."""
        self.w.leave_room()
        fault = '%d%s' % (rng.randint(1, 900), rng.choice((':5', '+:28')))
        run = self.w.backup(codes=None, env={'CAIRN_CALLS_FAIL': fault})
        self.note_faulty(run)
        self.unsettled = True
        self.backup(rng)

    def note_faulty(self, run):
        """Versions of a run that did not end well are there or not; what they hold the reader proves.

        What a complete one has otherwise than the source (not at all, or as it was before) has been named.
        """
        with self.w.store() as store:
            lists = self.lists(store)
            for version, (stamp, full) in enumerate(sorted(lists, reverse=True)):
                if stamp in self.versions:
                    continue
                self.number += 1
                name = 'tree%d' % self.number
                if not full:
                    self.versions[stamp] = None
                    continue
                other = store.compare(self.w.source, version, strip=self.w.source).differences
                unnamed = [str(each) for each in other if not self.named(run, each.path)]
                if unnamed:
                    raise Wrong('a complete version has otherwise, and nothing says so: %s %s' % (unnamed, run))
                if other:
                    tree = self.w.restore(name, '--version=%d' % version, '--restore-permissions')
                    self.restored.add(tree)
                else:
                    tree = trees.copy(self.w.source, self.w.path(name))
                self.versions[stamp] = tree

    def named(self, run, path):
        """The run told of this path, or of a folder above it."""
        while path:
            if re.search(re.escape(os.path.join(self.w.source, path)) + '/? could not be (read|listed)', run.said):
                return True
            path = os.path.dirname(path)
        return False

    def clock(self, rng):
        """Less than a day on: more would suspend retention."""
        self.move_clock(rng.randint(1, 20) * HOUR)
        self.backup(rng)

    def clock_back(self, rng):
        """Versions stay in their order, and the warning that the clock is wrong is no failure."""
        hours = rng.randint(1, 3)
        self.move_clock(-hours * HOUR)
        self.change(rng)
        newest = max(self.versions)
        self.w.backup(codes=(0, 1, 2))
        self.note_new()
        if max(self.versions) <= newest:
            raise Wrong('no version after %s was made' % newest)
        self.move_clock(hours * HOUR)
        self.backup(rng)

    def move_clock(self, seconds):
        environment = self.w.environment
        environment['CAIRN_CALLS_CLOCK'] = str(int(environment['CAIRN_CALLS_CLOCK']) + seconds)

    def lost_data(self, rng):
        """What the last run stored is gone or damaged while the source still has it."""
        self.change(rng)
        before = set(self.w.names('dblock.'))
        self.backup(rng, '--no-auto-compact')   # which would put into new volumes what the source has no more
        new = sorted(set(self.w.names('dblock.')) - before)
        if not new:
            return
        path = os.path.join(self.w.dest, rng.choice(new))
        if rng.random() < 0.5:
            os.unlink(path)
        else:
            with open(path, 'r+b') as f:
                f.seek(os.path.getsize(path) // 2)
                f.write(b'damage')
            self.w.run('test', 'all', codes=(3,))
        if rng.random() < 0.5:
            self.w.run('repair', '--rebuild-missing-dblock-files')
        self.w.leave_room()
        self.w.backup(codes=(0, 1, 2, 3))
        self.note_new()
        self.backup(rng)

    def away(self, rng):
        """A volume is away for a while: what needs it is named, and all is well when it is back."""
        path = rng.choice(self.w.volumes('dblock'))
        os.rename(path, self.w.path('away'))
        run = self.w.run('test', 'all', codes=(3,))
        if os.path.basename(path) not in run.said:
            raise Wrong('a missing volume was not named: %s' % (run,))
        os.rename(self.w.path('away'), path)
        self.w.run('repair')
        self.backup(rng)

    def second_process(self, rng):
        """Whoever comes later is told who has it, and the other one does not notice."""
        self.change(rng)
        self.w.leave_room()
        first = self.w.start('backup', self.w.source, '--throttle-upload=100kb')
        second = self.w.run(rng.choice(('compact', 'repair')), codes=None)
        run = self.w.finish(first)
        was_late = run.code == 100 and second.code == 0
        if not was_late and (run.code not in (0, 1) or second.code not in (0, 100)):
            raise Wrong('two at a time: %s %s' % (run, second))
        self.note_new()
        self.backup(rng)


class Model(world.Scenario):
    def play(self, actions):
        """What went wrong, or nothing."""
        history = History(self)
        try:
            for name, seed in actions:
                getattr(history, name)(random.Random(seed))
                history.judge()
            return None
        except AssertionError as error:
            return '%s: %s' % (name, error)
        finally:
            history.close()

    def shrink(self, actions):
        """The shortest history found that still fails."""
        left = SHRINKS
        size = max(1, len(actions) // 2)
        while size >= 1:
            at = 0
            while at < len(actions) and left > 0:
                shorter = actions[:at] + actions[at + size:]
                left -= 1
                if shorter and self.play(shorter):
                    actions = shorter
                else:
                    at += size
            size //= 2
        return actions

    def check(self, actions):
        problem = self.play(actions)
        if problem:
            short = self.shrink(actions)
            self.fail('%s\nrepeat with CAIRN_MODEL=%r' % (
                self.play(short) or problem, ' '.join('%s:%d' % action for action in short)))

    def testHistories(self):
        if ONLY:
            self.check([(name, int(seed)) for name, seed in (word.split(':') for word in ONLY.split())])
            return
        weights = {**WEIGHTS, **(WITH_LIBRARY if power_lab.LIBRARY else {})}
        first = SEED * HISTORIES
        for number in range(first, first + world.some(HISTORIES)):
            with self.subTest(seed=number), world.counted('history'):
                rng = random.Random(number)
                names = rng.choices(list(weights), list(weights.values()), k=ACTIONS)
                self.check([(name, rng.randrange(1 << 30)) for name in names])
                print('history %d: %s' % (number, ' '.join(names)), file=sys.stderr)


if __name__ == '__main__':
    world.main()
