# SPDX-License-Identifier: MIT
"""What a disk may hold after the power went: legal states of a recorded run.

A recording (tests/system_calls) tells every change that a program asked for, its own files and
SQLite's, in order. A Disk plays it as far as an instant and then tells what may be there: all that
was synced, and of the rest whatever chance and policy decide. The rules are POSIX's, stricter than any
journal: fsync of a file saves its content and size and no name, fsync of a folder the names in it,
and what was not saved may be there or not, in any order, writes also in part.
"""
import dataclasses
import os

SECTOR = 512
# What may become of unsynced changes: of names, then of content.
NAMES = ('none', 'all', 'first', 'some')       # `first`: as a journal does, up to some instant
CONTENT = ('none', 'all', 'some', 'size')      # `size`: the length arrived, the bytes did not


@dataclasses.dataclass
class Call:
    what: str
    words: list
    data: bytes
    number: int = 0

    def path(self, index=-1):
        return os.path.normpath(bytes.fromhex(self.words[index]))


def read_log(path):
    """The calls of a recording, in order."""
    calls = []
    with open(path, 'rb') as f:
        log = f.read()
    at = 0
    while at < len(log):
        end = log.index(b'\n', at)
        what, *words, size = log[at:end].decode('ascii').split('\t')
        data = log[end + 1:end + 1 + int(size)]
        assert len(data) == int(size), 'half a record'
        calls.append(Call(what, words, data, len(calls)))
        at = end + 1 + int(size)
    return calls


class File:
    def __init__(self, content=b''):
        self.saved = bytearray(content)
        self.unsaved = []                      # ('write', offset, data) or ('size', size)

    def save(self):
        for change in self.unsaved:
            apply(self.saved, change)
        self.unsaved = []

    def after(self, policy, rng):
        """The content that a crash leaves."""
        content = bytearray(self.saved)
        for change in self.unsaved:
            chosen = policy if policy != 'some' else rng.choice(('none', 'all', 'torn', 'size'))
            if chosen == 'all':
                apply(content, change)
            elif chosen == 'torn' and change[0] == 'write':
                whole = len(change[2])
                apply(content, ('write', change[1], change[2][:rng.randrange(0, whole + 1, min(SECTOR, whole))]))
            elif chosen == 'size':
                grow(content, change[1] + len(change[2]) if change[0] == 'write' else change[1])
        return bytes(content)


def grow(content, size):
    content.extend(bytes(max(0, size - len(content))))


def apply(content, change):
    if change[0] == 'write':
        grow(content, change[1])
        content[change[1]:change[1] + len(change[2])] = change[2]
    else:
        del content[change[1]:]
        grow(content, change[1])


class Link:
    def __init__(self, target):
        self.target = target


class Folder:
    def __init__(self):
        self.saved = {}                        # name -> File, Folder or Link
        self.now = {}


class Disk:
    """Folders as they are before a run, and then as calls change them."""

    def __init__(self, roots):
        self.allowed = [os.fsencode(root) for root in roots]
        self.roots = {root: self.read(root) for root in self.allowed if os.path.isdir(root)}
        self.open = {}                         # descriptor -> File or Folder
        self.names = []                        # unsaved changes of names: (number, [(folder, name, node)])
        self.made = {}                         # roots that the run made: path -> number of the call

    @classmethod
    def read(cls, path):
        if os.path.islink(path):
            return Link(os.readlink(path))
        if os.path.isfile(path):
            with open(path, 'rb') as f:
                return File(f.read())
        folder = Folder()
        for name in os.listdir(path):
            folder.saved[name] = cls.read(os.path.join(path, name))
        folder.now = dict(folder.saved)
        return folder

    # -- where things are, for the running program

    def find(self, path):
        for root, node in self.roots.items():
            if path == root:
                return node
            if path.startswith(root + b'/'):
                for name in path[len(root) + 1:].split(b'/'):
                    node = node.now.get(name) if isinstance(node, Folder) else None
                return node
        return None

    def place(self, path):
        return self.find(os.path.dirname(path)), os.path.basename(path)

    def rename_entries(self, call, changes):
        """Changes of names that happen together."""
        for folder, name, node in changes:
            folder.now.pop(name, None)
            if node is not None:
                folder.now[name] = node
        self.names.append((call.number, changes))

    # -- the calls

    def play(self, call):
        getattr(self, 'on_' + call.what.replace('-', '_'))(call)

    def on_open(self, call):
        path, node = call.path(), None
        if call.words[1] == 'new':
            folder, name = self.place(path)
            node = File()
            self.rename_entries(call, [(folder, name, node)])
        else:
            node = self.find(path)
        if call.words[2] == 'empty' and isinstance(node, File):
            node.unsaved.append(('size', 0))
        self.open[call.words[0]] = node

    def on_close(self, call):
        self.open.pop(call.words[0], None)

    def on_write(self, call):
        self.open[call.words[0]].unsaved.append(('write', int(call.words[1]), call.data))

    def on_truncate(self, call):
        self.open[call.words[0]].unsaved.append(('size', int(call.words[1])))

    def on_grow(self, call):
        self.open[call.words[0]].unsaved.append(('write', int(call.words[1]), b''))

    def on_sync(self, call):
        self.open[call.words[0]].save()

    def on_sync_folder(self, call):
        path = call.path()
        folder = self.find(path)
        if folder is None:                     # above the roots: saves that a root exists
            self.made = {root: number for root, number in self.made.items() if os.path.dirname(root) != path}
        else:
            self.save_names(lambda changed: changed is folder)

    def on_sync_all(self, _call):
        self.save_names(lambda changed: True)
        self.made = {}
        for root in self.roots.values():
            self.save_below(root)

    def save_below(self, node):
        if isinstance(node, File):
            node.save()
        elif isinstance(node, Folder):
            for inner in node.now.values():
                self.save_below(inner)

    def save_names(self, wanted):
        """A move between two folders is saved whole with either."""
        left = []
        for number, changes in self.names:
            if any(wanted(folder) for folder, _, _ in changes):
                for folder, name, node in changes:
                    self.save_entry(folder.saved, name, node)
            else:
                left.append((number, changes))
        self.names = left

    @staticmethod
    def save_entry(entries, name, node):
        entries.pop(name, None)
        if node is not None:
            entries[name] = node

    def on_rename(self, call):
        (a, old), (b, new) = self.place(call.path(0)), self.place(call.path(1))
        self.rename_entries(call, [(a, old, None), (b, new, a.now[old])])

    def on_link(self, call):
        (a, old), (b, new) = self.place(call.path(0)), self.place(call.path(1))
        self.rename_entries(call, [(b, new, a.now[old])])

    def on_remove(self, call):
        folder, name = self.place(call.path())
        if folder is not None:
            self.rename_entries(call, [(folder, name, None)])

    def on_folder(self, call):
        path = call.path()
        if path in self.allowed:
            self.roots[path] = Folder()
            self.made[path] = call.number
        else:
            folder, name = self.place(path)
            self.rename_entries(call, [(folder, name, Folder())])

    def on_symlink(self, call):
        folder, name = self.place(call.path())
        self.rename_entries(call, [(folder, name, Link(bytes.fromhex(call.words[0])))])

    def on_X(self, _call):
        """A call that was made to fail."""

    # -- the crash

    def crash(self, rng, names='some', content='some'):
        """Writes a state that the power may leave over the roots, as they lie on the real disk."""
        kept = self.kept_names(rng, names)
        folders = {}                           # id -> entries after the crash

        def entries(folder):
            return folders.setdefault(id(folder), dict(folder.saved))
        for changes in kept:
            for folder, name, node in changes:
                self.save_entry(entries(folder), name, node)
        contents = {}                          # a file of two names is one file

        def put(path, node):
            if isinstance(node, Folder):
                os.mkdir(path, 0o700)
                for name, inner in sorted(entries(node).items()):
                    put(os.path.join(path, name), inner)
            elif isinstance(node, Link):
                os.symlink(node.target, path)
            else:
                if id(node) not in contents:
                    contents[id(node)] = node.after(content, rng)
                with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'wb') as f:
                    f.write(contents[id(node)])
        for root in self.allowed:
            remove_tree(root)
            if root in self.roots and (root not in self.made or names == 'all' or
                                       (names != 'none' and rng.random() < 0.5)):
                put(root, self.roots[root])

    def kept_names(self, rng, policy):
        changes = [change for _, change in self.names]
        if policy == 'none':
            return []
        if policy == 'first':
            return changes[:rng.randint(0, len(changes))]
        return [change for change in changes if policy == 'all' or rng.random() < 0.5]


def remove_tree(path):
    if os.path.islink(path) or os.path.isfile(path):
        os.unlink(path)
    elif os.path.isdir(path):
        for name in os.listdir(path):
            remove_tree(os.path.join(path, name))
        os.rmdir(path)
