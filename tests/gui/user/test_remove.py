#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A backup is given up: what is stored stays, unless its name was typed for it to go."""
import os

import person


class Remove(person.Person):
    def setUp(self):
        super().setUp()
        self.foreign = os.path.join(self.store, 'duplicati-holiday.txt')
        person.write(self.foreign, b'of somebody else')
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        self.desk.launch()
        self.setUpBackup()
        self.before = sorted(os.listdir(self.store))

    def askToDelete(self):
        self.desk.click('More for My files')
        self.desk.key('Up', 'Return')  # the last of its menu
        self.desk.find('Delete the backup “My files”?')

    def testWhatIsStoredStaysUnlessAskedFor(self):
        d = self.desk
        self.askToDelete()
        d.key('Return')  # no deletion by a habit
        d.find('Back up My files now')
        self.askToDelete()
        d.click('Delete backup', 'push button')
        d.find('Protect my files')
        self.assertEqual(self.before, sorted(os.listdir(self.store)))
        d.quit()

    def testTheTypedNameRemovesWhatIsStoredAndNothingElse(self):
        d = self.desk
        self.askToDelete()
        d.click('Remove what is stored too', 'radio button')
        go = d.find('Delete backup and versions')
        self.assertFalse(go.get_state_set().contains(d.atspi.StateType.ENABLED))
        d.type('My file')
        self.assertFalse(go.get_state_set().contains(d.atspi.StateType.ENABLED))
        d.type('s')
        d.click('Delete backup and versions')
        d.find('Protect my files')
        self.assertEqual([os.path.basename(self.foreign)], os.listdir(self.store))
        # The place is free for another one.
        self.setUpBackup()
        d.quit()

    def testWithoutItsPlaceTheBackupStaysListed(self):
        d = self.desk
        os.rename(self.store, self.store + ' away')
        self.askToDelete()
        d.click('Remove what is stored too', 'radio button')
        d.type('My files')
        d.click('Delete backup and versions')
        d.find('Not possible now')
        d.key('Escape')
        d.find('Back up My files now')
        os.rename(self.store + ' away', self.store)
        self.assertEqual(self.before, sorted(os.listdir(self.store)))
        d.quit()


if __name__ == '__main__':
    person.main()
