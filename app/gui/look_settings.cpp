// SPDX-License-Identifier: MIT
#include "app/gui/look_settings.h"

#include <QSettings>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr const char *kMode = "look/mode";
constexpr const char *kTextPercent = "look/textPercent";
constexpr const char *kReduceMotion = "look/reduceMotion";

} // namespace

void loadLook(ThemeManager &theme)
{
    const QSettings settings;
    const int last = int(ThemeManager::Mode::HighContrast);
    theme.setMode(ThemeManager::Mode(std::clamp(settings.value(kMode, 0).toInt(), 0, last)));
    theme.setTextPercent(settings.value(kTextPercent, 100).toInt());
    theme.setReduceMotion(settings.value(kReduceMotion, false).toBool());
}

void saveLook(const ThemeManager &theme)
{
    QSettings settings;
    settings.setValue(kMode, int(theme.mode()));
    settings.setValue(kTextPercent, theme.textPercent());
    settings.setValue(kReduceMotion, theme.reduceMotion());
}

} // namespace cairn::gui
