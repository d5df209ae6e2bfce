#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Moving in from Duplicati: its jobs taken over, and their backups continued.

tests/data/exports holds what a real Duplicati exported and stored; all is tried on copies.
"""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess

import world

EXPORTS = os.path.join(world.PROJECT, 'tests', 'data', 'exports')
NAME = 'Home documents'


class NewHome(world.World):
    """A computer that has the backup of another one, and its files."""

    def __init__(self):
        super().__init__(passphrase=None)
        self.db, self.options = None, []
        with open(os.path.join(EXPORTS, 'documents.json'), encoding='utf-8') as f:
            self.export = json.load(f)
        self.secret = next(setting['Value'] for setting in self.export['Backup']['Settings']
                           if setting['Name'] == 'passphrase')
        shutil.copytree(os.path.join(EXPORTS, 'documents'), self.dest)
        os.chmod(self.dest, 0o755)
        for name in os.listdir(self.dest):
            os.chmod(os.path.join(self.dest, name), 0o644)
        self.before = self.content()
        # The files come back to where the new job looks for them.
        self.files = self.path('files')
        self.passphrase = self.secret
        self.run('restore', '--restore-path=' + self.files, '--dont-compress-restore-paths',
                 '--no-local-db', '--restore-permissions')
        self.passphrase = None      # from now on it must come with the job
        backup = self.export['Backup']
        backup['TargetURL'] = self.target
        backup['Sources'] = [self.files + source for source in backup['Sources']]
        backup['Filters'] = []
        # So that no version goes: the two are of one day. And nobody gets mail.
        backup['Settings'] = [s for s in backup['Settings'] if not self.hinders(s['Name'])]

    @staticmethod
    def hinders(setting):
        return setting == 'retention-policy' or setting.startswith('--send-mail')

    @property
    def target(self):
        return 'file://' + self.dest

    def content(self):
        """Name -> size and hash of what is stored."""
        found = {}
        for name in os.listdir(self.dest):
            with open(os.path.join(self.dest, name), 'rb') as f:
                data = f.read()
            found[name] = len(data), hashlib.sha256(data).hexdigest()
        return found

    def jobs(self, *arguments, codes=(0,), env=None):
        process = subprocess.Popen([self.binary, 'jobs', *arguments], env=self.environ(env), cwd=self.home,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        run = self.finish(process)
        if run.code not in codes:
            raise AssertionError('exit code %s: %s' % (run.code, run))
        return run

    def databases(self):
        found = []
        for folder, _, names in os.walk(self.path('home', 'data')):
            found += [os.path.join(folder, name) for name in names
                      if name.endswith('.sqlite') and 'names' not in name]
        return found

    def write(self, name, text):
        path = self.path(name)
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
        return path


class Import(world.Scenario):
    def moved(self):
        w = NewHome()
        self.addCleanup(w.close)
        return w

    def assertContinues(self, w):
        """The first run makes the database of what is there and uploads nothing of it again."""
        self.assertEqual([], w.databases())
        run = w.jobs('run', NAME)
        now = w.content()
        self.assertEqual(w.before, {name: now.get(name) for name in w.before}, 'old data was changed')
        new = {name: size for name, (size, _) in now.items() if name not in w.before}
        self.assertEqual(1, sum('.dlist.' in name for name in new), run)
        data = sum(size for name, size in new.items() if '.dblock.' in name)
        old = sum(size for name, (size, _) in w.before.items() if '.dblock.' in name)
        self.assertLess(data, old // 20, 'data was uploaded again: %s' % new)
        self.assertTrue(all(name.endswith('.zip.aes') for name in new), new)
        w.passphrase = w.secret
        listed = w.run('list-filesets').out
        self.assertEqual(3, listed.count('files'), listed)
        w.run('test', 'all')
        w.passphrase = None
        # And a second one has nothing to do.
        w.jobs('run', NAME, codes=(1,))

    def testAnExportGoesOn(self):
        w = self.moved()
        run = w.jobs('import', w.write('job.json', json.dumps(w.export)))
        self.assertIn('run-script-before', run.out)
        self.assertIn('description', run.out)
        self.assertNotIn(w.secret, run.said)
        shown = w.jobs('show', NAME).out
        self.assertIn('weekdays', shown)
        self.assertNotIn('run-script', shown)
        self.assertContinues(w)

    def testACommandLineGoesOn(self):
        w = self.moved()
        w.jobs('import', w.write('job.json', json.dumps(w.export)))
        line = w.jobs('export', NAME, 'command-line', '--with-secrets').out
        w.jobs('remove', NAME)
        self.assertEqual(w.before, w.content(), 'removing touched what is stored')
        w.jobs('import', w.write('job.txt', line))
        self.assertContinues(w)

    def testTheSettingsOfDuplicatiGoOn(self):
        w = self.moved()
        home = w.folder('home/.config/Duplicati')
        path = os.path.join(home, 'Duplicati-server.sqlite')
        shutil.copy(os.path.join(EXPORTS, 'settings.plain.sqlite'), path)
        os.chmod(path, 0o600)
        with sqlite3.connect(path) as settings:
            settings.execute('UPDATE Backup SET TargetURL = ? WHERE ID = 1', (w.target,))
            settings.execute('DELETE FROM Source WHERE BackupID = 1')
            settings.execute('DELETE FROM Filter WHERE BackupID = 1')
            settings.execute("DELETE FROM Option WHERE BackupID = 1 AND (Name = 'retention-policy' OR "
                             "Name LIKE '--send-mail%')")
            settings.executemany('INSERT INTO Source VALUES(1, ?)',
                                 [(source,) for source in w.export['Backup']['Sources']])
        settings.close()
        before = open(path, 'rb').read()
        run = w.jobs('import', '--from-duplicati', codes=(2,))
        self.assertIn('s3://', run.out)
        self.assertIn('cannot be set up', run.out)
        self.assertEqual(before, open(path, 'rb').read())
        self.assertContinues(w)

    def testAnEncryptedExportAsksForItsPassword(self):
        w = self.moved()
        export = os.path.join(EXPORTS, 'documents.json.aes')
        run = w.jobs('import', export, codes=(100,))
        self.assertIn('password', run.err)
        run = w.jobs('import', export, env={'PASSPHRASE': 'guess'}, codes=(100,))
        self.assertIn('not the password', run.err)
        w.jobs('import', export, env={'PASSPHRASE': 'export pass'})
        mail = ('url', 'from', 'to', 'username', 'level', 'subject')
        w.jobs('edit', NAME, '--target=' + w.dest,
               '--unset=include,retention-policy,' + ','.join('send-mail-' + name for name in mail),
               '--source=' + ':'.join(w.export['Backup']['Sources']))
        self.assertContinues(w)

    def testWithoutItsPassphraseAJobWaits(self):
        w = self.moved()
        settings = w.export['Backup']['Settings']
        w.export['Backup']['Settings'] = [s for s in settings if s['Name'] != 'passphrase']
        run = w.jobs('import', w.write('job.json', json.dumps(w.export)))
        self.assertIn('passphrase', run.err)
        w.jobs('run', NAME, codes=(100,))
        secret = w.write('secret', w.secret + '\n')
        w.jobs('edit', NAME, '--passphrase-file=' + secret)
        self.assertContinues(w)


if __name__ == '__main__':
    world.main()
