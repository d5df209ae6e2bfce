#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Somebody who has used Duplicati moves in: its backup goes on, and a file of then comes back.

The export and what is stored were made by a real Duplicati (tests/data/exports).
"""
import hashlib
import json
import os
import re
import shutil
import subprocess

import person

EXPORTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'exports')


class MovingIn(person.Person):
    def setUp(self):
        super().setUp()
        with open(os.path.join(EXPORTS, 'documents.json'), encoding='utf-8') as f:
            self.export = json.load(f)
        backup = self.export['Backup']
        self.passphrase = next(s['Value'] for s in backup['Settings'] if s['Name'] == 'passphrase')
        for name in os.listdir(os.path.join(EXPORTS, 'documents')):
            shutil.copy(os.path.join(EXPORTS, 'documents', name), self.store)
        self.before = self.stored()
        # Their files are where they were; only the names of the folders above are this desk's.
        self.files = os.path.join(self.desk.home, 'files')
        subprocess.run([os.environ['CAIRN_CLI'], 'restore', 'file://' + self.store, '--no-local-db',
                        '--restore-path=' + self.files, '--dont-compress-restore-paths', '--restore-permissions'],
                       env={**os.environ, 'HOME': self.desk.home, 'PASSPHRASE': self.passphrase}, check=True,
                       stdout=subprocess.DEVNULL)
        backup['TargetURL'] = 'file://' + self.store
        backup['Sources'] = [self.files + source for source in backup['Sources']]
        backup['Filters'] = []
        # Both versions are of one day, of which the rule keeps one. And nobody gets mail.
        backup['Settings'] = [s for s in backup['Settings'] if s['Name'] != 'retention-policy'
                              and not s['Name'].startswith('--send-mail')]
        self.file = os.path.join(self.desk.home, 'home-documents.json')
        person.write(self.file, json.dumps(self.export).encode())

    def stored(self):
        """Name -> size and hash of what lies at the destination."""
        found = {}
        for name in os.listdir(self.store):
            data = person.read(os.path.join(self.store, name))
            found[name] = len(data), hashlib.sha256(data).hexdigest()
        return found

    def takeOver(self):
        d = self.desk
        d.launch()
        d.click('Move in from Duplicati')
        d.find(re.compile('^This account has no Duplicati of its own|^From the Duplicati on this computer'))
        d.click('Exported file', 'text')
        d.type(self.file)
        d.click('Next')
        # What it does to the computer is shown, and does not come along unasked.
        d.find(re.compile('run-script-before=/home/ada/bin/before-backup.sh'))
        d.click('Take over')
        d.find('Home documents')

    def testTheBackupGoesOnAndAFileOfThenComesBack(self):
        d = self.desk
        note = os.path.join(self.files, 'home', 'ada', 'notes.txt')
        as_it_was = person.read(note)
        self.takeOver()
        person.write(note, b'written after moving in')
        d.click(re.compile('^Back up Home documents now'))
        d.find('Your files are safe')
        after = self.stored()
        self.assertEqual(self.before, {name: after.get(name) for name in self.before}, 'what was there is changed')
        new = {name: size for name, (size, _) in after.items() if name not in self.before}
        self.assertEqual(1, sum('.dlist.' in name for name in new), new)
        data = sum(size for name, size in new.items() if '.dblock.' in name)
        self.assertLess(data, sum(size for name, (size, _) in self.before.items() if '.dblock.' in name) // 20)
        for source in self.export['Backup']['Sources']:
            if os.path.isdir(source):
                self.assertHolds(self.passphrase, source.rstrip('/'))

        # The versions that Duplicati made are searched and restored like one's own.
        target = os.path.join(d.root, 'back')
        d.key('ctrl+f')
        d.type('notes.txt')
        d.key('Return')
        d.click(re.compile('^/home/ada/?$'), 'table cell')
        d.click('Restore to…', 'push button')
        d.click('Folder to restore to', 'text')
        d.key('ctrl+a')
        d.type(target)
        d.click('Restore', 'push button')
        d.find('Restored and checked')
        d.click('Close', 'push button')
        self.assertEqual(as_it_was, person.read(os.path.join(target, 'notes.txt')))
        self.assertEqual(b'written after moving in', person.read(note))
        d.quit()


if __name__ == '__main__':
    person.main()
