// SPDX-License-Identifier: MIT
#include "core/base/time_zone.h"

#include <QTest>
#include <QTimeZone>

using namespace cairn;

class TestTimeZone final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        qputenv("TZ", "UTC");
        ::tzset();
    }

    void aKnownZoneStays_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("zone");
        QTest::newRow("its name") << QByteArray("Europe/Berlin") << QByteArray("Europe/Berlin");
        QTest::newRow("with a colon")
            << QByteArray(":Europe/Berlin") << QByteArray("Europe/Berlin");
        QTest::newRow("its file") << QByteArray("/usr/share/zoneinfo/Europe/Berlin")
                                  << QByteArray("Europe/Berlin");
        QTest::newRow("its file, with a colon")
            << QByteArray(":/usr/share/zoneinfo/Asia/Tokyo") << QByteArray("Asia/Tokyo");
    }
    void aKnownZoneStays()
    {
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, zone);
        qputenv("TZ", variable);
        QCOMPARE(settleTimeZone(), QString());
        QCOMPARE(QTimeZone::systemTimeZone().id(), zone);
    }

    void anUnknownZoneGivesWay()
    {
        for (const char *variable : {"Mars/Nowhere", "/nowhere/zoneinfo/Mars", "/etc/passwd"}) {
            qputenv("TZ", variable);
            const QString said = settleTimeZone();
            QVERIFY2(said.contains(QLatin1String(variable)), variable);
            QVERIFY(QTimeZone::systemTimeZone().isValid());
            QCOMPARE(settleTimeZone(), QString()); // once
        }
    }
};

QTEST_GUILESS_MAIN(TestTimeZone)
#include "test_time_zone.moc"
