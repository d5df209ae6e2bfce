#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""UDisks2 as far as the program asks it, with one stick that is a folder.

    played_udisks.py FOLDER POINT

FOLDER is what the stick holds while it is not mounted; mounted, it stands at POINT. Lines on stdin:
plug, unplug, mount POINT. Each is answered with a line.
"""
import os
import sys

import gi
gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

ROOT = '/org/freedesktop/UDisks2'
BLOCK = ROOT + '/block_devices/sdb1'
DRIVE = ROOT + '/drives/usb'
INTERFACES = Gio.DBusNodeInfo.new_for_xml('''<node>
<interface name="org.freedesktop.DBus.ObjectManager">
  <method name="GetManagedObjects"><arg type="a{oa{sa{sv}}}" direction="out"/></method>
</interface>
<interface name="org.freedesktop.UDisks2.Filesystem">
  <method name="Mount"><arg type="a{sv}" direction="in"/><arg type="s" direction="out"/></method>
</interface></node>''').interfaces


class Stick:
    def __init__(self, bus, folder, point):
        self.bus, self.folder, self.usual = bus, folder, point
        self.point = None
        self.plugged = False
        bus.register_object(ROOT, INTERFACES[0], self.call, None, None)
        bus.register_object(BLOCK, INTERFACES[1], self.call, None, None)

    def call(self, _bus, _sender, _path, _interface, method, _arguments, invocation):
        if method == 'GetManagedObjects':
            invocation.return_value(GLib.Variant('(a{oa{sa{sv}}})', (self.objects(),)))
        else:
            self.mount(self.usual)
            invocation.return_value(GLib.Variant('(s)', (self.usual,)))

    def objects(self):
        if not self.plugged:
            return {}
        points = [os.fsencode(self.point) + b'\0'] if self.point else []
        return {
            BLOCK: {
                'org.freedesktop.UDisks2.Block': {
                    'IdUUID': GLib.Variant('s', '1234-ABCD'),
                    'IdLabel': GLib.Variant('s', 'Blue disk'),
                    'Size': GLib.Variant('t', 64_000_000_000),
                    'Drive': GLib.Variant('o', DRIVE)},
                'org.freedesktop.UDisks2.Filesystem': {'MountPoints': GLib.Variant('aay', points)}},
            DRIVE: {'org.freedesktop.UDisks2.Drive': {'Removable': GLib.Variant('b', True)}}}

    def changed(self):
        self.bus.emit_signal(None, BLOCK, 'org.freedesktop.DBus.Properties', 'PropertiesChanged',
                             GLib.Variant('(sa{sv}as)',
                                          ('org.freedesktop.UDisks2.Filesystem', {}, [])))

    def mount(self, point):
        self.unmount()
        os.makedirs(os.path.dirname(point), exist_ok=True)
        os.rename(self.folder, point)
        self.point = point
        self.changed()

    def unmount(self):
        if self.point:
            os.rename(self.point, self.folder)
        self.point = None

    def command(self, words):
        if words[0] == 'unplug':
            self.unmount()
        self.plugged = words[0] != 'unplug'
        if words[0] == 'mount':
            self.mount(' '.join(words[1:]))
        self.changed()


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    stick = Stick(bus, sys.argv[1], sys.argv[2])
    loop = GLib.MainLoop()

    def listen(channel, _condition):
        line = channel.readline()
        if not line:
            loop.quit()
            return False
        stick.command(line.split())
        print('done', flush=True)
        return True

    Gio.bus_own_name_on_connection(bus, 'org.freedesktop.UDisks2', Gio.BusNameOwnerFlags.NONE,
                                   None, None)
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, listen)
    print('ready', flush=True)
    loop.run()


if __name__ == '__main__':
    main()
