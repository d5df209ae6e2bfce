// SPDX-License-Identifier: MIT
#include "app/gui/security_settings.h"

#include <QSettings>

namespace cairn::gui {

namespace {

const char *keyOf(Guarded what)
{
    return what == Guarded::Opening ? "security/askToOpen" : "security/askToRestore";
}

} // namespace

bool isGuarded(Guarded what)
{
    return QSettings().value(keyOf(what), false).toBool();
}

void setGuarded(Guarded what, bool guarded)
{
    QSettings().setValue(keyOf(what), guarded);
}

} // namespace cairn::gui
