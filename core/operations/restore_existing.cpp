// SPDX-License-Identifier: MIT
#include "core/operations/restore_existing.h"

#include "core/base/text.h"
#include "core/format/stream_shape.h"

#include <sys/stat.h>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kPiece = 1 << 20;
constexpr std::int64_t kRows = 4096; // block rows held at a time

class Examiner final
{
public:
    explicit Examiner(RestoreRun &run)
        : m_run(run)
        , m_blockHasher(run.settings.blockHash)
        , m_fileHasher(run.settings.fileHash)
    {
    }

    Result<> examine(std::uint32_t item)
    {
        RestoreItem &row = m_run.list.items[item];
        if (row.place != m_place) {
            m_place = row.place;
            m_exists = m_run.target->exists(row.place);
        }
        if (!m_exists) // something is in the way; making the folder will tell each item
            return {};
        if (!*m_exists || row.type == EntryType::Folder)
            return {};
        CAIRN_LET(seen, m_run.target->look(row.place, m_run.list.nameOf(row)));
        if (!seen)
            return {};
        if (m_run.options().existing == ExistingFile::OnlyMissing) {
            row.verdict = RestoreVerdict::Nothing;
            m_run.count([](RestoreResult &result) { ++result.keptFiles; });
            return {};
        }
        if (m_run.options().existing == ExistingFile::Replace && S_ISDIR(seen->st_mode)) {
            row.verdict = RestoreVerdict::Nothing;
            m_run.addBroken(item, ErrorCode::AlreadyExists,
                            u"a folder of that name is in its place"_s);
            return {};
        }
        if (row.type == EntryType::File)
            return examineFile(item, *seen);
        if (m_run.options().existing == ExistingFile::Replace)
            row.verdict = RestoreVerdict::Replace;
        return {}; // whether it is the same link is seen once its target is known
    }

private:
    Result<> examineFile(std::uint32_t item, const struct stat &seen)
    {
        RestoreItem &row = m_run.list.items[item];
        const std::string name(m_run.list.nameOf(row));
        CAIRN_LET(same, hasContent(row, name, seen));
        if (same && isLeft(row, seen))
            return {};
        if (m_run.options().existing == ExistingFile::Replace) {
            row.verdict = RestoreVerdict::Replace;
        } else {
            CAIRN_LET(isNeeded, findName(item, name));
            if (!isNeeded)
                return {};
        }
        return S_ISREG(seen.st_mode) ? findReusable(item, name) : Result<>();
    }

    // A file with the right content stays, and at most gets its metadata; but not if it has further
    // names: those may be anybody's, anywhere, and would get it too.
    bool isLeft(RestoreItem &row, const struct stat &seen)
    {
        const std::int64_t mtime =
            std::int64_t{seen.st_mtim.tv_sec} * 1'000'000'000 + seen.st_mtim.tv_nsec;
        const bool isOld = row.mtime / 1'000'000'000 != mtime / 1'000'000'000;
        const bool replaces = m_run.options().existing == ExistingFile::Replace;
        const bool wantsMeta = !m_run.options().skipMetadata && row.meta != 0;
        if (replaces && wantsMeta && (isOld || m_run.options().permissions)) {
            row.verdict = RestoreVerdict::Refresh;
            return seen.st_nlink == 1;
        }
        row.verdict = RestoreVerdict::Nothing;
        m_run.count([](RestoreResult &result) { ++result.unmodifiedFiles; });
        return true;
    }

    // A free name with the version's date. False: one of them holds the file already.
    Result<bool> findName(std::uint32_t item, const std::string &name)
    {
        RestoreItem &row = m_run.list.items[item];
        for (int attempt = 0; attempt < kDatedNames; ++attempt) {
            std::string dated = m_run.nameBeside(name, attempt);
            CAIRN_LET(seen, m_run.target->look(row.place, dated));
            if (!seen) {
                row.verdict = RestoreVerdict::Dated;
                m_run.datedNames.emplace(item, std::move(dated));
                return true;
            }
            CAIRN_LET(same, hasContent(row, dated, *seen));
            if (same) {
                row.verdict = RestoreVerdict::Nothing;
                m_run.count([](RestoreResult &result) { ++result.unmodifiedFiles; });
                return false;
            }
        }
        row.verdict = RestoreVerdict::Nothing;
        m_run.addBroken(item, ErrorCode::AlreadyExists, u"all names that it could get are taken"_s);
        return false;
    }

    Result<bool> hasContent(const RestoreItem &row, std::string_view name, const struct stat &seen)
    {
        if (!S_ISREG(seen.st_mode) || seen.st_size != row.size)
            return false;
        if (row.size == 0)
            return true;
        if (row.content == 0)
            return false;
        Result<File> file = m_run.target->openExisting(row.place, name);
        if (!file)
            return false; // not readable: it is replaced, or stays beside
        CAIRN_LET(expected, m_run.job.streams.summary(row.content));
        Buffer piece(kPiece);
        while (true) {
            CAIRN_TRY(m_run.environment.cancel.checkAbort());
            Result<std::size_t> got = file->read(piece.span());
            if (!got || *got == 0)
                break;
            m_fileHasher.update(piece.view().first(*got));
        }
        // One block's hash is the block's, which the format lets differ from that of files.
        if (row.content > 0 && m_run.settings.blockHash != m_run.settings.fileHash) {
            std::ignore = m_fileHasher.finish();
            return isBlock(row, *file, expected.hash);
        }
        return m_fileHasher.finish() == expected.hash;
    }

    Result<bool> isBlock(const RestoreItem &row, const File &file, const Digest &hash)
    {
        Buffer content(static_cast<std::size_t>(row.size));
        const Result<std::size_t> got = file.readAt(0, content.span());
        return got && *got == content.size() && m_blockHasher.hash(content) == hash;
    }

    Result<> findReusable(std::uint32_t item, const std::string &name)
    {
        const RestoreItem &row = m_run.list.items[item];
        if (row.content >= 0)
            return {};
        Result<File> file = m_run.target->openExisting(row.place, name);
        CAIRN_LET(stream, m_run.job.streams.get(-row.content));
        if (!file || !stream || stream->size != row.size ||
            stream->blocks.count() != blockCount(row.size, m_run.settings.blocksize))
            return {};
        ReusedBlocks reused;
        reused.name = name;
        reused.good.resize(static_cast<std::size_t>(stream->blocks.count()));
        Result<> compared;
        stream->blocks.forEachPiece(
            [&](std::int64_t index, std::int64_t first, std::int64_t count, std::int64_t step) {
                for (std::int64_t at = 0; at < count && compared; at += kRows)
                    compared = compare(row, *file, reused, index + at, first + at * step,
                                       std::min(kRows, count - at), step);
            });
        CAIRN_TRY(std::move(compared));
        if (reused.count > 0)
            m_run.reused.emplace(item, std::move(reused));
        return {};
    }

    // `count` blocks of the file from `index` on against those with the ids from `first` on.
    Result<> compare(const RestoreItem &row, const File &file, ReusedBlocks &reused,
                     std::int64_t index, std::int64_t first, std::int64_t count, std::int64_t step)
    {
        CAIRN_TRY(m_run.environment.cancel.checkAbort());
        std::vector<Digest> hashes(static_cast<std::size_t>(step == 0 ? 1 : count));
        CAIRN_LET(rows, m_run.job.blocks.inRange(
                            first, first + static_cast<std::int64_t>(hashes.size()) - 1));
        for (const BlockRow &known : rows)
            hashes[static_cast<std::size_t>(known.id - first)] = known.hash;
        Buffer content;
        for (std::int64_t at = 0; at < count; ++at) {
            content.resize(static_cast<std::size_t>(
                blockLength(row.size, m_run.settings.blocksize, index + at)));
            const Result<std::size_t> got =
                file.readAt(static_cast<std::uint64_t>((index + at) * m_run.settings.blocksize),
                            content.span());
            if (!got || *got != content.size())
                return {}; // it ends here, or cannot be read: the rest is fetched
            if (m_blockHasher.hash(content) != hashes[static_cast<std::size_t>(at * step)])
                continue;
            reused.good[static_cast<std::size_t>(index + at)] = true;
            ++reused.count;
        }
        return {};
    }

    RestoreRun &m_run;
    Hasher m_blockHasher;
    Hasher m_fileHasher;
    RestoreTarget::Folder m_place = UINT32_MAX;
    Result<bool> m_exists = false; // of m_place
};

} // namespace

Result<> examineExisting(RestoreRun &run)
{
    Examiner examiner(run);
    for (std::uint32_t item = 0; item < run.list.items.size(); ++item) {
        if (run.list.items[item].verdict != RestoreVerdict::Write)
            continue;
        if (run.environment.cancel.stopRequested())
            return fail(ErrorCode::Cancelled, u"The restore was stopped."_s);
        Result<> examined = examiner.examine(item);
        if (examined)
            continue;
        if (examined.error().code == ErrorCode::Cancelled)
            return examined;
        run.list.items[item].verdict = RestoreVerdict::Nothing;
        run.addBroken(item, examined.error());
    }
    return {};
}

} // namespace cairn
