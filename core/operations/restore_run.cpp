// SPDX-License-Identifier: MIT
#include "core/operations/restore_run.h"

#include "core/base/text.h"
#include "core/operations/restore_undo_log.h"

#include <QDateTime>

#include <cstdio>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

std::string markedName(std::string_view name, const std::string &mark)
{
    constexpr std::size_t kLongest = 255; // of a name, in bytes
    std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0)
        dot = name.size();
    std::string_view stem = name.substr(0, dot);
    std::string_view extension = name.substr(dot);
    if (mark.size() + extension.size() >= kLongest) {
        stem = name;
        extension = {};
    }
    stem = stem.substr(0, kLongest - mark.size() - extension.size());
    return std::string(stem).append(mark).append(extension);
}

} // namespace

std::string datedName(std::string_view name, std::int64_t versionTime, int attempt)
{
    const std::string date =
        QDateTime::fromSecsSinceEpoch(versionTime).toString(u"yyyy-MM-dd"_s).toStdString();
    return markedName(name, attempt == 0 ? '.' + date
                                         : '.' + date + " (" + std::to_string(attempt - 1) + ')');
}

std::string RestoreRun::nameBeside(std::string_view name, int attempt) const
{
    if (keepBothMark.empty())
        return datedName(name, version.row.time, attempt);
    return markedName(name, attempt == 0 ? keepBothMark
                                         : keepBothMark + " (" + std::to_string(attempt + 1) + ')');
}

Result<> RestoreRun::moveOver(std::uint32_t item, const std::string &temp, const std::string &name)
{
    const RestoreTarget::Folder place = list.items[item].place;
    if (!undo)
        return target->moveOver(place, temp, name);
    CAIRN_LET(kept, undo->keep(*target, place, name));
    // Where it was moved away somebody may have taken its place within this moment.
    Result<> moved = kept && kept->isInPlace ? target->moveOver(place, temp, name)
                                             : target->moveNew(place, temp, name);
    if (!moved) {
        if (kept)
            std::ignore = undo->giveBack(*target, place, name, *kept);
        return moved;
    }
    undo->noteMade(*target, place, name);
    return {};
}

Result<> RestoreRun::moveNew(std::uint32_t item, const std::string &temp, const std::string &name)
{
    CAIRN_TRY(target->moveNew(list.items[item].place, temp, name));
    noteMade(item, name);
    return {};
}

void RestoreRun::noteMade(std::uint32_t item, const std::string &name)
{
    if (undo)
        undo->noteMade(*target, list.items[item].place, name);
}

std::string RestoreRun::finalName(std::uint32_t item) const
{
    const auto dated = datedNames.find(item);
    return dated != datedNames.end() ? dated->second : std::string(list.nameOf(list.items[item]));
}

std::string RestoreRun::tempName(std::uint32_t item) const
{
    char number[9];
    std::snprintf(number, sizeof number, "%08x", item);
    return ".cairn~" + m_tempPrefix + number + ".tmp";
}

FilePath RestoreRun::placeOf(std::uint32_t item) const
{
    const RestoreItem &row = list.items[item];
    return row.type == EntryType::Folder ? target->path(row.place)
                                         : target->path(row.place, finalName(item));
}

void RestoreRun::addBroken(std::uint32_t item, ErrorCode cause, const QString &reason)
{
    const std::string path = list.pathOf(list.items[item]);
    environment.report.error(
        u"RestoreFailed"_s, u"%1 could not be restored: %2"_s.arg(displayText(path), reason), path);
    const std::scoped_lock lock(m_mutex);
    ++m_result.brokenFiles;
    if (m_result.broken.size() < kBrokenKept)
        m_result.broken.push_back({path, reason, cause});
}

void RestoreRun::warn(std::uint32_t item, const QString &text)
{
    environment.report.warning(u"MetadataWriteFailed"_s, text, list.pathOf(list.items[item]));
}

RestoreResult RestoreRun::takeResult()
{
    const std::scoped_lock lock(m_mutex);
    m_result.versionTime = version.row.time;
    m_result.target = targetRoot;
    m_result.dryRun = environment.options.dryRun;
    return std::move(m_result);
}

} // namespace cairn
