// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/commands/command.h"
#include "app/cli/commands/schedule_help.h"
#include "app/cli/parameters_file.h"
#include "core/base/text.h"
#include "core/config/schedule_text.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QTest>

#include <cstdlib>
#include <filesystem>

using namespace cairn;
using namespace cairn::cli;
using namespace Qt::StringLiterals;

namespace {

// A writable argv.
class Argv final
{
public:
    explicit Argv(std::vector<std::string> words)
        : m_words(std::move(words))
    {
        for (std::string &word : m_words)
            m_pointers.push_back(word.data());
    }
    [[nodiscard]] std::span<char *const> span() const { return m_pointers; }
    [[nodiscard]] const std::string &operator[](std::size_t i) const { return m_words[i]; }

private:
    std::vector<std::string> m_words;
    std::vector<char *> m_pointers;
};

Arguments parsed(std::vector<std::string> words)
{
    const Argv argv(std::move(words));
    auto result = parseArguments(argv.span());
    return result ? std::move(*result) : Arguments();
}

} // namespace

class TestCliArguments final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsStandAnywhere();
    void takesWordsAsTheyAre();
    void refusesSingleHyphens();
    void helpAsksAboutItsCommand();
    void hidesSecrets();
    void takesSecretsOutOfTheEnvironment();
    void readsAParametersFile();
    void refusesFiltersInBothPlaces();
    void placesFilterLists();
    void tellsMissingCommandsFromUnknownOnes();
    void everyWordOfJobsHasTwoExamples();
    void everyScheduleOfTheHelpIsUnderstood();
    void leavesOutDotsOfRelativePaths();
};

void TestCliArguments::optionsStandAnywhere()
{
    const Arguments arguments =
        parsed({"--dry-run", "Backup", "/dest", "--name=value", "/source", "--quoted=\"a b\""});
    QCOMPARE(arguments.command, "backup");
    QCOMPARE(arguments.words, (std::vector<std::string>{"/dest", "/source"}));
    QCOMPARE(arguments.options.size(), 3U);
    QCOMPARE(arguments.options[0].name, "dry-run");
    QVERIFY(!arguments.options[0].value);
    QCOMPARE(*arguments.options[1].value, "value");
    QCOMPARE(*arguments.options[2].value, "a b");
}

void TestCliArguments::takesWordsAsTheyAre()
{
    const Arguments arguments = parsed({"backup", "d", "\xff\n", "--", "--not-an-option"});
    QCOMPARE(arguments.words,
             (std::vector<std::string>{"d", std::string("\xff\n"), "--not-an-option"}));
}

void TestCliArguments::refusesSingleHyphens()
{
    const Argv argv({"backup", "d", "s", "-v"});
    const auto result = parseArguments(argv.span());
    QVERIFY(!result);
    QVERIFY(result.error().message.contains(u"-v"_s));
}

void TestCliArguments::helpAsksAboutItsCommand()
{
    const Arguments arguments = parsed({"backup", "--help"});
    QCOMPARE(arguments.command, "help");
    QCOMPARE(arguments.words, (std::vector<std::string>{"backup"}));
}

void TestCliArguments::hidesSecrets()
{
    const Argv argv({"backup", "sftp://me:hush@host/path", "/plain/path", "--passphrase=hush",
                     "--pasphrase=hush", "--dblock-size=5mb", "--target=s3://b?secret=hush"});
    hideSecrets(argv.span());
    for (std::size_t i = 0; i < 7; ++i)
        QVERIFY2(argv[i].find("hush") == std::string::npos, argv[i].c_str());
    QCOMPARE(argv[0], "backup");
    QCOMPARE(argv[2], "/plain/path");
    QVERIFY(argv[3].starts_with("--passphrase="));
    QCOMPARE(argv[5], "--dblock-size=5mb");
}

void TestCliArguments::takesSecretsOutOfTheEnvironment()
{
    char text[] = "CAIRN_TEST_SECRET=hush";
    QCOMPARE(::putenv(text), 0); // the environment holds this very memory
    QCOMPARE(takeEnvironment("CAIRN_TEST_SECRET").value_or(""), "hush");
    QVERIFY(std::string(text).find("hush") == std::string::npos);
    QVERIFY(!takeEnvironment("CAIRN_TEST_SECRET"));
}

void TestCliArguments::readsAParametersFile()
{
    const test::ScratchFolder folder;
    const FilePath file = folder.write("parameters", "# a note\r\n--keep-versions=3\n"
                                                     "dblock-size=5mb\n\n--source=/a b\n"
                                                     "--source=/c\n--target=/there\n");
    FileLayer files;
    Arguments arguments = parsed({"backup", "/here", "/x", "--parameters-file=" + file.bytes()});
    QVERIFY(applyParametersFile(files, arguments));
    QCOMPARE(arguments.words, (std::vector<std::string>{"/there", "/a b", "/c"}));
    QCOMPARE(arguments.options.size(), 3U);
    QCOMPARE(arguments.options[1].name, "keep-versions");
    QCOMPARE(*arguments.options[2].value, "5mb");
}

void TestCliArguments::refusesFiltersInBothPlaces()
{
    const test::ScratchFolder folder;
    const FilePath file = folder.write("parameters", "--exclude=*.tmp\n");
    FileLayer files;
    Arguments arguments =
        parsed({"backup", "/d", "/s", "--include=*", "--parameters-file=" + file.bytes()});
    const auto applied = applyParametersFile(files, arguments);
    QVERIFY(!applied);
    QCOMPARE(applied.error().id, u"FiltersCannotBeUsedOnCommandLineAndInParameterFile"_s);
}

void TestCliArguments::placesFilterLists()
{
    const test::ScratchFolder folder;
    const FilePath file =
        folder.write("parameters", "--append-filter=-*.log\n--prepend-filter=+*.doc:-*.bak\n");
    FileLayer files;
    Arguments arguments =
        parsed({"backup", "/d", "/s", "--exclude=*.tmp", "--parameters-file=" + file.bytes()});
    QVERIFY(applyParametersFile(files, arguments));
    std::vector<std::string> filters;
    for (const GivenOption &option : arguments.options)
        if (option.name == "include" || option.name == "exclude")
            filters.push_back(option.name + ' ' + *option.value);
    QCOMPARE(filters, (std::vector<std::string>{"include *.doc", "exclude *.bak", "exclude *.tmp",
                                                "exclude *.log"}));
}

void TestCliArguments::tellsMissingCommandsFromUnknownOnes()
{
    QVERIFY(findCommand("verify") == findCommand("test"));
    QVERIFY(!missingCommandText("vacuum").isEmpty());
    QVERIFY(missingCommandText("purgatory").isEmpty());
    QCOMPARE(nearestCommand("bakcup"), "backup");
    for (const Command &command : allCommands())
        QVERIFY2(command.usage.starts_with(command.name), command.name.data());
}

void TestCliArguments::everyWordOfJobsHasTwoExamples()
{
    for (const Command::Form &form : findCommand("jobs")->forms) {
        const QStringList examples = toQString(form.examples).split(u'\n');
        QVERIFY2(examples.size() == 2, form.usage.data());
        for (const QString &example : examples)
            QVERIFY2(example.startsWith(u"jobs "), qPrintable(example));
    }
}

void TestCliArguments::everyScheduleOfTheHelpIsUnderstood()
{
    const QDate today(2026, 11, 27);
    for (const auto &[form, meaning] : scheduleForms()) {
        VERIFY_OK(parseScheduleText(form.toStdString(), today));
        if (!form.startsWith(u"every"))
            continue;
        for (const auto &[condition, effect] : scheduleConditions())
            VERIFY_OK(parseScheduleText(QString(form % u' ' % condition).toStdString(), today));
    }
    const auto last = parseScheduleText("every month on last day of month at 23:00", today);
    QCOMPARE(last->rule.monthDay, 31);
}

void TestCliArguments::leavesOutDotsOfRelativePaths()
{
    const std::string here = std::filesystem::current_path().string();
    QCOMPARE(absolutePath("./a/./b").bytes(), here + "/a/b");
    QCOMPARE(absolutePath("a/../b/").bytes(), here + "/a/../b/"); // "a" may be a link
    QCOMPARE(absolutePath(".").bytes(), here);
    QCOMPARE(absolutePath("/x/./y").bytes(), "/x/./y"); // as given
    QCOMPARE(absolutePath("").bytes(), "");
}

QTEST_GUILESS_MAIN(TestCliArguments)
#include "test_cli_arguments.moc"
