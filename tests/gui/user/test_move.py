#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A backup goes to another place with what is stored; files are compared with those on the disk."""
import os
import re
import shutil

import person


class Move(person.Person):
    def setUp(self):
        super().setUp()
        self.notes = os.path.join(self.documents, 'notes.md')
        person.write(self.notes, b'as it was')
        person.fill(self.documents, 20)
        self.desk.launch()
        self.passphrase = self.setUpBackup()

    def testWhatIsStoredGoesAlong(self):
        d = self.desk
        place = os.path.join(d.root, 'the new disk')
        os.makedirs(place)
        foreign = os.path.join(self.store, 'holiday.jpg')
        person.write(foreign, b'not of the backup')
        d.click('More for My files')
        d.key('Down', 'Return')  # the first of its menu
        d.click('Destination', 'list item')
        d.click('Folder', 'text')
        d.key('ctrl+a')
        d.type(place)
        d.find('There is no backup in this folder yet.')
        d.find('Copy what is stored to the new place', 'check box')
        d.click('Save')
        d.find(re.compile('→ .*the new disk'))  # on its card; the editor is gone
        stored = set(os.listdir(self.store)) - {'holiday.jpg'}
        self.assertEqual(stored, set(os.listdir(place)))
        # The old place is not needed for anything.
        shutil.rmtree(self.store)
        self.store = place
        person.write(self.notes, b'after the move')
        d.click('Back up My files now')
        d.until(lambda: len([n for n in os.listdir(place) if '.dlist.' in n]) == 2, 'a second version')
        d.find('Back up My files now')
        self.assertHolds(self.passphrase, self.documents, 20)
        d.quit()

    def testAFileIsComparedByItsContent(self):
        d = self.desk
        os.utime(self.notes, (1, 1))
        d.click('Restore', 'list item')
        d.click('Documents', 'table cell', times=2)
        d.find('same', 'table cell')
        d.type('notes')  # it may lie below what the list shows
        d.find('changed since', 'table cell')
        d.click('notes.md', 'table cell', button=3)
        d.key(*['Down'] * 5, 'Return')  # to compare it by content
        d.find('same content', 'table cell')
        d.quit()


if __name__ == '__main__':
    person.main()
