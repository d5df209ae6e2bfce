# SPDX-License-Identifier: MIT
"""A logind that knows one person, and lets them linger or not; for python3-dbusmock."""
BUS_NAME = 'org.freedesktop.login1'
MAIN_OBJ = '/org/freedesktop/login1'
MAIN_IFACE = 'org.freedesktop.login1.Manager'
SYSTEM_BUS = False


USER = '/org/freedesktop/login1/user/self'
USER_IFACE = 'org.freedesktop.login1.User'


def load(mock, parameters):
    refuses = parameters.get('refuses', False)
    mock.AddObject(USER, USER_IFACE, {'Linger': False}, [])
    mock.AddMethods(MAIN_IFACE, [
        ('GetUser', 'u', 'o', 'ret = "%s"' % USER),
        ('SetUserLinger', 'ubb', '',
         'raise dbus.exceptions.DBusException("Permission denied", name="org.freedesktop.DBus.Error.AccessDenied")'
         if refuses else 'objects["%s"].Set("%s", "Linger", True)' % (USER, USER_IFACE)),
    ])
