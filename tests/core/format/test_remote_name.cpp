// SPDX-License-Identifier: MIT
#include "core/format/remote_name.h"

#include <QTest>

using namespace cairn;

class TestRemoteName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesThatAreWrittenAreRead()
    {
        const std::string id = "0123456789abcdef0123456789abcdef";
        QCOMPARE(dblockName("duplicati", id, "zip", ""),
                 "duplicati-b0123456789abcdef0123456789abcdef.dblock.zip");
        QCOMPARE(dindexName("x", id, "zip", "aes"),
                 "x-i0123456789abcdef0123456789abcdef.dindex.zip.aes");
        QCOMPARE(dlistName("duplicati", 1704164645, "zip", "gpg"),
                 "duplicati-20240102T030405Z.dlist.zip.gpg");

        const auto dblock = parseRemoteName(dblockName("duplicati", id, "zip", ""));
        QVERIFY(dblock);
        QCOMPARE(dblock->prefix, "duplicati");
        QVERIFY(dblock->kind == VolumeKind::Dblock);
        QCOMPARE(dblock->id, id);
        QVERIFY(!dblock->stamped);
        QCOMPARE(dblock->compression, "zip");
        QCOMPARE(dblock->encryption, "");

        const auto dlist = parseRemoteName("duplicati-20240102T030405Z.dlist.zip.gpg");
        QVERIFY(dlist && dlist->kind == VolumeKind::Dlist && dlist->stamped);
        QCOMPARE(dlist->time, std::int64_t(1704164645));
        QCOMPARE(dlist->encryption, "gpg");
        QVERIFY(!dlist->parity);
    }

    void accepts_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("encryption");
        QTest::newRow("short id") << QByteArray("p-b1.dblock.zip") << 0 << QByteArray("1")
                                  << QByteArray();
        QTest::newRow("capital") << QByteArray("p-IAB.dindex.zip") << 2 << QByteArray("AB")
                                 << QByteArray();
        QTest::newRow("letter is not checked")
            << QByteArray("p-i12.dblock.zip") << 0 << QByteArray("12") << QByteArray();
        QTest::newRow("bar") << QByteArray("p-|12.dblock.zip") << 0 << QByteArray("12")
                             << QByteArray();
        QTest::newRow("slashes") << QByteArray("a/b-b12.dblock.zip") << 0 << QByteArray("12")
                                 << QByteArray();
        QTest::newRow("other separator")
            << QByteArray("p-b12_dblock.zip") << 0 << QByteArray("12") << QByteArray();
        QTest::newRow("separator of several bytes") << QByteArray("p-b12\xc3\xa4"
                                                                  "dblock.zip")
                                                    << 0 << QByteArray("12") << QByteArray();
        QTest::newRow("separator is a hex digit")
            << QByteArray("p-b12adblock.zip") << 0 << QByteArray("12") << QByteArray();
        QTest::newRow("dots in encryption")
            << QByteArray("p-b12.dblock.zip.a.b") << 0 << QByteArray("12") << QByteArray("a.b");
        QTest::newRow("list by id")
            << QByteArray("p-b12.dlist.zip") << 1 << QByteArray("12") << QByteArray();
        QTest::newRow("block by stamp") << QByteArray("p-20240102T030405Z.dblock.zip") << 0
                                        << QByteArray("20240102T030405Z") << QByteArray();
    }
    void accepts()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, kind);
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, encryption);
        const auto parsed = parseRemoteName(name.toStdString());
        QVERIFY(parsed);
        QCOMPARE(static_cast<int>(parsed->kind), kind);
        QCOMPARE(parsed->id, id.toStdString());
        QCOMPARE(parsed->encryption, encryption.toStdString());
    }

    void ignores_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"",
                                 "-",
                                 "duplicati",
                                 "duplicati-",
                                 "-b12.dblock.zip",
                                 "p-b.dblock.zip",
                                 "p-x12.dblock.zip",
                                 "p-b12.dblock.",
                                 "p-b12.dblock",
                                 "p-b12.dblock..aes",
                                 "p-b12.dblock.zip.",
                                 "p-b12.Dblock.zip",
                                 "p-b1dblock.zip",
                                 "p-b12..dblock.zip",
                                 "p-20241302T030405Z.dlist.zip",
                                 "p-20240230T030405Z.dlist.zip",
                                 "p-20240102T240405Z.dlist.zip",
                                 "p-20240102T030405.dlist.zip",
                                 "p-2024010T2030405Z.dlist.zip",
                                 "p-b12.dfoo.zip",
                                 "duplicati-verification.json",
                                 "duplicati-access-privileges-test.tmp",
                                 "p-q-b12.dblock.zip",
                                 "deleted-p-b12.dblock.zip",
                                 "p-b12\ndblock.zip",
                                 "p-b12.par2",
                                 "p-b12.dblock.par2",
                                 "p-b12\xf0\x9f\x98\x80"
                                 "dblock.zip",
                                 "p-b12\xff"
                                 "dblock.zip"})
            QTest::newRow(*name ? name : "empty") << QByteArray(name);
    }
    void ignores()
    {
        QFETCH(QByteArray, name);
        QVERIFY(!parseRemoteName(name.toStdString()));
    }

    void parityCompanionsAreTold()
    {
        const auto parsed = parseRemoteName("p-b12.dblock.zip.aes.PAR2");
        QVERIFY(parsed && parsed->parity);
        QCOMPARE(parsed->encryption, "aes");
        QVERIFY(parseRemoteName("p-b12.dblock.zip.par2")->encryption.empty());
    }

    void caseIsIgnoredOnRequest()
    {
        QVERIFY(parseRemoteName("p-B12.DBLOCK.zip", true));
        QVERIFY(parseRemoteName("p-i12.DINDEX.zip", true)); // in Turkish, too
        QVERIFY(!parseRemoteName("p-B12.DBLOCK.zip"));
    }

    void longNamesAreForeign()
    {
        QVERIFY(!parseRemoteName("p-b" + std::string(5000, 'd') + ".dblock.zip"));
        QVERIFY(parseRemoteName("p-b" + std::string(4000, 'd') + ".dblock.zip"));
    }

    void modulesAreToldByTheName()
    {
        QVERIFY(*modulesOf("p-b12.dblock.zip") == (VolumeModules{"zip", ""}));
        QVERIFY(*modulesOf("p-b12.dblock.zip.aes") == (VolumeModules{"zip", "aes"}));
        QVERIFY(*modulesOf("p-20240102T030405Z.dlist.tzstd.gpg") ==
                (VolumeModules{"tzstd", "gpg"}));
        QVERIFY(*modulesOf("p-i12.dindex.ZIP.AES") == (VolumeModules{"zip", "aes"}));
        // The last extension decides.
        QVERIFY(*modulesOf("p-b12.dblock.zip.old.aes") == (VolumeModules{"zip", "aes"}));
        QVERIFY(*modulesOf("p-b12.dblock.zip.zip") == (VolumeModules{"zip", ""}));
        QVERIFY(!modulesOf("p-b12.dblock.zip.aes.par2"));
        QVERIFY(!modulesOf("holiday.zip"));
    }
};

QTEST_GUILESS_MAIN(TestRemoteName)
#include "test_remote_name.moc"
