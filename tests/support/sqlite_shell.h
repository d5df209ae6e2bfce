// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"

#include <QProcess>
#include <QStringList>

namespace cairn::test {

// What SQLite's own shell, which knows nothing of Cairn, says to `commands` about a database.
inline QByteArray bySqlite(const FilePath &path, const QStringList &commands)
{
    QProcess shell;
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.start(QStringLiteral("sqlite3"),
                QStringList{QString::fromStdString(path.bytes())} + commands);
    if (!shell.waitForFinished())
        qFatal("sqlite3 does not end");
    return shell.readAll().trimmed();
}

} // namespace cairn::test
