// SPDX-License-Identifier: MIT
#include "core/format/entry_names.h"

#include <QTest>

using namespace cairn;

class TestEntryNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreKnownByTheirNames()
    {
        const std::string name = "IJWGGT9V-2CgtKuoABpB_5C6roXp1xzQmVeXmzZ5Y7s=";
        QVERIFY(isBlockEntry(name));
        QCOMPARE(blockOfEntry(name)->toBase64Url(), name);
        for (const char *other : {"", "manifest", "fileset", "abc",
                                  "a===", "====", "ab/=", "ab+=", "vol/abcd", "ab=c", "ab c"})
            QVERIFY2(!isBlockEntry(other), other);
        QVERIFY(isBlockEntry("abcd"));
        QVERIFY(isBlockEntry("ab=="));
        QVERIFY(!blockOfEntry("abd=")); // bits in the padding: no writer's name
    }

    void foldersAreTakenApart()
    {
        const Digest hash = hashOf(HashAlgorithm::Sha256, {});
        QCOMPARE(listEntryName(hash), "list/47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=");
        QCOMPARE(volEntryName("x"), "vol/x");
        QVERIFY(nameInFolder("vol/x", kVolFolder) == "x");
        QVERIFY(!nameInFolder("vol/", kVolFolder));
        QVERIFY(!nameInFolder("volx", kVolFolder));
    }
};

QTEST_GUILESS_MAIN(TestEntryNames)
#include "test_entry_names.moc"
