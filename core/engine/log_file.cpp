// SPDX-License-Identifier: MIT
#include "core/engine/log_file.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Sink
{
    const LogFile *owner = nullptr;
    FilePath path;
    LogLevel level = LogLevel::Warning;
    int file = -1;
};

// Qt's message handler is a plain function: what it needs is global.
std::mutex theMutex;
std::vector<Sink> theSinks;
QtMessageHandler theNext = nullptr; // who was told before there were files
bool theIsInstalled = false;

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
    QString oneLine = message;
    oneLine.replace(u'\n', u' ');
    const QByteArray line = (QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) % u" ["_s %
                             QLatin1StringView(wordOf(level)) % u"] "_s %
                             QString::fromLatin1(context.category) % u": "_s % oneLine % u'\n')
                                .toUtf8();
    const std::scoped_lock lock(theMutex);
    for (auto sink = theSinks.begin(); sink != theSinks.end(); ++sink) {
        const bool isSecond = std::find_if(theSinks.begin(), sink, [&](const Sink &other) {
                                  return other.path == sink->path;
                              }) != sink;
        // A log that cannot be written must not end a backup.
        if (level >= sink->level && !isSecond)
            std::ignore =
                ::write(sink->file, line.constData(), static_cast<std::size_t>(line.size()));
    }
    if (theNext)
        theNext(type, context, message);
}

// The mutex is held.
void setFilterRules()
{
    const bool isDetailed = std::ranges::any_of(
        theSinks, [](const Sink &sink) { return sink.level < LogLevel::Information; });
    QLoggingCategory::setFilterRules(isDetailed ? u"cairn.*.debug=true"_s : QString());
}

} // namespace

Result<std::unique_ptr<LogFile>> LogFile::open(const FilePath &path, LogLevel level)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(errnoError(errno, u"--log-file: opening "_s % path.display()));
    auto log = std::unique_ptr<LogFile>(new LogFile);
    const std::scoped_lock lock(theMutex);
    theSinks.push_back({log.get(), path, level, file});
    setFilterRules();
    if (!theIsInstalled)
        theNext = qInstallMessageHandler(writeMessage);
    theIsInstalled = true;
    return log;
}

LogFile::~LogFile()
{
    const std::scoped_lock lock(theMutex);
    const auto sink = std::ranges::find(theSinks, this, &Sink::owner);
    ::close(sink->file);
    theSinks.erase(sink);
    setFilterRules();
}

} // namespace cairn
