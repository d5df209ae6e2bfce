#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How the window starts, rests and weighs: time to the first window, processor time and memory of a
program with ten backups that has nothing to do. Medians; a release build is meant.

    gui.py [--program build/release/app/gui/cairn] [--cli build/release/app/cli/cairn-cli]
           [--runs 5] [--rest 60]
"""
import argparse
import os
import signal
import statistics
import subprocess
import tempfile
import time

TICK = os.sysconf('SC_CLK_TCK')


def shell(*command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=False, **more)


class World:
    """A screen and a home, each its own."""

    def __init__(self, folder):
        self.home = os.path.join(folder, 'home')
        self.documents = os.path.join(self.home, 'Documents')
        os.makedirs(self.documents)
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ['Xvfb', '-displayfd', str(write), '-screen', '0', '1400x900x24', '-nolisten', 'tcp'],
            pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            display = ':' + number.readline().strip()
        self.environment = {
            'HOME': self.home, 'PATH': os.environ['PATH'], 'DISPLAY': display, 'LC_ALL': 'C.UTF-8',
            'XDG_RUNTIME_DIR': folder, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent',
            'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nonexistent'}
        self.manager = subprocess.Popen(['openbox', '--sm-disable'], env=self.environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)

    def close(self):
        for process in (self.manager, self.screen):
            process.kill()
            process.wait()

    def addJobs(self, cli, count):
        """One that has versions, and others beside it."""
        for i in range(2000):
            with open(os.path.join(self.documents, 'file %d' % i), 'w', encoding='utf-8') as file:
                file.write('content %d' % i)
        for i in range(count):
            name = 'Backup %d' % i
            for command in (('add', name, os.path.join(self.home, 'store%d' % i), self.documents, '--no-encryption'),
                            ('run', name)):
                done = shell(cli, 'jobs', *command, env=self.environment)
                if done.returncode:
                    raise SystemExit('%s %s ended with %d' % (*command[:2], done.returncode))

    def windows(self, pid):
        found = shell('xdotool', 'search', '--onlyvisible', '--pid', str(pid), env=self.environment)
        return found.stdout.split()

    def start(self, program):
        """The process, and the seconds until its first window was there."""
        begin = time.monotonic()
        process = subprocess.Popen([program], env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        while not self.windows(process.pid):
            if process.poll() is not None or time.monotonic() - begin > 30:
                raise SystemExit('no window: ' + program)
        return process, time.monotonic() - begin

    def end(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()

    def hide(self, process):
        """By the menu's key, once closing may hide it."""
        shell('xdotool', 'key', 'ctrl+w', env=self.environment)
        end = time.monotonic() + 10
        while self.windows(process.pid) and time.monotonic() < end:
            time.sleep(0.1)
        return not self.windows(process.pid)


def processorSeconds(pid):
    with open('/proc/%d/stat' % pid, encoding='utf-8') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def mebibytes(pid):
    sizes = {}
    with open('/proc/%d/smaps_rollup' % pid, encoding='utf-8') as file:
        for line in file:
            words = line.split()
            if words[0] in ('Rss:', 'Pss:'):
                sizes[words[0][:-1]] = int(words[1]) / 1024
    return sizes


def share(pid, seconds):
    before = processorSeconds(pid)
    time.sleep(seconds)
    return 100 * (processorSeconds(pid) - before) / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--program', default='build/release/app/gui/cairn')
    parser.add_argument('--cli', default='build/release/app/cli/cairn-cli')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--rest', type=int, default=60)
    options = parser.parse_args()
    program, cli = os.path.abspath(options.program), os.path.abspath(options.cli)
    with tempfile.TemporaryDirectory(prefix='cairn-bench-') as folder:
        world = World(folder)
        try:
            os.makedirs(os.path.join(world.home, '.config/cairn'), mode=0o700)
            with open(os.path.join(world.home, '.config/cairn/cairn.conf'), 'w',
                      encoding='utf-8') as file:
                file.write('[window]\nkeepsRunning=true\n')
            world.addJobs(cli, 10)
            starts = []
            for i in range(options.runs + 1):
                process, seconds = world.start(program)
                if i > 0:  # the first one warms the cache
                    starts.append(seconds)
                if i < options.runs:
                    world.end(process)
            print('start to first window: %.0f ms (%s)' % (
                1000 * statistics.median(starts), ', '.join('%.0f' % (1000 * s) for s in starts)))
            time.sleep(5)
            print('processor at rest, shown: %.2f %%' % share(process.pid, options.rest))
            print('memory, shown: %.0f MiB resident, %.0f MiB its share' % (
                mebibytes(process.pid)['Rss'], mebibytes(process.pid)['Pss']))
            if world.hide(process):
                print('processor at rest, hidden: %.2f %%' % share(process.pid, options.rest))
            else:
                print('the window did not hide')
            world.end(process)
        finally:
            world.close()


if __name__ == '__main__':
    main()
