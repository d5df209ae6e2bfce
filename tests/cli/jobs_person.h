// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_store.h"
#include "core/secrets/sealed_file_store.h"
#include "tests/cli/cli_run.h"

#include <QStringList>

namespace cairn::test {

using namespace Qt::StringLiterals;

// Somebody with backups of one's own, set up by the command line.
struct Person
{
    Person()
        : settings(SettingsDatabase::open(files, world / "config" / "cairn").value())
        , secrets(files, systemRandom(), settings->folder(), world / "state" / "cairn")
    {
        writeFile(world / "source/a.txt", "content of a");
        writeFile(world / "source/b.txt", "content of b");
    }
    [[nodiscard]] QProcessEnvironment environment(const QString &passphrase = {}) const
    {
        QProcessEnvironment environment = world.environment();
        environment.insert(u"XDG_CONFIG_HOME"_s, world.text("config"));
        environment.insert(u"XDG_STATE_HOME"_s, world.text("state"));
        // No key store, wherever the test runs.
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s % world.text("no-bus"));
        if (!passphrase.isNull())
            environment.insert(u"PASSPHRASE"_s, passphrase);
        return environment;
    }
    CliRun jobs(const QStringList &arguments, const QString &passphrase = {}) const
    {
        return world.run(QStringList{u"jobs"_s} + arguments, environment(passphrase));
    }
    CliRun add(const QStringList &options = {}, const QString &name = u"Docs"_s) const
    {
        return jobs(QStringList{u"add"_s, name, world.destination(), world.source()} + options,
                    u"open sesame"_s);
    }
    [[nodiscard]] JobConfig job(const QString &name = u"Docs"_s) const
    {
        return JobStore(*settings).find(name).value().value_or(JobConfig());
    }
    [[nodiscard]] std::size_t count() const { return JobStore(*settings).all()->size(); }
    [[nodiscard]] std::string secret(const std::string &id, const char *kind = kPassphraseKind)
    {
        const auto kept = secrets.read({id, kind});
        return kept ? kept->reveal() : std::string();
    }

    CliWorld world;
    FileLayer files;
    std::unique_ptr<SettingsDatabase> settings;
    SealedFileStore secrets;
};

} // namespace cairn::test

// Runs the command once, whatever QVERIFY2 does with its words.
#define VERIFY_CODE(run, expected)                                                                 \
    do {                                                                                           \
        const cairn::test::CliRun verified = (run);                                                \
        QVERIFY2(verified.code == (expected),                                                      \
                 qPrintable(QString::number(verified.code) + u": "_s + verified.said()));          \
    } while (false)
