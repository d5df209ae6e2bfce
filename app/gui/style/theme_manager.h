// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/style/theme.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QFont>
#include <QObject>
#include <QPointer>

#include <optional>

QT_BEGIN_NAMESPACE
class QApplication;
QT_END_NAMESPACE

namespace cairn::gui {

class AppStyle;

// Gives the application its style, palette and font, and follows the desktop where it may.
// The desktop is asked over D-Bus and answers when it likes: nothing here waits for it.
class ThemeManager final : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark, HighContrast };

    explicit ThemeManager(QApplication &app);
    // For a test: the bus that the desktop's settings are on.
    ThemeManager(QApplication &app, const QDBusConnection &bus);

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    // The size of texts in percent of the desktop's font, 90 to 150.
    void setTextPercent(int percent);
    int textPercent() const { return m_textPercent; }
    void setReduceMotion(bool reduce);
    bool reduceMotion() const { return m_reduceMotion; }

    // False when the desktop or the person wants nothing to move.
    bool motion() const { return !m_reduceMotion && m_desktopAnimates; }
    const Theme &theme() const;

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askDesktop();
    // True when it is a setting that counts here.
    bool take(const QString &group, const QString &key, const QVariant &value);
    void apply();

    QApplication &m_app;
    QDBusConnection m_bus;
    QPointer<AppStyle> m_style; // the application owns it
    QFont m_desktopFont;
    Mode m_mode = Mode::System;
    int m_textPercent = 100;
    bool m_reduceMotion = false;
    bool m_darkWindow = false; // by the palette that the desktop gave, for want of a portal
    bool m_desktopAnimates = true;
    std::optional<bool> m_portalDark;
    bool m_portalContrast = false;
    bool m_gnomeContrast = false;
};

} // namespace cairn::gui
