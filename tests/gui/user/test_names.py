#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whoever cannot see the window is told what everything in it is called."""
import re

import person

# What can be used, by its role.
INTERACTIVE = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'password text',
               'combo box', 'list', 'tree', 'table', 'slider', 'spin button', 'menu item',
               'check menu item', 'page tab', 'list item', 'link'}


class Names(person.Person):
    def assertNamed(self, where):
        nameless = [node.get_role_name() for node in self.desk.walk()
                    if node.get_role_name() in INTERACTIVE and not node.get_name()]
        self.assertEqual([], nameless, '%s\n%s' % (where, self.desk.dump()))

    def testEverythingThatCanBeUsedHasAName(self):
        d = self.desk
        d.launch()
        d.find('Protect my files')
        self.assertNamed('welcome')
        d.click('Protect my files')
        self.chooseFolder(self.store)
        d.find(re.compile('free. Measured'))
        self.assertNamed('where')
        d.click('Next')
        d.find(re.compile(r' in [\d,]+ files$'))
        self.assertNamed('what')
        d.click('Next')
        d.find('Generated passphrase, 6 words')
        self.assertNamed('lock')
        d.click('I have written it down')
        d.click('Back up now')
        d.find('Your files are safe')
        self.assertNamed('overview')
        d.click('Restore', 'list item')
        d.find('Documents', 'table cell')
        self.assertNamed('restore')
        d.click('Documents', 'table cell')
        d.click('Restore 1 item')
        d.find('Where they were')
        self.assertNamed('restore dialog')
        d.key('Escape')
        d.key('ctrl+f')
        d.type('doc')
        d.find('Found files')
        self.assertNamed('search')
        d.click('Activity', 'list item')
        d.find('History', 'page tab')
        self.assertNamed('activity')
        d.quit()


if __name__ == '__main__':
    person.main()
