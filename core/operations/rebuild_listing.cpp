// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_listing.h"

#include "core/base/text.h"
#include "core/storage/remote_listing.h"

#include <algorithm>
#include <map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct Found
{
    std::vector<RemoteVolume> dlists;
    std::vector<RemoteVolume> dindexes;
    std::vector<RemoteVolume> dblocks;
};

void sortIn(Found &found, RemoteVolume volume)
{
    switch (volume.parts.kind) {
    case VolumeKind::Dlist:
        if (volume.parts.stamped)
            found.dlists.push_back(std::move(volume));
        break;
    case VolumeKind::Dindex:
        found.dindexes.push_back(std::move(volume));
        break;
    case VolumeKind::Dblock:
        found.dblocks.push_back(std::move(volume));
        break;
    }
}

QString namesOf(const std::map<std::string, Found> &backups)
{
    QStringList names;
    for (const auto &[prefix, found] : backups)
        names.push_back(displayText(prefix));
    return names.join(u", "_s);
}

Result<std::string> choosePrefix(const StorageOptions &storage,
                                 const std::map<std::string, Found> &backups,
                                 const QString &destination)
{
    if (backups.empty())
        return fail(ErrorCode::NotFound, "EmptyRemoteLocation",
                    u"There is no backup in %1: no version was found. Check that it is the right "
                    "place."_s.arg(destination));
    if (storage.prefixGiven) {
        if (!backups.contains(storage.prefix))
            return fail(
                ErrorCode::NotFound, "EmptyRemoteLocationWithPrefix",
                u"There is no backup with the prefix '%1' in %2. These are there: %3 "
                "(--prefix)."_s.arg(toQString(storage.prefix), destination, namesOf(backups)));
        return storage.prefix;
    }
    if (backups.size() == 1)
        return backups.begin()->first;
    return fail(ErrorCode::InvalidArgument, "SeveralPrefixes",
                u"There are several backups in %1. Say which one is meant: --prefix with one of "
                "%2."_s.arg(destination, namesOf(backups)));
}

} // namespace

Result<> listVolumes(RebuildContext &context, Backend &backend)
{
    const RunEnvironment &environment = context.environment;
    ++environment.report.traffic.remoteCalls;
    CAIRN_LET(listing, RemoteListing::read(backend, environment.cancel));
    std::map<std::string, Found> backups;
    for (const RemoteFile &file : listing.files()) {
        const std::optional<RemoteName> parts = parseRemoteName(file.name);
        if (parts && !parts->parity && hasKnownModules(*parts))
            sortIn(backups[parts->prefix], {file.name, *parts, file.size});
    }
    std::erase_if(backups, [](const auto &item) { return item.second.dlists.empty(); });
    CAIRN_LET(prefix, choosePrefix(environment.options.storage, backups, backend.displayName()));
    context.settings.prefix = prefix;
    Found &found = backups[prefix];
    std::ranges::stable_sort(found.dlists, {},
                             [](const RemoteVolume &volume) { return volume.parts.time; });
    context.dlists = std::move(found.dlists);
    context.dindexes = std::move(found.dindexes);
    context.dblocks = std::move(found.dblocks);
    return {};
}

Result<> addRows(RebuildContext &context)
{
    CAIRN_LET(transaction,
              Transaction::begin(context.job.database(), Transaction::Durability::Relaxed));
    for (auto *volumes : {&context.dlists, &context.dindexes, &context.dblocks})
        for (RemoteVolume &volume : *volumes)
            CAIRN_TRY(context.addRow(volume));
    return transaction.commit();
}

Result<> selectLists(RebuildContext &context, const VersionSelection &selection)
{
    if (!selection.isSet() || selection.all)
        return {};
    const std::int64_t count = static_cast<std::int64_t>(context.dlists.size());
    std::vector<bool> chosen(context.dlists.size(), false);
    for (const std::int64_t version : selection.versions) {
        if (version < 0 || version >= count)
            return fail(ErrorCode::NotFound, "NoBackupsFound",
                        u"There is no version %1: the backup has the versions 0 to %2, 0 being "
                        "the newest."_s.arg(version)
                            .arg(count - 1));
        chosen[static_cast<std::size_t>(count - 1 - version)] = true;
    }
    if (selection.time) {
        const std::int64_t time =
            selection.time->at(context.environment.clock.nowSeconds(), TimeDirection::Past);
        const auto after = std::ranges::upper_bound(
            context.dlists, time, {}, [](const RemoteVolume &v) { return v.parts.time; });
        if (after == context.dlists.begin())
            return fail(
                ErrorCode::NotFound, "NoBackupsFound",
                u"There is no version as old as %1; the oldest is of %2."_s.arg(
                    formatLocalTime(time), formatLocalTime(context.dlists.front().parts.time)));
        chosen[static_cast<std::size_t>(after - context.dlists.begin() - 1)] = true;
    }
    std::vector<RemoteVolume> kept;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (chosen[i])
            kept.push_back(std::move(context.dlists[i]));
    context.dlists = std::move(kept);
    return {};
}

} // namespace cairn
