# SPDX-License-Identifier: MIT
"""Trees of files: made from a seed, changed, described, compared. Paths are bytes."""
import hashlib
import os
import random
import shutil
import stat

MTIME = 1_735_787_045_678_912_300     # every digit must survive; the format keeps 100 ns
KINDS = {stat.S_IFREG: 'file', stat.S_IFDIR: 'folder', stat.S_IFLNK: 'link'}


def write(path, content=b'', mode=0o644, mtime=MTIME):
    """A file, with the folders above it."""
    path = os.fsencode(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(content)
    os.chmod(path, mode)
    os.utime(path, ns=(mtime, mtime))


def link(path, target, mtime=MTIME):
    path = os.fsencode(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.symlink(os.fsencode(target), path)
    os.utime(path, ns=(mtime, mtime), follow_symlinks=False)


def settle(root, mtime=MTIME):
    """Gives every folder a time, the deepest first: what was made in one changed it."""
    for folder, _, _ in os.walk(os.fsencode(root), topdown=False):
        os.utime(folder, ns=(mtime, mtime))


def some_bytes(rng, size):
    """Half of it compresses, half does not."""
    text = b''.join(b'%d ' % rng.randrange(50) for _ in range(size // 6 + 1))[:size // 2]
    return (text + rng.randbytes(size))[:size]


def plant(root, seed, files=14, largest=30_000):
    """A small tree of files of many sizes, folders and links."""
    rng = random.Random(seed)
    root = os.fsencode(root)
    sizes = [0, 1, 1023, 1024, 1025, 32 * 1024 + 1]     # around a block, and around a blocklist
    for number in range(files):
        size = sizes[number] if number < len(sizes) else rng.randrange(largest)
        folder = (b'', b'one', b'one/two', b'three')[number % 4]
        write(os.path.join(root, folder, b'file%d.dat' % number), some_bytes(rng, size),
              rng.choice((0o644, 0o600, 0o755)), MTIME + number * 100)
    write(os.path.join(root, b'one', b'twin.dat'), b'the same content twice\n' * 100)
    write(os.path.join(root, b'three', b'twin.dat'), b'the same content twice\n' * 100)
    os.makedirs(os.path.join(root, b'empty'), exist_ok=True)
    link(os.path.join(root, b'to-file'), b'one/twin.dat')
    link(os.path.join(root, b'three', b'to-nothing'), b'../nowhere')
    settle(root)
    return root


def change(root, seed, count=6, largest=30_000):
    """New, changed, grown, touched, renamed, removed entries; one of each kind and more."""
    rng = random.Random(seed)
    root = os.fsencode(root)
    mtime = MTIME + (seed + 1) * 10**12
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names
                   if not os.path.islink(os.path.join(folder, name)))
    acts = ['new', 'change', 'grow', 'touch', 'rename', 'remove']
    for act in acts + rng.choices(acts, k=max(0, count - len(acts))):
        path = files.pop(rng.randrange(len(files)))
        if act == 'new':
            write(path + b'.new%d' % seed, some_bytes(rng, rng.randrange(largest)), mtime=mtime)
        elif act == 'change':
            write(path, some_bytes(rng, rng.randrange(1, largest)), mtime=mtime)
        elif act == 'grow':
            with open(path, 'ab') as f:
                f.write(some_bytes(rng, rng.randrange(1, 5000)))
            os.utime(path, ns=(mtime, mtime))
        elif act == 'touch':
            os.utime(path, ns=(mtime, mtime))
        elif act == 'rename':
            os.rename(path, path + b'.renamed%d' % seed)
        else:
            os.unlink(path)
    settle(root, mtime)


def copy(source, target):
    """With times, modes and links; what is at the target goes first."""
    if os.path.isdir(target):
        shutil.rmtree(target)
    shutil.copytree(source, target, symlinks=True)
    return target


def become(root, other):
    """Turns a tree into another one; the folder itself stays."""
    for entry in os.scandir(root):
        shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)
    shutil.copytree(other, root, symlinks=True, dirs_exist_ok=True)


def describe(root):
    """{path: {kind, mode, mtime, size, content, target}}; reaches paths of any length."""
    found = {}
    top = os.fsencode(root)
    for folder, names, files, fd in os.fwalk(top):
        below = folder[len(top):].lstrip(b'/')
        found[below or b'.'] = describe_entry(b'.', fd)
        for name in names + files:
            status = os.stat(name, dir_fd=fd, follow_symlinks=False)
            if not stat.S_ISDIR(status.st_mode):
                found[os.path.join(below, name)] = describe_entry(name, fd)
    return found


def describe_entry(name, fd):
    status = os.stat(name, dir_fd=fd, follow_symlinks=False)
    kind = KINDS.get(stat.S_IFMT(status.st_mode), 'special')
    entry = {'kind': kind, 'mtime': status.st_mtime_ns}
    if kind == 'link':
        entry['target'] = os.readlink(name, dir_fd=fd)
    else:
        entry['mode'] = '%04o' % stat.S_IMODE(status.st_mode)
    if kind == 'file':
        entry['size'] = status.st_size
        handle = os.open(name, os.O_RDONLY, dir_fd=fd)
        with open(handle, 'rb') as f:
            entry['content'] = hashlib.file_digest(f, 'sha256').hexdigest()
    return entry


def differences(expected, got, ignore=()):
    """Lines for people. `ignore`: of the fields; the time of links counts only if asked for."""
    lines = []
    for path in sorted(expected.keys() | got.keys()):
        if path not in got:
            lines.append('%r is absent' % path)
        elif path not in expected:
            lines.append('%r should not be there' % path)
        else:
            a, b = expected[path], got[path]
            for field in sorted(a.keys() | b.keys()):
                if field in ignore or (field == 'mtime' and a['kind'] == 'link' and 'linktime' in ignore):
                    continue
                if a.get(field) != b.get(field):
                    lines.append('%r: %s is %s, not %s' % (path, field, b.get(field), a.get(field)))
    return lines
