// SPDX-License-Identifier: MIT
// Runs on a bus of its own (dbus-run-session), where a fake portal answers.
#include "app/gui/style/app_style.h"
#include "app/gui/style/theme_manager.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVirtualObject>
#include <QSignalSpy>
#include <QTest>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kAppearance = u"org.freedesktop.appearance"_s;

// Holds its answer back until the test lets it go.
class FakePortal final : public QDBusVirtualObject
{
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        if (message.member() != "ReadAll"_L1)
            return false;
        message.setDelayedReply(true);
        m_asked << message;
        m_bus = bus.name();
        return true;
    }
    qsizetype asked() const { return m_asked.size(); }
    void answer(uint scheme, bool animations)
    {
        const QMap<QString, QVariantMap> groups{
            {kAppearance, {{u"color-scheme"_s, scheme}, {u"contrast"_s, 0U}}},
            {u"org.gnome.desktop.interface"_s, {{u"enable-animations"_s, animations}}}};
        const QVariant reply = QVariant::fromValue(groups);
        for (const QDBusMessage &message : std::as_const(m_asked))
            QDBusConnection(m_bus).send(message.createReply(reply));
        m_asked.clear();
    }
    static void change(const QDBusConnection &bus, const QString &key, const QVariant &value)
    {
        QDBusMessage signal = QDBusMessage::createSignal(kPath, kInterface, u"SettingChanged"_s);
        signal << kAppearance << key << QVariant::fromValue(QDBusVariant(value));
        bus.send(signal);
    }

private:
    QList<QDBusMessage> m_asked;
    QString m_bus;
};

} // namespace

class TestThemeManager final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qDBusRegisterMetaType<QMap<QString, QVariantMap>>();
        QVERIFY(m_desktop.isConnected());
        QVERIFY(m_desktop.registerVirtualObject(kPath, &m_portal));
        QVERIFY(m_desktop.registerService(kService));
    }

    void theAnswerOfTheDesktopIsAwaitedByNobody()
    {
        ThemeManager manager(*qApp, m_program);
        QVERIFY(!manager.theme().highContrast);
        QCOMPARE(manager.theme(), Theme::light()); // offscreen has a light palette
        QSignalSpy changes(&manager, &ThemeManager::changed);

        QTRY_COMPARE(m_portal.asked(), 1);
        m_portal.answer(1, false);
        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(manager.theme(), Theme::dark());
        QVERIFY(!manager.motion());
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::dark().window);
        QCOMPARE(AppStyle::themeOf(nullptr), Theme::dark());

        FakePortal::change(m_desktop, u"contrast"_s, 1U);
        QTRY_COMPARE(changes.size(), 2);
        QCOMPARE(manager.theme(), Theme::highContrastDark());
        FakePortal::change(m_desktop, u"contrast"_s, 0U);
        FakePortal::change(m_desktop, u"color-scheme"_s, 2U);
        QTRY_COMPARE(changes.size(), 4);
        QCOMPARE(manager.theme(), Theme::light());

        manager.setMode(ThemeManager::Mode::Dark);
        QCOMPARE(manager.theme(), Theme::dark());
        manager.setMode(ThemeManager::Mode::HighContrast);
        QCOMPARE(manager.theme(), Theme::highContrastLight());
    }

    void textsGrowWithinLimits()
    {
        const QFont before = QApplication::font();
        ThemeManager manager(*qApp, m_program);
        const qreal body = QApplication::font().pointSizeF();
        QVERIFY(body >= 10);
        manager.setTextPercent(400);
        QCOMPARE(manager.textPercent(), 150);
        QCOMPARE(QApplication::font().pointSizeF(), body * 1.5);
        manager.setTextPercent(100);
        QApplication::setFont(before);
    }

    void aDesktopWithoutABusIsNoError()
    {
        ThemeManager manager(*qApp, QDBusConnection(u"there is none"_s));
        QCOMPARE(manager.mode(), ThemeManager::Mode::System);
        QVERIFY(manager.motion());
    }

private:
    FakePortal m_portal;
    QDBusConnection m_desktop =
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"desktop"_s);
    QDBusConnection m_program =
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"program"_s);
};

QTEST_MAIN(TestThemeManager)
#include "test_theme_manager.moc"
