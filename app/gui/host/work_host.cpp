// SPDX-License-Identifier: MIT
#include "app/gui/host/work_host.h"

#include "app/gui/host/autostart.h"
#include "app/gui/host/same_disk.h"
#include "app/shared/error_table.h"
#include "core/config/destination_place.h"
#include "core/engine/job_place.h"
#include "core/engine/search.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(DestinationCheck check)
{
    switch (check) {
    case DestinationCheck::Find:
        return u"find"_s;
    case DestinationCheck::Write:
        return u"write"_s;
    case DestinationCheck::Read:
        return u"read"_s;
    case DestinationCheck::Remove:
        return u"remove"_s;
    case DestinationCheck::Space:
        return u"space"_s;
    case DestinationCheck::Unused:
        break;
    }
    return u"unused"_s;
}

bool holdsFolders(FileLayer &files, const FilePath &folder)
{
    const auto names = files.list(folder);
    return names && std::ranges::any_of(*names, [&folder](const std::string &name) {
               struct stat info = {};
               return ::lstat((folder / name).c_str(), &info) == 0 && S_ISDIR(info.st_mode);
           });
}

// It is a file, or goes on below one, where a folder is wanted.
bool leadsThroughFile(const FilePath &path)
{
    for (FilePath at = path; at.bytes().size() > 1; at = at.parent()) {
        struct stat info = {};
        if (::stat(at.c_str(), &info) == 0)
            return !S_ISDIR(info.st_mode);
    }
    return false;
}

} // namespace

WorkHost::WorkHost(World world, QObject *parent)
    : QObject(parent)
    , m_world(world)
{
}

std::shared_ptr<CancelToken> WorkHost::begin()
{
    const std::scoped_lock lock(m_mutex);
    m_cancel = std::make_shared<CancelToken>();
    return m_cancel;
}

void WorkHost::interrupt()
{
    const std::scoped_lock lock(m_mutex);
    if (m_cancel)
        m_cancel->requestAbort();
}

void WorkHost::list(RequestId id, const FilePath &folder)
{
    SourceListing listing;
    listing.parent = folder;
    auto names = m_world.files.list(folder);
    if (!names) {
        listing.failure = windowText(names.error());
        struct stat info = {};
        listing.isMissing =
            ::lstat(folder.c_str(), &info) != 0 && (errno == ENOENT || errno == ENOTDIR);
    } else {
        std::ranges::sort(*names);
    }
    for (const std::string &name : names.value_or(std::vector<std::string>())) {
        const FilePath path = folder / name;
        struct stat info = {};
        if (::lstat(path.c_str(), &info) != 0)
            continue;
        if (S_ISREG(info.st_mode))
            listing.fileBytes += info.st_size;
        if (!S_ISDIR(info.st_mode))
            continue;
        listing.folders.push_back({path, displayText(name), holdsFolders(m_world.files, path)});
    }
    Q_EMIT listed(id, listing);
}

void WorkHost::findUsualFolders(RequestId id)
{
    const QDir home = QDir::home();
    const FilePath homePath = FilePath::fromText(home.absolutePath());
    std::vector<FilePath> folders;
    for (const auto place : {QStandardPaths::DesktopLocation, QStandardPaths::DocumentsLocation,
                             QStandardPaths::MusicLocation, QStandardPaths::PicturesLocation}) {
        const QString path = QStandardPaths::writableLocation(place);
        if (!path.isEmpty() && QDir(path).exists() && QDir(path) != home)
            folders.push_back(FilePath::fromText(QDir(path).absolutePath()));
    }
    const bool hasOwn = !folders.empty();
    for (const QString &name : {u".thunderbird"_s, u".config"_s})
        if (QDir(home.filePath(name)).exists())
            folders.push_back(homePath / FilePath::fromText(name).bytes());
    if (!hasOwn) // mail and settings alone are not what somebody works with
        folders = {homePath};
    Q_EMIT usualFolders(id, folders);
}

void WorkHost::saveFile(RequestId id, const FilePath &path, const QByteArray &content)
{
    const Result<> saved = m_world.files.writeAtomically(
        path, asBytes(std::string_view(content.constData(), std::size_t(content.size()))));
    Q_EMIT fileSaved(id, saved ? QString() : windowText(saved.error()));
}

void WorkHost::indexNames(const JobConfig &job)
{
    const auto cancel = begin();
    if (updateNameIndex(m_world.files, m_world.random, job, *cancel))
        Q_EMIT namesIndexed(QString::fromStdString(job.id));
}

void WorkHost::testDestination(RequestId id, const std::string &url, DestinationUse use)
{
    const auto cancel = begin();
    DestinationFacts facts;
    const auto parsed = DestinationUrl::parse(url);
    if (!parsed) {
        Q_EMIT testStep(id, {u"find"_s, TestStep::State::Failed, parsed.error().message,
                             troubleOf(parsed.error()), false});
        Q_EMIT tested(id, facts, {});
        return;
    }
    const std::optional<FilePath> folder = localFolderOf(url);
    const DestinationReport report = cairn::testDestination(
        m_world.files, m_world.clock, m_world.random, m_world.backends, *parsed, use, *cancel,
        [&](const DestinationStep &step) {
            if (step.error && step.error->code == ErrorCode::Cancelled)
                return;
            TestStep told;
            told.key = keyOf(step.check);
            told.state = step.state == DestinationStep::State::Running  ? TestStep::State::Running
                         : step.state == DestinationStep::State::Passed ? TestStep::State::Passed
                                                                        : TestStep::State::Failed;
            if (step.error) {
                told.detail = step.error->message;
                told.trouble = troubleOf(*step.error);
                // It was found: what fails now, under whatever name, is the writing.
                if (step.check == DestinationCheck::Write && step.error->id.isEmpty() &&
                    told.trouble.code == "DEST_UNREACHABLE")
                    told.trouble.code = "DEST_READONLY";
                told.missingFolder = step.error->id == QLatin1String(kFolderMissingId);
                if (folder && step.check == DestinationCheck::Find && leadsThroughFile(*folder)) {
                    told.trouble.code = "DEST_IS_FILE";
                    told.missingFolder = false;
                }
            }
            Q_EMIT testStep(id, told);
        });
    facts.usable = report.usable;
    facts.freeBytes = report.freeBytes ? static_cast<qint64>(*report.freeBytes) : -1;
    facts.bytesPerSecond = report.bytesPerSecond;
    if (!report.backups.empty()) {
        facts.versionsFound = report.backups.front().versions;
        facts.newestVersion = report.backups.front().newestVersion;
        facts.isLocked = report.backups.front().encrypted;
    }
    PlaceLook look;
    look.backups = report.backups;
    look.isBesideFiles = folder && isOnSameDisk(*folder, FilePath::fromText(QDir::homePath()));
    Q_EMIT tested(id, facts, look);
}

void WorkHost::saveText(const FilePath &path, const QString &text)
{
    const std::string bytes = text.toStdString();
    const Result<> saved = m_world.files.writeAtomically(path, asBytes(bytes));
    Q_EMIT textSaved(saved ? QString() : windowText(saved.error()));
}

void WorkHost::askAutostart()
{
    tellAutostart({});
}

void WorkHost::setAutostart(bool on)
{
    const auto set = [&]() -> Result<> {
        CAIRN_LET(path, Autostart::usualFile());
        Autostart file(m_world.files, path);
        return on ? file.turnOn(FilePath::fromText(QCoreApplication::applicationFilePath()))
                  : file.turnOff();
    };
    tellAutostart(set());
}

void WorkHost::tellAutostart(const Result<> &set)
{
    const auto look = [this]() -> Result<bool> {
        CAIRN_LET(path, Autostart::usualFile());
        return Autostart(m_world.files, path).isOn();
    };
    const Result<bool> on = look();
    Q_EMIT autostart(on.value_or(false), !set  ? windowText(set.error())
                                         : !on ? windowText(on.error())
                                               : QString());
}

} // namespace cairn::gui
