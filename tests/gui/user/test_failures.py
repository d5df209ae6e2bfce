#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What goes wrong is said in words, and what the window offers for it works."""
import os
import random
import re
import shutil
import sqlite3
import subprocess
import unittest

import person


class Failures(person.Person):
    def setUp(self):
        super().setUp()
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')

    def begin(self):
        self.desk.launch()
        return self.setUpBackup()

    def change(self, size=100):
        rng = random.Random(person.SEED)
        person.write(os.path.join(self.documents, 'more'), rng.randbytes(size))

    def backUp(self):
        self.desk.click('Back up My files now')

    def assertFailed(self, *texts):
        """The banner says what happened and whether the files are safe."""
        d = self.desk
        d.find('My files was not saved')
        for text in texts:
            d.find(re.compile(re.escape(text)))

    def assertHealed(self, passphrase, files=2, others=0):
        d = self.desk
        atLogIn = 1  # the file in ~/.config that starts Cairn
        d.find(re.compile(' in %d files?' % (files + others + atLogIn)))
        d.find('Your files are safe')
        self.assertHolds(passphrase, self.documents, files)
        d.quit()

    def ownDisk(self, options):
        """A small file system of its own in the place of copies."""
        if os.geteuid() != 0:
            raise unittest.SkipTest('needs to mount a file system')
        subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', self.store], check=True)
        self.addCleanup(subprocess.run, ['umount', '-l', self.store], check=False)

    def remount(self, options):
        subprocess.run(['mount', '-o', 'remount,' + options, self.store], check=True)

    def testAFullDestination(self):
        self.ownDisk('size=64m')
        passphrase = self.begin()
        filler = os.path.join(self.store, 'filler')
        person.write(filler, bytes(62 << 20))
        self.change(3_000_000)
        self.backUp()
        self.assertFailed('The destination is full', 'Saved versions are safe')
        self.desk.click('Fix…')
        self.desk.click('My files: What would free space?')
        self.desk.find(re.compile('^A rule is applied after each run'))
        self.desk.key('Escape', 'alt+1')
        os.unlink(filler)
        self.desk.click('Back up My files now')
        self.assertHealed(passphrase)

    def testSettingsThatCannotBeSaved(self):
        if os.geteuid() != 0:
            raise unittest.SkipTest('needs to mount a file system')
        d = self.desk
        self.begin()
        d.quit()
        folder = d.home  # with all that is kept there
        subprocess.run(['mount', '--bind', folder, folder], check=True)
        self.addCleanup(subprocess.run, ['umount', '-l', folder], check=False)
        subprocess.run(['mount', '-o', 'remount,bind,ro', folder], check=True)
        d.launch()
        d.find('Cairn cannot save its settings')
        d.find(re.compile('Restoring works.*Make room'))
        # A backup does not run, and says why; restoring works, to where one may write.
        self.backUp()
        d.click('Close', 'push button')
        d.click('Restore', 'list item')
        d.click('Documents', 'table cell', times=2)
        d.click('notes.md')
        d.click('Restore to…')
        target = os.path.join(d.root, 'restored')
        d.click('Folder to restore to', 'text')
        d.key('ctrl+a')
        d.type(target)
        d.click('Restore', 'push button')
        d.find('Restored and checked')
        d.click('Close', 'push button')
        self.assertEqual(b'as it was', person.read(os.path.join(target, 'notes.md')))
        subprocess.run(['mount', '-o', 'remount,bind,rw', folder], check=True)
        d.click('Overview', 'list item')
        d.click('Try again')
        d.find('Your files are safe')
        self.change()
        self.backUp()
        d.until(lambda: len([name for name in os.listdir(self.store) if '.dlist.' in name]) == 2,
                'a second version')
        d.find('Back up My files now')  # a run that goes on would be asked about
        d.quit()

    def testADestinationThatMayOnlyBeRead(self):
        self.ownDisk('size=8m')
        passphrase = self.begin()
        self.change()
        self.remount('ro')
        self.backUp()
        self.assertFailed('Cairn may not write at the destination', 'Nothing new was saved')
        self.remount('rw')
        self.desk.click('Back up My files now')  # the banner leads to what helps
        self.assertHealed(passphrase)

    def testADestinationThatIsGone(self):
        passphrase = self.begin()
        self.change()
        os.rename(self.store, self.store + ' away')
        self.backUp()
        self.assertFailed('cannot reach its destination', 'Nothing was lost')
        os.rename(self.store + ' away', self.store)
        self.desk.click('Back up now')
        self.assertHealed(passphrase)

    def testTheCommandLineSaysTheSame(self):
        d = self.desk
        self.begin()
        self.change()
        os.rename(self.store, self.store + ' away')
        self.backUp()
        self.assertFailed()
        said = d.find(re.compile('cannot reach its destination')).get_name()
        d.quit()
        run = subprocess.run([person.COMMAND, 'jobs', 'run', 'My files'], env=d.environment(),
                             capture_output=True, text=True, check=False)
        self.assertNotEqual(0, run.returncode)
        # After the name of the backup: what happened, and whether the files are safe.
        words = said[said.index('cannot reach'):said.index(' Newest') if ' Newest' in said else None]
        self.assertGreater(len(words), 60)
        self.assertIn(words.strip(), run.stderr)

    def testAPassphraseThatIsNotKnownHere(self):
        d = self.desk
        passphrase = self.begin()
        d.quit()
        for folder, _, names in os.walk(d.home):
            for name in names:
                if name.startswith('secrets.sealed'):
                    os.unlink(os.path.join(folder, name))
        self.change()
        d.launch()
        self.backUp()
        self.assertFailed('The passphrase is not at hand')
        d.click('Fix…')
        d.click(re.compile('Enter passphrase…$'))
        d.click('Passphrase', 'password text')
        d.type('not this one')
        d.click('Use this passphrase')
        d.find(re.compile('does not open this backup'))
        d.key('ctrl+a')
        d.type(passphrase)
        d.click('Use this passphrase')
        d.until(lambda: not d.look('Use this passphrase'), 'it was taken')
        d.click('Overview', 'list item')
        self.backUp()
        self.assertHealed(passphrase)

    def testAFolderThatIsMissing(self):
        d = self.desk
        other = os.path.join(d.home, 'Pictures')
        person.write(os.path.join(other, 'sea.png'), b'a picture')
        passphrase = self.begin()
        shutil.move(other, other + ' away')
        self.change()
        self.backUp()
        d.find(re.compile('^My files needs you'))
        d.find(re.compile('Pictures.* is not there.*Saved versions keep what was in it'))
        self.assertHolds(passphrase, self.documents, 2)
        shutil.move(other + ' away', other)
        self.backUp()
        self.assertHealed(passphrase, others=1)

    def testWhatIsDamagedIsRepaired(self):
        d = self.desk
        passphrase = self.begin()
        for name in sorted(os.listdir(self.store)):
            if '.dblock.' in name:
                path = os.path.join(self.store, name)
                content = bytearray(person.read(path))
                content[len(content) // 2] ^= 1
                person.write(path, bytes(content))
        d.quit()
        subprocess.run([person.COMMAND, 'jobs', 'run', 'My files', 'test'], env=d.environment(),
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        d.launch()
        d.find(re.compile('stored (is|are) damaged'))
        d.click(re.compile('^(Fix…|Show)$'))
        d.click(re.compile('Repair now$'))
        d.find('No problems')
        d.click('Overview', 'list item')
        self.backUp()
        self.assertHealed(passphrase, 1)

    def testADatabaseThatAnotherProgramHolds(self):
        d = self.desk
        passphrase = self.begin()
        folder = os.path.join(d.home, '.local', 'share', 'cairn')
        databases = [os.path.join(folder, name) for name in os.listdir(folder)
                     if name.endswith('.sqlite')]
        holder = sqlite3.connect(databases[0], isolation_level=None)
        holder.execute('BEGIN IMMEDIATE')
        self.change()
        self.backUp()
        # The run waits, and the window goes on meanwhile.
        d.find('Saving your files')
        d.click('Activity', 'list item')
        d.find('History', 'page tab')
        d.click('Overview', 'list item')
        d.find('Saving your files')
        holder.execute('ROLLBACK')
        holder.close()
        self.assertHealed(passphrase)


if __name__ == '__main__':
    person.main()
