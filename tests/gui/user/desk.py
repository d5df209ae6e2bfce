# SPDX-License-Identifier: MIT
"""A desktop for one person: a screen, a window manager, a bus, and the program as a process.

Widgets are found over AT-SPI by their accessible names, as a screen reader does, and clicked in
their middle on the screen, so that a covered, hidden or unnamed button is no button. Clicks and
keys are counted. CAIRN_GUI names the program.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), 'oracle'))

PROGRAM = os.path.abspath(os.environ.get('CAIRN_GUI') or 'cairn')
PATIENCE = float(os.environ.get('CAIRN_PATIENCE', '60'))
SIZE = '2400x1500x24'
BUS_TALK = re.compile(r'^(dbus-daemon|\*\* |\(gcr-prompter|GNOME_KEYRING|SpiRegistry)|^$')
SANITIZER = re.compile(r'(AddressSanitizer|LeakSanitizer|UndefinedBehavior|runtime error:)')


def on_private_bus():
    """Starts this program again below a bus of its own, and ends with it."""
    if os.environ.get('CAIRN_DESK') == '1':
        return
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(('DBUS_', 'XDG_', 'AT_SPI'))}
    environment['CAIRN_DESK'] = '1'
    environment.pop('DISPLAY', None)
    environment.pop('WAYLAND_DISPLAY', None)
    command = ['dbus-run-session', '--', sys.executable, '-B'] + sys.argv
    # Services that the bus starts have a home of their own too.
    with tempfile.TemporaryDirectory(prefix='cairn-desk-') as home:
        environment['HOME'] = home
        # Those that end with the bus say so.
        result = subprocess.run(command, env=environment, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)
        for line in result.stdout.splitlines():
            if not BUS_TALK.search(line):
                print(line, file=sys.stderr)
    sys.exit(result.returncode)


class Desk:
    """All that one test needs; close() ends every process of it."""

    def __init__(self):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix='cairn-desk-'))
        self.home = os.path.join(self.root, 'home')
        os.makedirs(self.home)
        self.log = os.path.join(self.root, 'log')
        self.clicks = self.keys = 0
        self.program = None
        self.pointer = None
        self.started = []
        self.given = set()      # characters that the keyboard was given
        self.atspi = self.glib = None
        self._screen()
        self._accessibility()

    def start(self, command, **more):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, **more)
        self.started.append(process)
        return process

    def _screen(self):
        read, write = os.pipe()
        # It would begin anew, and refuse who comes meanwhile, each time the last program leaves it.
        self.start(['Xvfb', '-displayfd', str(write), '-screen', '0', SIZE, '-nolisten', 'tcp',
                    '-noreset'], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as number:
            os.environ['DISPLAY'] = ':' + number.readline().strip()
        # A manager that comes later moves a window from under the pointer.
        ready = os.path.join(self.root, 'openbox is ready')
        self.start(['openbox', '--sm-disable', '--startup', "touch '%s'" % ready],
                   env=dict(os.environ, HOME=self.root))
        end = time.monotonic() + PATIENCE
        while not os.path.exists(ready):
            if time.monotonic() > end:
                raise AssertionError('the window manager does not start')
            time.sleep(0.02)

    def withoutKey(self, text):
        """Its characters that the keyboard has no key for, each once."""
        return sorted({c for c in text if not c.isascii()} - self.given)

    def giveKeys(self, text):
        """Puts those of its characters that have none on keys of the keyboard, before the program
        starts. xdotool would lend each a key while it types it, which a busy program reads too late."""
        keyboard = subprocess.run(['xkbcomp', '-w0', '-xkb', os.environ['DISPLAY'], '-'], check=True,
                                  stdout=subprocess.PIPE, text=True).stdout
        symbols = keyboard.index('\nxkb_symbols ')
        free = [code for code in range(246, 256) if '<I%d>' % code not in keyboard[symbols:]]
        missing = self.withoutKey(text)
        if len(missing) > len(free):
            raise AssertionError('%d keys are free, for %s' % (len(free), missing))
        keys = ''.join('\n    key <I%d> { [ U%04X ] };' % (code, ord(c)) for c, code in zip(missing, free))
        end = keyboard.index('\n};', symbols)
        subprocess.run(['xkbcomp', '-w0', '-', os.environ['DISPLAY']], check=True, text=True,
                       input=keyboard[:end] + keys + keyboard[end:], stderr=subprocess.DEVNULL)
        self.given.update(missing)

    def _accessibility(self):
        # Toolkits look at this before they say anything about themselves.
        subprocess.run(['dbus-send', '--session', '--print-reply', '--dest=org.a11y.Bus',
                        '/org/a11y/bus', 'org.freedesktop.DBus.Properties.Set',
                        'string:org.a11y.Status', 'string:IsEnabled', 'variant:boolean:true'],
                       check=True, stdout=subprocess.DEVNULL)
        warnings.simplefilter('ignore', ImportWarning)  # of how the bindings are loaded
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi, GLib
        self.atspi, self.glib = Atspi, GLib
        Atspi.init()

    def environment(self, home=None):
        environment = dict(os.environ)
        home = home or self.home
        runtime = os.path.join(self.root, 'runtime')
        os.makedirs(runtime, mode=0o700, exist_ok=True)
        # What a test puts there is found first.
        path = os.pathsep.join([os.path.join(self.root, 'bin'), os.environ['PATH']])
        environment.update(HOME=home, PATH=path, XDG_RUNTIME_DIR=runtime, QT_LINUX_ACCESSIBILITY_ALWAYS_ON='1',
                           QT_QPA_PLATFORM='xcb', LC_ALL='C.UTF-8',
                           ASAN_OPTIONS=os.environ.get('ASAN_OPTIONS', 'report_globals=0'),  # starts sooner
                           LSAN_OPTIONS='print_suppressions=0:suppressions=' + os.path.join(HERE, 'leaks.txt'),
                           UBSAN_OPTIONS='print_stacktrace=1')
        return environment

    def launch(self, *arguments, home=None):
        with open(self.log, 'ab') as log:
            self.program = subprocess.Popen([PROGRAM, *arguments], env=self.environment(home),
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if '--hidden' in arguments:
            self.application()
        else:
            # Before it has the keyboard a window may still be put elsewhere.
            self.until(self._active, 'a window of the program is the active one')

    def _active(self):
        application = self.application()
        application.clear_cache()
        windows = [application.get_child_at_index(i) for i in range(application.get_child_count())]
        return any(window and window.get_state_set().contains(self.atspi.StateType.ACTIVE)
                   for window in windows)

    def quit(self):
        """By the menu's key, as a person does it."""
        self.key('ctrl+q')
        self.program.wait(PATIENCE)
        code, self.program = self.program.returncode, None
        if code != 0:
            raise AssertionError('the program ended with %d\n%s' % (code, self.said()))

    def said(self):
        if not os.path.exists(self.log):
            return ''
        with open(self.log, encoding='utf-8', errors='replace') as log:
            return log.read()

    def close(self):
        for process in ([self.program] if self.program else []) + self.started[::-1]:
            process.send_signal(signal.SIGKILL)
            process.wait()
        said = self.said()
        shutil.rmtree(self.root, ignore_errors=True)
        if SANITIZER.search(said):
            raise AssertionError(said)

    # Finding

    def application(self):
        def find():
            desktop = self.atspi.get_desktop(0)
            for i in range(desktop.get_child_count()):
                child = desktop.get_child_at_index(i)
                if child and child.get_process_id() == self.program.pid:
                    return child
            if self.program.poll() is not None:
                raise AssertionError('the program has ended:\n' + self.said())
            return None
        return self.until(find, 'the program is on the accessibility bus')

    def until(self, ask, what, patience=PATIENCE):
        end = time.monotonic() + patience
        while True:
            try:
                answer = ask()
            except self.glib.GError:  # what was looked at went meanwhile
                answer = None
            if answer:
                return answer
            if time.monotonic() > end:
                raise AssertionError('waited in vain: %s\n%s' % (what, self.dump()))
            time.sleep(0.1)

    def walk(self, node=None, depth=0):
        """Every accessible object that is shown, from the top."""
        node = node or self.application()
        try:
            if depth == 0:
                node.clear_cache()
            states = node.get_state_set()
            count = min(node.get_child_count(), 400)
            shown = depth == 0 or states.contains(self.atspi.StateType.SHOWING) or \
                node.get_role() == self.atspi.Role.FRAME
        except self.glib.GError:  # gone meanwhile
            return
        if not shown:
            return
        yield node
        for i in range(count):
            try:
                child = node.get_child_at_index(i)
            except self.glib.GError:
                return
            if child:
                yield from self.walk(child, depth + 1)

    def dump(self):
        lines = []
        for node in self.walk():
            lines.append('%s %r' % (node.get_role_name(), node.get_name()))
        return '\n'.join(lines) + '\n' + self.said()

    def look(self, name, role=None):
        """What is shown under this name: the text, or a compiled pattern."""
        matches = name.search if hasattr(name, 'search') else (lambda text: text == name)
        for node in self.walk():
            if (role is None or node.get_role_name() == role) and matches(node.get_name() or ''):
                return node
        return None

    def find(self, name, role=None, patience=PATIENCE):
        return self.until(lambda: self.look(name, role), 'something called %s' % (name,), patience)

    def lookEnabled(self, name, role=None):
        """None where it is not shown, or cannot be used."""
        node = self.look(name, role)
        # A row says nothing of the list around it, which may not be ready yet.
        return node if node and all(one.get_state_set().contains(self.atspi.StateType.ENABLED)
                                    for one in (node, node.get_parent())) else None

    def enabled(self, name, role=None):
        return self.until(lambda: self.lookEnabled(name, role), '%s can be used' % (name,))

    def text(self, name):
        node = self.find(name) if isinstance(name, (str, re.Pattern)) else name
        return self.atspi.Text.get_text(node, 0, self.atspi.Text.get_character_count(node))

    # Doing

    def centre(self, node):
        area = self.atspi.Component.get_extents(node, self.atspi.CoordType.SCREEN)
        if area.width <= 0 or area.height <= 0:
            raise AssertionError('%r has no place on the screen' % node.get_name())
        return area.x + area.width // 2, area.y + area.height // 2

    def click(self, name, role=None, times=1, button=1):
        node = self.enabled(name, role) if isinstance(name, (str, re.Pattern)) else name
        # What moves meanwhile, as a new window does to its place, is followed. Where it is already,
        # xdotool would wait for the pointer to move, for 15 seconds.
        while (place := self.centre(node)) != self.pointer:
            subprocess.run(['xdotool', 'mousemove', '--sync', *map(str, place)], check=True)
            self.pointer = place
        subprocess.run(['xdotool', 'click', '--repeat', str(times), '--delay', '60', str(button)],
                       check=True)
        self.clicks += 1
        time.sleep(0.2)

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)
        self.keys += len(keys)
        time.sleep(0.2)

    def type(self, text):
        if lent := self.withoutKey(text):
            raise AssertionError('no key for %s: giveKeys() first' % lent)
        subprocess.run(['xdotool', 'type', '--delay', '15', text], check=True)
        self.keys += len(text)
        time.sleep(0.2)

    def picture(self, file):
        subprocess.run(['import', '-window', 'root', file], check=True)
