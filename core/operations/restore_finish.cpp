// SPDX-License-Identifier: MIT
#include "core/operations/restore_finish.h"

#include "core/base/killpoint.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const RawMetadata &metadataIn(const KeptMetadata &kept, std::uint32_t item)
{
    static const RawMetadata none;
    const auto found = kept.find(item);
    return found != kept.end() ? found->second : none;
}

// The name that the link has now; empty if it was there already.
Result<std::string> makeLink(RestoreRun &run, std::uint32_t item, const std::string &target)
{
    const RestoreItem &row = run.list.items[item];
    const std::string name(run.list.nameOf(row));
    Result<> made = run.target->makeLink(row.place, name, target);
    if (made) {
        run.noteMade(item, name);
        return name;
    }
    if (made.error().code != ErrorCode::AlreadyExists)
        return fail(std::move(made).error());
    const Result<std::string> there = run.target->readLink(row.place, name);
    if (there && *there == target)
        return std::string();
    if (row.verdict == RestoreVerdict::Replace) {
        const std::string temp = run.tempName(item);
        CAIRN_TRY(run.target->makeLink(row.place, temp, target));
        Result<> moved = run.moveOver(item, temp, name);
        if (moved)
            return name;
        std::ignore = run.target->remove(row.place, temp); // the first failure counts
        return fail(std::move(moved).error());
    }
    for (int attempt = 0; attempt < kDatedNames; ++attempt) {
        const std::string dated = run.nameBeside(name, attempt);
        made = run.target->makeLink(row.place, dated, target);
        if (made) {
            run.noteMade(item, dated);
            return dated;
        }
        if (made.error().code != ErrorCode::AlreadyExists)
            return fail(std::move(made).error());
        const Result<std::string> other = run.target->readLink(row.place, dated);
        if (other && *other == target)
            return std::string();
    }
    return fail(ErrorCode::AlreadyExists, u"all names that it could get are taken"_s);
}

// A link that is as it should be at most gets its metadata; as a file does, not if it has further
// names.
void refreshLink(RestoreRun &run, const MetadataWriter &writer, std::uint32_t item,
                 const SourceMetadata &metadata)
{
    const RestoreItem &row = run.list.items[item];
    const std::string_view name = run.list.nameOf(row);
    const auto seen = run.target->look(row.place, name);
    if (seen && *seen && (*seen)->st_nlink == 1)
        writer.writeLink(item, name, metadata);
}

Result<> restoreLink(RestoreRun &run, const MetadataWriter &writer, std::uint32_t item,
                     const RawMetadata &raw)
{
    const SourceMetadata metadata = metadataOf(run, item, raw);
    const std::optional<std::string> &target = metadata.symlinkTarget;
    if (!target || target->empty() || target->find('\0') != std::string::npos)
        return fail(ErrorCode::Corrupt, u"where the link leads to is not known"_s);
    CAIRN_LET(name, makeLink(run, item, *target));
    if (name.empty()) {
        if (run.options().existing == ExistingFile::Replace)
            refreshLink(run, writer, item, metadata);
        run.count([](RestoreResult &result) { ++result.unmodifiedFiles; });
        return {};
    }
    writer.writeLink(item, name, metadata);
    run.count([](RestoreResult &result) { ++result.restoredSymlinks; });
    return {};
}

} // namespace

Result<> restoreLinks(RestoreRun &run, const MetadataWriter &writer, const KeptMetadata &kept)
{
    for (std::uint32_t item = 0; item < run.list.items.size(); ++item) {
        const RestoreItem &row = run.list.items[item];
        if (row.type != EntryType::Symlink || row.verdict == RestoreVerdict::Nothing)
            continue;
        CAIRN_TRY(run.environment.cancel.checkAbort());
        const Result<> made = restoreLink(run, writer, item, metadataIn(kept, item));
        if (!made)
            run.addBroken(item, made.error());
    }
    return {};
}

Result<> restoreFolders(RestoreRun &run, const MetadataWriter &writer, const KeptMetadata &kept,
                        bool ownsRoot)
{
    KILLPOINT("X5");
    // Sorted by path, so what is in a folder comes after it.
    for (auto item = static_cast<std::uint32_t>(run.list.items.size()); item-- > 0;) {
        const RestoreItem &row = run.list.items[item];
        if (row.type != EntryType::Folder || row.verdict == RestoreVerdict::Nothing ||
            (row.place == RestoreTarget::kRoot && !ownsRoot))
            continue;
        CAIRN_TRY(run.environment.cancel.checkAbort());
        const bool isFresh = run.target->isFresh(row.place);
        const bool isKept = !isFresh && run.options().existing == ExistingFile::OnlyMissing;
        if (isKept && !run.target->isChanged(row.place))
            continue;
        const Result<File> folder = run.target->openFolder(row.place);
        if (!folder)
            run.warn(item, folder.error().message);
        else if (isKept)
            writer.writeTime(item, *folder, metadataIn(kept, item));
        else
            writer.write(item, *folder, metadataIn(kept, item), isFresh);
    }
    return {};
}

} // namespace cairn
