#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A new computer: only the place and the passphrase are left."""
import json
import os
import re
import shutil
import subprocess

import person

EXPORTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'exports')


class Disaster(person.Person):
    def lose(self):
        """Saves one file, and its computer is gone. The passphrase."""
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        self.desk.launch()
        passphrase = self.setUpBackup()
        self.desk.quit()
        shutil.rmtree(self.desk.home)
        return passphrase

    def testFilesComeBackOnAComputerThatKnowsNothing(self):
        d = self.desk
        content = person.fill(self.documents, 200)
        d.launch()
        passphrase = self.setUpBackup()
        d.quit()
        old = d.home + ' of the old computer'
        os.rename(d.home, old)
        os.makedirs(d.home)

        d.launch()
        d.click('Get files back from an existing backup')
        self.chooseFolder(self.store)
        d.click('Next')
        d.find('It stands on the recovery sheet.')
        d.click('Passphrase', 'password text')
        d.type('not this one')
        d.click('Open the backup')
        d.find(re.compile('passphrase does not open this backup, which began on .*20[0-9][0-9]'))
        d.click('Passphrase', 'password text')
        d.key('ctrl+a')
        d.type(passphrase)
        d.click('Open the backup')
        d.click('Look and pick files')
        d.click('Documents', 'table cell')
        d.click('Restore 1 item')
        d.click('Restore', 'push button')
        d.find('Restored and checked')
        for path, expected in content.items():
            self.assertEqual(expected, person.read(path), path)
        self.assertHolds(passphrase, self.documents, len(content))
        d.click('Close')

        # A restore can be undone for days, by a program that was started anew.
        d.quit()
        os.unlink(next(iter(content)))
        d.launch()
        d.click('Activity', 'list item')
        d.click('Restores', 'page tab')
        d.click('Undo restore')
        d.find(re.compile('^Now in the trash'))
        left = [path for path in content if os.path.exists(path)]
        self.assertEqual([], left)
        d.quit()
        shutil.rmtree(old)

    def testABackupInTheHomeFolderIsFoundByItself(self):
        d = self.desk
        passphrase = self.lose()
        os.makedirs(os.path.join(d.home, 'brought', 'along'))
        place = os.path.join(d.home, 'brought', 'along', 'copies')
        shutil.move(self.store, place)

        d.launch()
        d.click('Get files back from an existing backup')
        d.click(re.compile('^Found on .*copies.*: 1 version, newest'))
        d.find(re.compile('^A backup with 1 version'))
        d.click('Next')
        d.click('Passphrase', 'password text')
        d.type(passphrase)
        d.click('Open the backup')
        # Nothing runs before somebody has said that it goes on here.
        d.find('What now?')
        self.assertFalse(d.look(re.compile('next run')))
        d.click('Go on with this backup on this computer')
        d.click('Take over')
        d.click('Save', 'push button')
        d.find(re.compile('next run'))
        d.quit()

    def testAPlaceThatHasABackupLeadsToIt(self):
        d = self.desk
        passphrase = self.lose()
        os.makedirs(self.documents)

        d.launch()
        d.click('Protect my files')
        self.chooseFolder(self.store)
        d.find(re.compile('^There is already a backup here, with 1 version'))
        d.key('Escape')
        d.find('Discard what you have changed?')
        d.click('Go on setting up')
        # A folder that is to be saved cannot hold the copies too.
        d.click('Folder', 'text')
        d.key('ctrl+a')
        d.type(self.documents)
        d.find(re.compile('free. Measured'))
        d.click('Next')
        d.find(re.compile('a backup does not save itself'))
        d.click('Back')
        d.click('Folder', 'text')
        d.key('ctrl+a')
        d.type(self.store)
        d.click('Use it on this computer…')
        d.find(re.compile('^A backup with 1 version'))
        d.click('Next')
        d.click('Passphrase', 'password text')
        d.type(passphrase)
        d.click('Open the backup')
        d.click('Look and pick files')
        d.find('Documents', 'table cell')
        d.quit()

    def testABackupThatDuplicatiMade(self):
        """Its own program stored with it what it saves, of folders that are not on this computer."""
        d = self.desk
        with open(os.path.join(EXPORTS, 'documents.json'), encoding='utf-8') as f:
            settings = json.load(f)['Backup']['Settings']
        passphrase = next(s['Value'] for s in settings if s['Name'] == 'passphrase')
        for name in os.listdir(os.path.join(EXPORTS, 'documents')):
            shutil.copy(os.path.join(EXPORTS, 'documents', name), self.store)
        d.giveKeys(passphrase)
        d.launch()
        d.click('Get files back from an existing backup')
        self.chooseFolder(self.store)
        d.find(re.compile('^A backup with 2 versions'))
        d.click('Next')
        d.click('Passphrase', 'password text')
        d.type('not this one')
        d.click('Open the backup')
        d.find(re.compile('does not open this backup, which began on'))
        d.key('ctrl+a')
        d.type(passphrase)
        d.click('Open the backup')
        d.find(re.compile('^“Home documents” .*has 2 versions'))
        d.click('Look and pick files')
        d.find('projects', 'table cell')
        d.quit()

    def testABackupThatIsNotLocked(self):
        d = self.desk
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        subprocess.run([os.environ['CAIRN_CLI'], 'backup', 'file://' + self.store, self.documents, '--no-encryption',
                        '--dbpath=' + os.path.join(d.home, 'elsewhere.sqlite')],
                       env={**os.environ, 'HOME': d.home}, check=True, stdout=subprocess.DEVNULL)
        os.unlink(os.path.join(self.documents, 'notes.md'))
        d.launch()
        d.click('Get files back from an existing backup')
        self.chooseFolder(self.store)
        d.click('Next')
        d.find('This backup is not locked: it has no passphrase.')
        d.click('Open the backup')
        d.click('Look and pick files')
        d.click('notes.md', 'table cell')
        d.click('Restore 1 item')
        d.click('Restore', 'push button')
        d.find('Restored and checked')
        self.assertEqual(b'as it was', person.read(os.path.join(self.documents, 'notes.md')))
        d.click('Close')
        d.quit()


if __name__ == '__main__':
    person.main()
