// SPDX-License-Identifier: MIT
#include "app/gui/passphrase.h"

#include <QTest>

#include <set>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

class TestPassphrase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theListHasEveryThrowOfFiveDice()
    {
        const QStringList words = wordList();
        QCOMPARE(words.size(), 7776);
        QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), 7776);
    }

    void aGeneratedOneHasSixWordsOfTheList()
    {
        const QStringList list = wordList();
        std::set<QString> seen;
        for (int i = 0; i < 50; ++i) {
            // Some words of the list have a hyphen themselves ("drop-down").
            const QString made = generatePassphrase(systemRandom());
            QVERIFY(made.split(u'-').size() >= kGeneratedWords);
            QVERIFY(seen.insert(made).second);
        }
        QCOMPARE(strengthOf(*seen.begin()), Strength::VeryStrong);
    }

    void commonOnesAreWeak()
    {
        QCOMPARE(strengthOf(u"password"_s), Strength::VeryWeak);
        QCOMPARE(strengthOf(u"hunter2"_s), Strength::VeryWeak);
        QVERIFY(strengthOf(u"Tr0ub4dor&3 and more of it"_s) >= Strength::Strong);
    }
};

QTEST_GUILESS_MAIN(TestPassphrase)
#include "test_passphrase.moc"
