// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "tests/support/scratch_folder.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace cairn::test {

struct CliRun
{
    int code = -1;
    QString out;
    QString err;
    [[nodiscard]] QString said() const { return out + err; }
};

// A home of its own for runs of the finished program, with a source and a destination in it.
class CliWorld final
{
public:
    CliWorld()
    {
        for (const char *name : {"home", "temp", "source"})
            std::ignore = m_files.makeDirectories(m_folder / name);
    }
    [[nodiscard]] FilePath operator/(std::string_view name) const { return m_folder / name; }
    [[nodiscard]] QString text(std::string_view name) const
    {
        return QString::fromStdString((m_folder / name).bytes());
    }
    [[nodiscard]] QString source() const { return text("source"); }
    [[nodiscard]] QString destination() const { return text("destination"); }

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("PASSPHRASE"));
        environment.insert(QStringLiteral("HOME"), text("home"));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), text("home/data"));
        environment.insert(QStringLiteral("TMPDIR"), text("temp"));
        return environment;
    }
    [[nodiscard]] CliRun run(const QStringList &arguments) const
    {
        return run(arguments, environment());
    }
    [[nodiscard]] CliRun run(const QStringList &arguments, const QProcessEnvironment &with,
                             const QByteArray &input = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(with);
        process.start(QStringLiteral(CAIRN_CLI), arguments);
        process.write(input);
        process.closeWriteChannel();
        CliRun run;
        if (!process.waitForFinished(60'000))
            process.kill();
        run.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        run.out = QString::fromUtf8(process.readAllStandardOutput());
        run.err = QString::fromUtf8(process.readAllStandardError());
        return run;
    }

private:
    ScratchFolder m_folder;
    FileLayer m_files;
};

} // namespace cairn::test
