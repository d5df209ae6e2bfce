#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A panel that shows icons of the StatusNotifierItem kind, as far as a program asks it.

Whoever registers is kept; the service's name and path of each are the property
RegisteredStatusNotifierItems, as the specification has it.
"""
import gi
gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

NAME = 'org.kde.StatusNotifierWatcher'
INTERFACE = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="%s">
  <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
  <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
  <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
  <signal name="StatusNotifierItemRegistered"><arg type="s"/></signal>
  <signal name="StatusNotifierItemUnregistered"><arg type="s"/></signal>
  <signal name="StatusNotifierHostRegistered"/>
</interface></node>''' % NAME).interfaces[0]
items = {}    # where its name is: the item


def call(bus, sender, path, interface, method, arguments, invocation):
    if method == 'RegisterStatusNotifierItem':
        named = arguments.unpack()[0]
        items[sender] = sender + named if named.startswith('/') else named + '/StatusNotifierItem'
        bus.emit_signal(None, path, interface, 'StatusNotifierItemRegistered',
                        GLib.Variant('(s)', (items[sender],)))
    invocation.return_value(None)


def get(_bus, _sender, _path, _interface, name):
    return {'RegisteredStatusNotifierItems': GLib.Variant('as', sorted(items.values())),
            'IsStatusNotifierHostRegistered': GLib.Variant('b', True),
            'ProtocolVersion': GLib.Variant('i', 0)}[name]


def gone(_bus, _sender, _path, _interface, _signal, change):
    name, _, owner = change.unpack()
    if not owner:
        items.pop(name, None)


session = Gio.bus_get_sync(Gio.BusType.SESSION)
session.signal_subscribe('org.freedesktop.DBus', 'org.freedesktop.DBus', 'NameOwnerChanged', None, None,
                         Gio.DBusSignalFlags.NONE, gone)
session.register_object('/StatusNotifierWatcher', INTERFACE, call, get, None)
Gio.bus_own_name_on_connection(session, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
GLib.MainLoop().run()
