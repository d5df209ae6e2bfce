#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A marked passphrase goes in by every way there is, and comes out by none (S5).

Looked through: arguments and environment of the program and of gpg while they run, everything said and
logged at the highest level, the database, temporary files, the destination, what a crash leaves.
"""
import base64
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

import trees
import world

MARK = 'S3cr3tÜ-marked-passphrase'
SPELLINGS = {name: MARK.encode(name) for name in ('utf-8', 'utf-16-le', 'utf-16-be', 'utf-32-le')}
# In base64 it depends on what comes before: these are the parts that never change.
for shift in range(3):
    SPELLINGS['base64 %d' % shift] = base64.b64encode(bytes(shift) + MARK.encode())[4:-4]
SPELLINGS['hexadecimal'] = MARK.encode().hex().encode()
SPELLINGS['percent'] = b'S3cr3t%C3%9C-marked'
SPELLINGS['part'] = b'marked-passphrase'
LOUD = ['--log-file-log-level=Profiling', '--console-log-level=Profiling', '--verbose']
# It notes what others could see of gpg, then becomes it.
WRAPPER = """#!/bin/sh
cat /proc/$$/cmdline /proc/$$/environ >>'%(seen)s'
exec '%(gpg)s' "$@"
"""


def spellings_in(data):
    return [name for name, spelling in SPELLINGS.items() if spelling in data]


class Secrets(world.Scenario):
    def marked(self, module='aes'):
        w = self.world(passphrase=MARK, options=['--encryption-module=' + module])
        trees.plant(w.source, 51, files=6)
        w.own = set()        # files that hold the passphrase since we put it there
        w.seen = []
        if module == 'gpg':
            gpg = shutil.which('gpg')
            if not gpg:
                self.skipTest('no gpg')
            w.gpg_seen = w.path('gpg-seen')
            trees.write(w.path('gpg-wrapper'), (WRAPPER % {'seen': w.gpg_seen, 'gpg': gpg}).encode(), mode=0o755)
            w.options.append('--gpg-program-path=' + w.path('gpg-wrapper'))
        w.options += ['--log-file=' + w.path('log'), *LOUD]
        return w

    def assertClean(self, w, *texts):
        for text in texts:
            self.assertEqual([], spellings_in(text.encode('utf-8', 'surrogateescape')), text[-2000:])
        looked = 0
        for folder, _, names in os.walk(w.root):
            for name in names:
                path = os.path.join(folder, name)
                if path in w.own or not os.path.isfile(path):
                    continue
                self.assertEqual([], spellings_in(os.fsencode(name)))
                with open(path, 'rb') as f:
                    self.assertEqual([], spellings_in(f.read()), path)
                looked += 1
        self.assertGreater(looked, 10)

    def ways(self, w):
        """(name, arguments, environment, what is written to standard input)"""
        trees.write(w.path('secret'), MARK.encode() + b'\n', mode=0o600)
        trees.write(w.path('parameters'), b'--passphrase=%s\n' % MARK.encode(), mode=0o600)
        w.own |= {w.path('secret'), w.path('parameters')}
        none = {'PASSPHRASE': None}
        return [('environment', [], {}, None), ('option', ['--passphrase=' + MARK], none, None),
                ('file', ['--passphrase-file=' + w.path('secret')], none, None),
                ('parameters', ['--parameters-file=' + w.path('parameters')], none, None),
                ('input', ['--force-passphrase-from-stdin'], none, MARK.encode() + b'\n')]

    def look_at(self, w, process):
        """Arguments and environment of a process, as other programs see them."""
        for name in ('cmdline', 'environ'):
            with open('/proc/%d/%s' % (process.pid, name), 'rb') as f:
                w.seen.append(f.read())

    def run_watched(self, w, command, *arguments, env, given):
        """Halts the program in the middle, looks at it and at what lies on the disk, lets it go on."""
        line = w.command_line(command, arguments)
        log = w.path('points')
        environment = w.environ({**env, 'CAIRN_KILLPOINT_LOG': log})
        if os.path.exists(log):
            os.unlink(log)
        process = subprocess.Popen(line, env=environment, cwd=w.home, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        if given:
            process.stdin.write(given)
            process.stdin.flush()
        deadline = time.monotonic() + 60
        while not os.path.exists(log) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        process.send_signal(signal.SIGSTOP)      # it has passed the first step of its protocol
        self.look_at(w, process)
        self.assertClean(w)
        process.send_signal(signal.SIGCONT)
        run = w.finish(process)
        self.assertIn(run.code, (0, 1, 2), run)
        self.assertTrue(w.seen[-2], 'nothing was seen of the arguments')
        self.assertClean(w, run.said)
        for seen in w.seen:
            self.assertEqual([], spellings_in(seen), seen)

    def testWaysInAndCommands(self):
        for module in ('aes', 'gpg'):
            w = self.marked(module)
            for name, arguments, env, given in self.ways(w):
                with self.subTest(module, way=name):
                    trees.write(w.path('source', name), os.urandom(3000))
                    self.run_watched(w, 'backup', w.source, *arguments, env=env, given=given)
            arguments, env = self.ways(w)[1][1:3]
            os.unlink(w.volumes('dindex')[0])
            for command in (['repair'], ['restore', '--restore-path=' + w.path('back')], ['test', 'all'], ['recreate'],
                            ['compact'], ['list-filesets']):
                with self.subTest(module, command=command):
                    run = w.run(*command, *arguments, env=env, codes=(0, 2, 3))
                    self.assertClean(w, run.said)
            if module == 'gpg':
                with open(w.gpg_seen, 'rb') as f:
                    seen = f.read()
                self.assertIn(b'--passphrase-fd', seen)
                self.assertEqual([], spellings_in(seen))
            self.assertTrue(os.path.getsize(w.path('log')))

    def testErrorsNameNoPassphrase(self):
        w = self.marked()
        w.backup()
        for arguments in (['--passphrase=not ' + MARK], ['--passphrase=' + MARK, '--passphrase-file=/nowhere'],
                          ['--pasphrase=' + MARK], ['--passphrase=' + MARK, '--no-such-option=1']):
            with self.subTest(arguments):
                run = w.run('test', 'all', *arguments, codes=(100, 200), env={'PASSPHRASE': None})
                self.assertClean(w, run.said)
        run = w.run('list-filesets', codes=(100, 200), dest='ssh://user:%s@host/path?auth-password=%s' % (MARK, MARK))
        self.assertClean(w, run.said)

    def testPrompt(self):
        w = self.marked()
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(w.home)
            os.execve(w.binary, w.command_line('backup', [w.source]), w.environ({'PASSPHRASE': None}))
        said, answers = b'', 0
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:      # its other end is closed
                break
            if not piece:
                break
            said += piece
            if answers < 2 and said.count(b': ') > answers:
                answers += 1
                time.sleep(0.2)      # the echo is switched off before the question, the input before that dropped
                os.write(terminal, MARK.encode() + b'\n')
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        self.assertEqual(0, os.waitstatus_to_exitcode(status), said)
        self.assertEqual(2, answers, said)
        self.assertClean(w, said.decode('utf-8', 'replace'))
        self.assertHolds(w, w.source)

    def testACrashLeavesNoImage(self):
        w = self.marked()
        crash = w.folder('crash')

        def with_cores():
            resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        subprocess.run([sys.executable, '-c', 'import os; os.abort()'], cwd=crash, preexec_fn=with_cores,
                       stderr=subprocess.DEVNULL)
        if not os.listdir(crash):
            self.skipTest('this system leaves no core files')
        for name in os.listdir(crash):
            os.unlink(os.path.join(crash, name))
        environment = w.environ({'CAIRN_KILLPOINT': 'B7', 'CAIRN_KILLPOINT_MODE': 'abort'})
        environment['ASAN_OPTIONS'] = 'disable_coredump=0:handle_abort=0'
        process = subprocess.run(w.command_line('backup', [w.source]), env=environment, cwd=crash,
                                 preexec_fn=with_cores, capture_output=True)
        self.assertEqual(-signal.SIGABRT, process.returncode, process)
        self.assertEqual([], os.listdir(crash))
        self.assertClean(w, process.stderr.decode())

    def testOthersDoNotReadTheMemory(self):
        """Programs of the same user do not, as long as it runs."""
        if os.geteuid() != 0:
            self.skipTest('only root can become two processes of a third user')
        w = self.marked()
        program = w.path('program')
        shutil.copy(w.binary, program)
        for folder, _, names in os.walk(w.root):
            for path in [folder, *(os.path.join(folder, name) for name in names)]:
                os.chown(path, world.NOBODY, world.NOBODY, follow_symlinks=False)
        w.binary, w.user = program, world.NOBODY
        process = w.start('backup', w.source, env={'CAIRN_KILLPOINT': 'B7', 'CAIRN_KILLPOINT_MODE': 'hang',
                                                   'CAIRN_KILLPOINT_LOG': w.path('home', 'points')})
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and process.poll() is None:
                if os.path.exists(w.path('home', 'points')) and 'B7' in open(w.path('home', 'points')).read():
                    break
                time.sleep(0.01)
            code = 'open("/proc/%d/%s", "rb").read(1)'
            for name in ('mem', 'environ', 'maps'):
                run = subprocess.run(['/usr/bin/python3', '-c', code % (process.pid, name)], user=world.NOBODY,
                                     group=world.NOBODY, extra_groups=[], capture_output=True)
                self.assertIn(b'PermissionError', run.stderr, name)
        finally:
            process.kill()
            process.communicate()


if __name__ == '__main__':
    unittest.main(module='__main__', verbosity=1, warnings='ignore', testLoader=world.PartLoader())
