#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The agent: backups that run with nobody there, by the clock of this computer."""
import contextlib
import datetime
import json
import os
import signal
import sqlite3
import subprocess
import time

import world

PATIENCE = 100.0    # s; the next whole minute and a run


class Server(world.World):
    """A computer with backups of its own, and an agent."""

    def __init__(self):
        super().__init__()
        self.write('one.txt', 'the first')
        self.agent = None

    def write(self, name, text):
        with open(os.path.join(self.source, name), 'w', encoding='utf-8') as f:
            f.write(text)

    def jobs(self, *arguments, codes=(0,)):
        process = subprocess.Popen([self.binary, 'jobs', *arguments], env=self.environ(None), cwd=self.home,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        run = self.finish(process)
        if run.code not in codes:
            raise AssertionError('exit code %s: %s' % (run.code, run))
        return run

    def add(self, name, schedule):
        self.jobs('add', name, 'file://' + self.path('store-' + name), self.source,
                  '--schedule=' + schedule, '--dblock-size=1mb')

    def start(self):
        self.agent = subprocess.Popen([self.binary, 'agent'], env=self.environ(None), cwd=self.home,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, text=True, bufsize=1)
        os.set_blocking(self.agent.stdout.fileno(), False)
        self.said = ''

    def hear(self):
        while (line := self.agent.stdout.readline()):
            self.said += line
        return self.said

    def wait(self, what, text):
        end = time.monotonic() + PATIENCE
        while text not in self.hear():
            if time.monotonic() > end or self.agent.poll() is not None:
                raise AssertionError('%s: the agent said only: %s' % (what, self.said))
            time.sleep(0.1)

    def end(self, number=signal.SIGTERM):
        self.agent.send_signal(number)
        code = self.agent.wait(60)
        self.hear()
        self.agent.stdout.close()
        self.agent = None
        return code

    def last(self, name):
        return json.loads(self.jobs('show', name, '--json').out)['LastRun']

    def settled(self, name):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            run = self.last(name)
            if run and run['Result'] != 'running':
                break
            time.sleep(0.2)
        return run

    def close(self):
        if self.agent:
            self.end(signal.SIGKILL)
        super().close()


def next_minute():
    """The schedule of each day at the next whole minute that is not about to come."""
    soon = datetime.datetime.now() + datetime.timedelta(seconds=63)
    return 'every 1 days at ' + soon.strftime('%H:%M')


class AgentTest(world.Scenario):
    """All wait for the same minute, each on a computer of its own."""

    @classmethod
    def setUpClass(cls):
        cls.plain, cls.killed, cls.locked = (Server() for _ in range(3))
        for server in (cls.plain, cls.killed, cls.locked):
            cls.addClassCleanup(server.close)
        cls.plain.add('asked', 'by hand')
        for number in range(3000):
            cls.killed.write('file-%d' % number, 'content %d' % number * 50)
        schedule = next_minute()
        for server in (cls.plain, cls.killed, cls.locked):
            server.add('clock', schedule)
        cls.locked.jobs('run', 'clock')
        cls.before = cls.locked.last('clock')
        os.remove(cls.locked.path('home', '.local', 'state', 'cairn', 'secrets.key'))
        for server in (cls.plain, cls.killed, cls.locked):
            server.start()
            server.wait('start', 'Runs the backups of this person.')

    def test_a_killed_agent_leaves_nothing_to_do_by_hand(self):
        server = self.killed
        server.wait('by the clock', 'clock: begins.')
        self.assertEqual(server.end(signal.SIGKILL), -signal.SIGKILL)
        server.start()
        server.wait('start', 'Runs the backups of this person.')
        # Killed before it had noted that it began, the backup is due still and begins again.
        self.assertIn(server.settled('clock')['Result'], ('interrupted', 'saved'))
        server.jobs('run', 'clock', codes=(0, 1))    # 1: it has saved all meanwhile
        self.assertEqual(server.end(), 0)
        server.dest = server.path('store-clock')
        self.assertSound(server)
        self.assertHolds(server, server.source)

    def test_backups_run_by_the_clock_and_when_somebody_asks(self):
        server = self.plain
        second = subprocess.run([server.binary, 'jobs', 'run', 'asked'], env=server.environ(None),
                                cwd=server.home, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(second.returncode, 0, second)
        self.assertIn('it was asked', second.stdout + second.stderr)
        self.assertEqual(server.last('asked')['Result'], 'saved')
        server.wait('by the clock', 'clock: saved.')
        self.assertEqual(server.last('clock')['Result'], 'saved')
        # A second agent waits and takes over.
        first = server.agent
        server.start()
        server.wait('second', 'Another program runs the backups')
        first.send_signal(signal.SIGTERM)
        self.assertEqual(first.wait(60), 0)
        first.stdout.close()
        server.wait('second', 'Runs the backups of this person.')
        self.assertEqual(server.end(), 0)

    def test_it_makes_room_for_a_newer_one(self):
        """After an upgrade its service starts the new program; the old one could begin no run."""
        w = Server()
        self.addCleanup(w.close)
        w.add('asked', 'by hand')
        w.start()
        w.wait('start', 'Runs the backups of this person.')
        settings = next(os.path.join(folder, name) for folder, _, names in os.walk(w.home) for name in names
                        if name == 'settings.sqlite')
        with contextlib.closing(sqlite3.connect(settings)) as database:
            version = database.execute('PRAGMA user_version').fetchone()[0]
            database.execute('PRAGMA user_version = %d' % (version + 1))
        self.assertEqual(100, w.agent.wait(30))
        self.assertIn('A newer version of Cairn has changed the settings.', w.hear())
        w.agent.stdout.close()
        w.agent = None

    def test_without_its_passphrase_a_backup_waits(self):
        server = self.locked
        server.wait('waits', 'clock: could not begin: The passphrase of “clock” is not known here.')
        self.assertEqual(server.last('clock'), self.before)
        self.assertNotIn('clock: saved', server.said)    # that was the run before
        # Whoever asks for it does not wait for ever.
        asked = server.jobs('run', 'clock', codes=(100,))
        self.assertSays(asked, 'did not begin it', 'passphrase')
        self.assertEqual(server.last('clock'), self.before)
        self.assertEqual(server.end(), 0)


if __name__ == '__main__':
    world.main()
