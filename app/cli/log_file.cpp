// SPDX-License-Identifier: MIT
#include "app/cli/log_file.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <cerrno>
#include <mutex>

#include <fcntl.h>
#include <unistd.h>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// Qt's message handler is a plain function: what it needs is global.
std::mutex theMutex;
int theFile = -1;
LogLevel theLevel = LogLevel::Warning;

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Verbose;
    case QtInfoMsg:
        return LogLevel::Information;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        return LogLevel::Error;
    }
    return LogLevel::Error;
}

const char *wordOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Verbose:
        return "Verbose";
    case LogLevel::Information:
        return "Information";
    case LogLevel::Warning:
        return "Warning";
    default:
        return "Error";
    }
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const LogLevel level = levelOf(type);
    if (theFile < 0 || level < theLevel)
        return;
    QString oneLine = message;
    oneLine.replace(u'\n', u' ');
    const QByteArray line = (QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) % u" ["_s %
                             QLatin1StringView(wordOf(level)) % u"] "_s %
                             QString::fromLatin1(context.category) % u": "_s % oneLine % u'\n')
                                .toUtf8();
    const std::scoped_lock lock(theMutex);
    // A log that cannot be written must not end a backup.
    std::ignore = ::write(theFile, line.constData(), static_cast<std::size_t>(line.size()));
}

} // namespace

Result<> startLog(const LogOptions &options)
{
    if (!options.file.empty()) {
        theFile = ::open(options.file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (theFile < 0)
            return cairn::fail(
                errnoError(errno, u"--log-file: opening "_s % options.file.display()));
        theLevel = options.fileLevel;
        if (theLevel < LogLevel::Information)
            QLoggingCategory::setFilterRules(u"cairn.*.debug=true"_s);
    }
    qInstallMessageHandler(writeMessage);
    return {};
}

} // namespace cairn::cli
