#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""From an empty home to files that are saved: few clicks, nothing typed but the folder."""
import os
import re
import subprocess
import sys
import time

import person


class FirstRun(person.Person):
    def testFewClicksSaveEveryFile(self):
        d = self.desk
        content = person.fill(self.documents, 2000)
        d.launch()
        began = time.monotonic()
        passphrase = self.setUpBackup()
        print('%.0f s to the first version' % (time.monotonic() - began), file=sys.stderr)
        # Five, and two for a folder in place of a drive: the kind, and the field to type it into.
        self.assertEqual(7, d.clicks)
        self.assertEqual(len(self.store), d.keys)
        self.assertRegex(passphrase, r'^[a-z]+(-[a-z]+){5,}$')
        self.assertHolds(passphrase, self.documents, len(content))
        d.quit()
        d.launch()
        d.find('Your files are safe')
        d.quit()

    def testTheSheetOpensTheBackup(self):
        """Whoever has nothing but the saved sheet: the passphrase on it opens what is stored."""
        d = self.desk
        content = person.fill(self.documents, 20)
        # Letters that fonts join: who copies the folder out of the page gets these very ones.
        self.store = os.path.join(d.home, 'offices fly fit')
        os.makedirs(self.store)
        d.launch()
        d.click('Protect my files')
        self.chooseFolder(self.store)
        self.toLastPage()
        sheet = os.path.join(d.home, 'my sheet.pdf')
        d.click('Save recovery sheet…')
        d.find('File name:', 'text')
        d.key('ctrl+a')
        d.type(sheet)
        d.click('Save', 'push button')
        d.find(re.compile('^Saved as'))
        d.click('Back up now')      # the sheet stands for the tick
        d.find('Your files are safe')
        self.assertOpens(sheet, content)
        d.quit()

    def testTheSheetIsPrinted(self):
        """Desktops without a printer print to a file. It stands for the passphrase and the place on it."""
        d = self.desk
        content = person.fill(self.documents, 20)
        sheet = os.path.join(d.home, 'printed sheet.pdf')
        d.launch()
        d.enabled('Protect my files')
        d.key('Return')
        self.chooseFolder(self.store)
        self.toLastPage()
        self.print(sheet)
        d.click('New')
        self.assertSheetIsMissing()
        self.print(sheet)
        d.click('Back')
        d.click('Back')
        self.store = os.path.join(d.root, 'other place')
        os.makedirs(self.store)
        d.click('Folder', 'text')
        d.key('ctrl+a')
        d.type(self.store)
        self.toLastPage()
        self.assertSheetIsMissing()
        self.print(sheet)
        d.click('Back up now')
        d.find('Your files are safe')
        self.assertOpens(sheet, content)
        d.quit()

    def print(self, sheet):
        d = self.desk
        isThere = os.path.exists(sheet)
        d.click('Print…')
        d.click('Output file:', 'text')
        d.key('ctrl+a')
        d.type(sheet)
        d.key('Tab')        # out of the list of files that begin like this one
        d.click('Print', 'push button')
        if isThere:
            d.click('Yes')
        d.find('Saved as %s.' % sheet)
        d.enabled('Back up now')

    def assertSheetIsMissing(self):
        self.desk.until(lambda: not self.desk.lookEnabled('Back up now'), 'a sheet to be asked for again')

    def assertOpens(self, sheet, content):
        """Whoever has nothing but that sheet finds the place and the passphrase."""
        text = subprocess.run(['pdftotext', '-layout', sheet, '-'], check=True, capture_output=True, text=True).stdout
        found = re.findall(r'\b[a-z]+(?:-[a-z]+){5,}\b', text)
        self.assertEqual(1, len(set(found)), text)
        self.assertIn(self.store, text)
        self.assertHolds(found[0], self.documents, len(content))


if __name__ == '__main__':
    person.main()
