// SPDX-License-Identifier: MIT
// Runs on a bus of its own (dbus-run-session), where a played notification service answers, or
// none.
#include "app/shared/notify/notifier.h"
#include "tests/support/played_service.h"

#include <QDBusArgument>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20'000;
const QString kService = u"org.freedesktop.Notifications"_s;
const QString kRoot = u"/org/freedesktop/Notifications"_s;

// One with the abilities named.
class Desktop final
{
public:
    explicit Desktop(const QString &abilities)
        : played(kService, kRoot, u"notification_daemon"_s,
                 u"{\"capabilities\": \"%1\"}"_s.arg(abilities))
    {
    }
    bool comesUp() const
    {
        return QTest::qWaitFor([this] { return played.isThere(); }, kPatienceMs);
    }
    QList<QVariantList> shown() const { return played.calls(u"Notify"_s); }
    bool press(uint id, const QString &action) const
    {
        return played.emitSignal(kService, u"ActionInvoked"_s, u"us"_s, {id, action});
    }

    test::PlayedService played;
};

Notifier::Message message(const QString &key, const QString &title = u"Title"_s)
{
    Notifier::Message made;
    made.key = key;
    made.title = title;
    made.body = u"A < B & C"_s;
    made.actions = {{u"show"_s, u"Show"_s}, {u"later"_s, u"Later"_s}};
    return made;
}

enum Argument { Replaces = 1, Icon, Summary, Body, Actions, Hints, Timeout };

} // namespace

class TestNotifier final : public QObject
{
    Q_OBJECT

    QDBusConnection m_bus = QDBusConnection::sessionBus();
    std::vector<Notifier::Message> m_other;

    Notifier::OtherWay otherWay()
    {
        m_other.clear();
        return [this](const Notifier::Message &message) { m_other.push_back(message); };
    }

private Q_SLOTS:
    void withoutAServiceTheOtherWayIsTaken()
    {
        Notifier notifier(m_bus, otherWay());
        notifier.show(message(u"a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_other.size(), 1U, kPatienceMs);
        QCOMPARE(m_other.front().body, u"A < B & C"_s);
        notifier.close(u"a"_s);
    }

    void withoutABusTheOtherWayIsTaken()
    {
        Notifier notifier(QDBusConnection(u"nobody"_s), otherWay());
        notifier.show(message(u"a"_s));
        QCOMPARE(m_other.size(), 1U);
    }

    void aNoticeIsShownAsTheServiceCanShowIt_data()
    {
        QTest::addColumn<QString>("abilities");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QStringList>("actions");
        const QStringList actions{u"show"_s,  u"Show"_s,    u"later"_s,
                                  u"Later"_s, u"default"_s, u"Show"_s};
        QTest::newRow("all") << u"body body-markup actions"_s << "A &lt; B &amp; C" << actions;
        QTest::newRow("no markup") << u"body actions"_s << "A < B & C" << actions;
        QTest::newRow("no buttons") << u"body"_s << "A < B & C" << QStringList();
    }
    void aNoticeIsShownAsTheServiceCanShowIt()
    {
        QFETCH(const QString, abilities);
        QFETCH(const QString, body);
        QFETCH(const QStringList, actions);
        const Desktop desktop(abilities);
        QVERIFY(desktop.comesUp());
        Notifier notifier(m_bus, otherWay());
        auto shown = message(u"a"_s);
        shown.urgency = Notifier::Urgency::Critical;
        notifier.show(shown);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 1, kPatienceMs);
        const QVariantList call = desktop.shown().constFirst();
        QCOMPARE(call[Replaces].toUInt(), 0U);
        QCOMPARE(call[Summary].toString(), u"Title"_s);
        QCOMPARE(call[Body].toString(), body);
        QCOMPARE(qdbus_cast<QStringList>(call[Actions]), actions);
        QCOMPARE(qdbus_cast<QVariantMap>(call[Hints]).value(u"urgency"_s).toInt(), 2);
        QVERIFY(m_other.empty());
    }

    void oneNoticeACauseReplacesTheOneBefore()
    {
        const Desktop desktop(u"body actions"_s);
        QVERIFY(desktop.comesUp());
        Notifier notifier(m_bus, otherWay());
        // At once: before the number of the first is known.
        notifier.show(message(u"a"_s, u"one"_s));
        notifier.show(message(u"b"_s, u"other"_s));
        notifier.show(message(u"a"_s, u"two"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 3, kPatienceMs);
        notifier.show(message(u"a"_s, u"three"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 4, kPatienceMs);
        QList<uint> replaced;
        for (const QVariantList &call : desktop.shown())
            if (call[Summary].toString() != u"other"_s)
                replaced << call[Replaces].toUInt();
        QCOMPARE(replaced, QList<uint>({0, 1, 1}));
    }

    void aButtonAndAPlainClickAreAnswers()
    {
        const Desktop desktop(u"body actions"_s);
        QVERIFY(desktop.comesUp());
        Notifier notifier(m_bus, otherWay());
        QSignalSpy answered(&notifier, &Notifier::answered);
        notifier.show(message(u"a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 1, kPatienceMs);
        QVERIFY(desktop.press(77, u"later"_s)); // of another program
        QVERIFY(desktop.press(1, u"later"_s));
        QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, kPatienceMs);
        QCOMPARE(answered.takeFirst(), QVariantList({u"a"_s, u"later"_s, QString()}));
        QVERIFY(desktop.played.emitSignal(kService, u"ActivationToken"_s, u"us"_s,
                                          {1U, u"leave to rise"_s}));
        QVERIFY(desktop.press(1, u"default"_s));
        QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, kPatienceMs);
        QCOMPARE(answered.takeFirst(), QVariantList({u"a"_s, u"show"_s, u"leave to rise"_s}));
    }

    // Nobody knows that what is pressed or closed is being shown anew in that instant.
    void whatIsShownAnewStillAnswers()
    {
        const Desktop desktop(u"body actions"_s);
        QVERIFY(desktop.comesUp());
        Notifier notifier(m_bus, otherWay());
        QSignalSpy answered(&notifier, &Notifier::answered);
        QSignalSpy closed(&notifier, &Notifier::closed);
        notifier.show(message(u"a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 1, kPatienceMs);
        auto anew = message(u"a"_s);
        anew.actions = {{u"other"_s, u"Other"_s}};
        desktop.played.emitSignalNext(kService, u"ActionInvoked"_s, u"us"_s, {1U, u"default"_s});
        desktop.played.emitSignalNext(kService, u"NotificationClosed"_s, u"uu"_s, {1U, 2U});
        notifier.show(anew);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 2, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, kPatienceMs);
        QCOMPARE(answered.takeFirst(), QVariantList({u"a"_s, u"show"_s, QString()}));
        QVERIFY(closed.isEmpty()); // it is there again
        QVERIFY(desktop.press(1, u"default"_s));
        QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, kPatienceMs);
        QCOMPARE(answered.takeFirst(), QVariantList({u"a"_s, u"other"_s, QString()}));
        notifier.close(u"a"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.played.calls(u"CloseNotification"_s).size(), 1,
                                  kPatienceMs);
    }

    // Of an answer Qt may tell later than of what came after it.
    void whatIsToldBeforeTheNumberWaitsForIt()
    {
        const Desktop desktop(u"body actions"_s);
        QVERIFY(desktop.comesUp());
        Notifier notifier(m_bus, otherWay());
        QSignalSpy answered(&notifier, &Notifier::answered);
        QSignalSpy closed(&notifier, &Notifier::closed);
        notifier.show(message(u"a"_s)); // with it the abilities are known
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 1, kPatienceMs);
        const auto tell = [&desktop](const QString &signal, const QString &types,
                                     const QVariantList &values) {
            desktop.played.emitSignalNext(kService, signal, types, values);
        };
        tell(u"ActivationToken"_s, u"us"_s, {2U, u"leave to rise"_s});
        tell(u"ActionInvoked"_s, u"us"_s, {2U, u"later"_s});
        tell(u"NotificationClosed"_s, u"uu"_s, {2U, 2U});
        tell(u"ActionInvoked"_s, u"us"_s, {77U, u"later"_s}); // of another program
        notifier.show(message(u"b"_s));
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, kPatienceMs);
        QCOMPARE(closed.takeFirst(), QVariantList({u"b"_s}));
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.takeFirst(), QVariantList({u"b"_s, u"later"_s, u"leave to rise"_s}));
    }

    void whatIsOverIsClosed()
    {
        const Desktop desktop(u"body"_s);
        QVERIFY(desktop.comesUp());
        Notifier notifier(m_bus, otherWay());
        QSignalSpy closed(&notifier, &Notifier::closed);
        notifier.show(message(u"a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 1, kPatienceMs);
        notifier.close(u"b"_s); // is not shown
        notifier.close(u"a"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.played.calls(u"CloseNotification"_s).size(), 1,
                                  kPatienceMs);
        notifier.show(message(u"c"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 2, kPatienceMs);
        QVERIFY(desktop.played.emitSignal(kService, u"NotificationClosed"_s, u"uu"_s, {2U, 2U}));
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, kPatienceMs);
        QCOMPARE(closed.takeFirst(), QVariantList({u"c"_s}));
        notifier.show(message(u"c"_s)); // what was closed is not replaced
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 3, kPatienceMs);
        QCOMPARE(desktop.shown().constLast()[Replaces].toUInt(), 0U);
    }

    void aServiceThatIsStartedAgainIsAskedAgain()
    {
        Notifier notifier(m_bus, otherWay());
        {
            Desktop desktop(u"body body-markup"_s);
            QVERIFY(desktop.comesUp());
            notifier.show(message(u"a"_s));
            QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 1, kPatienceMs);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!m_bus.interface()->isServiceRegistered(kService), kPatienceMs);
        const Desktop desktop(u"body actions"_s);
        QVERIFY(desktop.comesUp());
        notifier.show(message(u"a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown().size(), 1, kPatienceMs);
        const QVariantList call = desktop.shown().constFirst();
        QCOMPARE(call[Replaces].toUInt(), 0U);
        QCOMPARE(call[Body].toString(), u"A < B & C"_s);
        QVERIFY(m_other.empty());
    }
};

QTEST_MAIN(TestNotifier)
#include "test_notifier.moc"
