#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A file comes back with four clicks, or with none; what is there is never touched unasked."""
import os
import re
import subprocess
import urllib.parse

import person


class RestoreClicks(person.Person):
    def setUp(self):
        super().setUp()
        self.notes = os.path.join(self.documents, 'notes.md')
        self.deep = os.path.join(self.documents, 'one', 'two', 'three', 'Übung.txt')
        person.write(self.notes, b'as it was')
        person.write(self.deep, b'deep as it was')
        self.desk.launch()
        self.setUpBackup()
        person.write(self.notes, b'changed since')
        person.write(self.deep, b'deep and changed')
        self.desk.clicks = self.desk.keys = 0

    def openDocuments(self):
        """The page opens at what the home's folders share."""
        self.desk.click('Documents', 'table cell', times=2)

    def files(self, folder):
        return {name: person.read(os.path.join(folder, name)) for name in os.listdir(folder)
                if os.path.isfile(os.path.join(folder, name))}

    def testFourClicksBringAKnownFileBackBesideTheOther(self):
        d = self.desk
        d.click('Restore', 'list item')
        self.openDocuments()
        opened = d.clicks - 1
        d.click('notes.md')
        d.click('Restore 1 item')
        d.find(re.compile('^1 file already there, different'))
        d.click('Restore', 'push button')
        d.find('Restored and checked')
        self.assertEqual(4, d.clicks - opened)
        after = self.files(self.documents)
        self.assertEqual(b'changed since', after.pop('notes.md'))
        self.assertEqual([b'as it was'], list(after.values()))
        d.click('Undo restore')
        d.find('The restore is undone')
        self.assertEqual({'notes.md': b'changed since'}, self.files(self.documents))
        d.click('Close')
        d.quit()

    def testASearchNeedsNoClick(self):
        d = self.desk
        d.key('ctrl+f')
        d.type('ubung')  # without the marks
        d.key('Return')
        d.find('Restore 1 item')
        d.key('ctrl+Return')
        d.find(re.compile('^1 file already there, different'))
        d.key('Return')
        d.find('Restored and checked')
        d.find('Open folder', 'push button')
        d.key('Return')  # once more than needed takes nothing back
        d.until(lambda: not d.look('Restored and checked'), 'the end of the dialog')
        self.assertEqual(0, d.clicks)
        after = self.files(os.path.dirname(self.deep))
        self.assertEqual(b'deep and changed', after.pop('Übung.txt'))
        self.assertEqual([b'deep as it was'], list(after.values()))
        d.quit()

    def testAFileIsLookedAtInAWindowAndInAllVersions(self):
        d = self.desk
        d.click('Restore', 'list item')
        self.openDocuments()
        d.click('notes.md')
        d.key('F3')
        window = d.find(re.compile('^notes.md, '), 'dialog')
        shown = [node for node in d.walk(window) if node.get_name() == 'What the file held']
        self.assertEqual(['as it was'], [d.text(node) for node in shown])
        d.key('Escape')
        d.until(lambda: not d.look(re.compile('^notes.md, '), 'dialog'), 'the window is closed')
        d.click('notes.md')
        d.key('Menu', *['Down'] * 6, 'Return')  # Show in all versions
        d.find('Found files')
        self.assertEqual('"notes.md"', d.text(d.find('Find a file in any backup')))
        d.click('notes.md', 'table cell')
        d.find('Restore 1 item')
        d.quit()

    def testACopyIsOpenedByTheProgramForIt(self):
        """Under a name that any program takes, whatever the file is called."""
        d = self.desk
        os.makedirs(os.path.join(d.root, 'bin'))
        opened = os.path.join(d.root, 'opened')
        with open(os.open(os.path.join(d.root, 'bin', 'xdg-open'), os.O_CREAT | os.O_WRONLY, 0o755), 'w') as f:
            f.write('#!/bin/sh\necho "$1" >"%s.new"; mv "%s.new" "%s"\n' % ((opened,) * 3))
        odd = os.fsencode(self.documents) + b'/caf\xe9\n.txt'
        with open(odd, 'wb') as f:
            f.write(b'one line')
        d.click('Back up My files now')
        d.until(lambda: d.look(re.compile('^2 versions')), 'the second version')
        d.click('Restore', 'list item')
        self.openDocuments()
        for name, content in (('notes.md', b'changed since'), (re.compile('^caf'), b'one line')):
            d.click(name, 'table cell')
            d.click('Open a copy')
            d.until(lambda: os.path.exists(opened), 'a program is asked to open it')
            with open(opened, encoding='ascii') as f:
                copy = urllib.parse.unquote(f.read().strip().removeprefix('file://'))
            os.unlink(opened)
            self.assertEqual(content, person.read(copy))
            self.assertFalse(copy.startswith(d.home), copy)
            self.assertEqual(0o400, os.stat(copy).st_mode & 0o777)
        d.quit()
        self.assertFalse(os.path.exists(copy), 'it goes with the program')

    def testASearchLooksWhereItIsTold(self):
        d = self.desk
        other = os.path.join(d.root, 'other')
        person.write(os.path.join(other, 'notes of others.md'), b'not mine')
        for words in (['add', 'Other', 'file://' + os.path.join(d.root, 'other store'), other], ['run', 'Other']):
            subprocess.run([person.COMMAND, 'jobs', *words], env={**d.environment(), 'PASSPHRASE': 'of others'},
                           check=True, capture_output=True)
        os.unlink(self.notes)
        person.write(os.path.join(self.documents, 'one', 'more notes.md'), b'of two')
        d.click('Back up My files now')
        d.until(lambda: d.look(re.compile('^2 versions')), 'the second version')
        d.click('Restore files of My files')
        self.openDocuments()
        d.click('one', 'table cell', times=2)
        d.find('more notes.md', 'table cell')
        d.key('ctrl+f')
        d.type('notes')
        d.key('Return')
        for scope, names in (('All versions', {'notes.md', 'more notes.md'}), ('This version', {'more notes.md'}),
                             ('This folder', {'more notes.md'}),
                             ('All backups', {'notes.md', 'more notes.md', 'notes of others.md'})):
            d.click(scope, 'check box')
            d.find('%d found' % len(names))
            shown = {node.get_name() for node in d.walk(d.find('Found files')) if 'notes' in node.get_name()}
            self.assertEqual(names, shown, scope)
        d.quit()

    def testReplaceIsChosenAndCanBeUndone(self):
        d = self.desk
        d.click('Restore', 'list item')
        self.openDocuments()
        d.click('notes.md')
        d.click('Restore 1 item')
        d.click(re.compile('^Replace it'), 'radio button')
        d.find(re.compile('^1 file already there, different'))
        d.click('Restore', 'push button')
        d.find('Restored and checked')
        self.assertEqual({'notes.md': b'as it was'}, self.files(self.documents))
        d.click('Undo restore')
        d.find('The restore is undone')
        self.assertEqual({'notes.md': b'changed since'}, self.files(self.documents))
        d.click('Close')
        d.quit()

    def testWhoeverTypesAFolderIsNotInterrupted(self):
        d = self.desk
        d.click('Restore', 'list item')
        self.openDocuments()
        d.click('notes.md')
        d.click('Restore to…', 'push button')
        field = d.find('Folder to restore to')
        d.click(field)
        d.key('End')
        for letter in 'abc':  # slowly: what it would do is looked at in between
            d.type(letter)
            d.find(re.compile('^1 new file'))
            d.enabled('Restore', 'push button')
        self.assertTrue(d.text(field).endswith('abc'), d.text(field))
        d.key('Return')
        d.find('Restored and checked')
        self.assertEqual(b'as it was', person.read(os.path.join(d.text(field), 'notes.md')))
        d.key('Return')
        d.quit()

    def testSeveralFilesAreChosenByKeys(self):
        d = self.desk
        d.click('Restore', 'list item')
        self.openDocuments()
        d.click('notes.md')
        d.key('Home', 'shift+End')
        d.find('Restore 2 items')
        d.key('Home')
        d.find('Restore 1 item')
        d.key('space')  # ticks the folder, which counts then
        d.find('Restore 1 item')
        d.find(re.compile('^1 item selected · 1 file'))
        d.click('Clear')
        d.quit()


if __name__ == '__main__':
    person.main()
