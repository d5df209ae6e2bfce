// SPDX-License-Identifier: MIT
#include "app/gui/style/theme_manager.h"

#include "app/gui/style/app_style.h"

#include <QApplication>
#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kAppearance = u"org.freedesktop.appearance"_s;
const QString kGnome = u"org.gnome.desktop.interface"_s;
const QString kGnomeA11y = u"org.gnome.desktop.a11y.interface"_s;
constexpr qreal kLeastPoints = 10;
constexpr int kDarkBelow = 128;

} // namespace

ThemeManager::ThemeManager(QApplication &app)
    : ThemeManager(app, QDBusConnection::sessionBus())
{
}

ThemeManager::ThemeManager(QApplication &app, const QDBusConnection &bus)
    : m_app(app)
    , m_bus(bus)
    , m_desktopFont(QApplication::font())
    , m_darkWindow(QApplication::palette().color(QPalette::Window).lightness() < kDarkBelow)
{
    m_style = new AppStyle(theme());
    QApplication::setStyle(m_style);
    apply();
    askDesktop();
}

void ThemeManager::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    apply();
}

void ThemeManager::setTextPercent(int percent)
{
    percent = qBound(90, percent, 150);
    if (m_textPercent == percent)
        return;
    m_textPercent = percent;
    apply();
}

void ThemeManager::setReduceMotion(bool reduce)
{
    if (m_reduceMotion == reduce)
        return;
    m_reduceMotion = reduce;
    apply();
}

const Theme &ThemeManager::theme() const
{
    const bool desktopDark = m_portalDark.value_or(m_darkWindow);
    const bool desktopContrast = m_portalContrast || m_gnomeContrast;
    switch (m_mode) {
    case Mode::Light:
        return Theme::of(Theme::Mode::Light, desktopContrast);
    case Mode::Dark:
        return Theme::of(Theme::Mode::Dark, desktopContrast);
    case Mode::System:
    case Mode::HighContrast:
        break;
    }
    return Theme::of(desktopDark ? Theme::Mode::Dark : Theme::Mode::Light,
                     desktopContrast || m_mode == Mode::HighContrast);
}

void ThemeManager::apply()
{
    if (!m_style) // someone gave the application another style
        return;
    const Theme &now = theme();
    QFont font = m_desktopFont;
    const qreal points = qMax(kLeastPoints, font.pointSizeF());
    font.setPointSizeF(points * m_textPercent / 100.0);
    QApplication::setFont(font);
    m_style->setMotion(motion());
    QApplication::setPalette(themePalette(now));
    m_style->setTheme(now);
    Q_EMIT changed();
}

void ThemeManager::askDesktop()
{
    if (!m_bus.isConnected())
        return;
    // connect() finds the types of a slot by name, and this one has none before D-Bus was used.
    qRegisterMetaType<QDBusVariant>();
    // Without a service name: with one, connect() would ask the bus for its owner and wait.
    m_bus.connect(QString(), kPath, kInterface, u"SettingChanged"_s, this,
                  SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"ReadAll"_s);
    call << QStringList{kAppearance, kGnome, kGnomeA11y};
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusMessage reply = watcher->reply();
        // No portal is no error: the palette that the desktop gave decides.
        if (watcher->isError() || reply.arguments().isEmpty())
            return;
        const auto groups = qdbus_cast<QMap<QString, QVariantMap>>(reply.arguments().constFirst());
        bool any = false;
        for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
            for (auto entry = group->cbegin(); entry != group->cend(); ++entry)
                any = take(group.key(), entry.key(), entry.value()) || any;
        }
        if (any)
            apply();
    });
}

void ThemeManager::onSettingChanged(const QString &group, const QString &key,
                                    const QDBusVariant &value)
{
    if (take(group, key, value.variant()))
        apply();
}

bool ThemeManager::take(const QString &group, const QString &key, const QVariant &value)
{
    if (group == kAppearance && key == "color-scheme"_L1) {
        const uint scheme = value.toUInt(); // 1 dark, 2 light, 0 no wish
        m_portalDark = scheme == 0 ? std::nullopt : std::optional(scheme == 1);
    } else if (group == kAppearance && key == "contrast"_L1) {
        m_portalContrast = value.toUInt() == 1;
    } else if (group == kGnomeA11y && key == "high-contrast"_L1) {
        m_gnomeContrast = value.toBool();
    } else if (group == kGnome && key == "enable-animations"_L1) {
        m_desktopAnimates = value.toBool();
    } else {
        return false;
    }
    return true;
}

} // namespace cairn::gui
