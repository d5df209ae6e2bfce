// SPDX-License-Identifier: MIT
#include "app/gui/models/option_model.h"
#include "core/config/option_set.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

class TestOptionModel : public QObject
{
    Q_OBJECT

private:
    static int rowOf(const OptionModel &model, std::string_view name)
    {
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.spec(row).name == name)
                return row;
        return -1;
    }
    static QModelIndex valueOf(const OptionModel &model, std::string_view name)
    {
        return model.index(rowOf(model, name), OptionModel::Value);
    }

private Q_SLOTS:
    // Only what has an effect, once, in words, and nothing secret.
    void everyTitleIsOfAnOptionThatActs()
    {
        std::set<std::string_view> seen;
        for (const std::string_view name : optionsWithTitle()) {
            const OptionSpec *spec = findOption(name);
            QVERIFY2(spec && spec->name == name, std::string(name).c_str());
            QVERIFY2(spec->effect == OptionEffect::Effective, std::string(name).c_str());
            QVERIFY(spec->type != OptionType::Password);
            QVERIFY(seen.insert(name).second);
            QVERIFY(optionTitle(*spec) != QString::fromLatin1(name.data(), qsizetype(name.size())));
        }
    }

    // The table's own speaks of volumes and blocks.
    void theirHelpIsForPeople()
    {
        for (const std::string_view name : optionsWithTitle()) {
            const QString help = optionHelp(*findOption(name));
            for (const QString &word : {u"volume"_s, u"block"_s, u"database"_s, u"--"_s})
                QVERIFY2(!help.contains(word, Qt::CaseInsensitive), qPrintable(help));
        }
        QCOMPARE(optionValues(*findOption("zip-compression-level")),
                 u"a whole number from 0 to 9, or auto"_s);
        QCOMPARE(optionValues(*findOption("symlink-policy")), u"one of Store, Follow, Ignore"_s);
    }

    void aValueIsSetShownBoldAndTakenBack()
    {
        OptionModel model({}, true);
        const QAbstractItemModelTester tester(&model);
        QSignalSpy changed(&model, &OptionModel::optionsChanged);
        const QModelIndex retries = valueOf(model, "number-of-retries");
        QCOMPARE(retries.data().toString(), u"5"_s);
        QVERIFY(!retries.data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(model.setData(retries, u"7"_s, Qt::EditRole));
        QCOMPARE(retries.data().toString(), u"7"_s);
        QVERIFY(retries.data(Qt::FontRole).value<QFont>().bold());
        QCOMPARE(model.options(), (OptionModel::Options{{"number-of-retries", "7"}}));
        model.reset(retries.row());
        QCOMPARE(model.options(), OptionModel::Options());
        QVERIFY(model.setData(retries, u"7"_s, Qt::EditRole));
        QVERIFY(model.setData(retries, u"5"_s, Qt::EditRole)); // as it is without
        QCOMPARE(model.options(), OptionModel::Options());
        QCOMPARE(changed.count(), 4);
    }

    void aValueThatTheTableRefusesChangesNothing()
    {
        OptionModel model({{"retry-delay", "20s"}}, true);
        QSignalSpy refused(&model, &OptionModel::refused);
        QVERIFY(!model.setData(valueOf(model, "retry-delay"), u"soon"_s, Qt::EditRole));
        QCOMPARE(refused.count(), 1);
        QVERIFY(!refused[0][0].toString().isEmpty());
        QCOMPARE(model.options(), (OptionModel::Options{{"retry-delay", "20s"}}));
    }

    void theFilterLooksIntoNamesAndHelp()
    {
        OptionModel model({}, true);
        const QAbstractItemModelTester tester(&model);
        model.setFilter(u"number-of-RETRIES"_s);
        QCOMPARE(model.rowCount(), 1);
        model.setFilter(u"symbolic"_s);
        QVERIFY(rowOf(model, "symlink-policy") >= 0);
        model.setFilter(u"no such option"_s);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QVERIFY(model.rowCount() > 40);
    }

    void whatTheFirstVersionFixedIsNotOffered()
    {
        QVERIFY(rowOf(OptionModel({}, false), "blocksize") >= 0);
        QCOMPARE(rowOf(OptionModel({}, true), "blocksize"), -1);
        // Unless it was set: then it can be seen.
        QVERIFY(rowOf(OptionModel({{"blocksize", "1mb"}}, true), "blocksize") >= 0);
    }

    // An imported job brings options that are nothing here: they stay as they are.
    void whatHasNoEffectIsHiddenAndKept()
    {
        const OptionModel::Options options{{"allow-sleep", "true"}};
        OptionModel model(options, true);
        QCOMPARE(rowOf(model, "allow-sleep"), -1);
        QVERIFY(model.setData(valueOf(model, "auto-vacuum"), u"true"_s, Qt::EditRole));
        QCOMPARE(model.options().size(), std::size_t{2});
    }

    void choicesAreThoseOfTheTable()
    {
        for (const std::string_view name : optionsWithTitle()) {
            const OptionSpec &spec = *findOption(name);
            for (const QString &choice : optionChoices(spec))
                QVERIFY2(checkOptionValue(spec, choice.toStdString()).has_value(),
                         qPrintable(choice));
        }
        QCOMPARE(choiceText(*findOption("auto-vacuum"), u"false"_s), u"off"_s);
        QCOMPARE(choiceText(*findOption("auto-vacuum"), u"true"_s), u"on"_s);
    }
};

QTEST_MAIN(TestOptionModel)
#include "test_option_model.moc"
