// SPDX-License-Identifier: MIT
#include "core/pipeline/file_stage.h"

#include "core/base/text.h"
#include "core/pipeline/format_metadata.h"
#include "core/pipeline/large_file.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kLongReadBytes = std::uint64_t{16} << 20; // a file that takes a while

// A row that a rebuild made knows the time in whole seconds only, and neither ctime nor inode.
bool fromRebuild(const EntryRow &row)
{
    return row.ctime == 0;
}

bool sameTime(const EntryRow &row, std::int64_t mtimeNs)
{
    if (row.mtime == mtimeNs)
        return true;
    const std::int64_t whole = mtimeNs >= 0 ? mtimeNs / kSecond * kSecond
                                            : -((-mtimeNs + kSecond - 1) / kSecond) * kSecond;
    return fromRebuild(row) && row.mtime == whole;
}

EntryRow rowFor(const SourceTask &task, const SourceStat &stat)
{
    EntryRow row;
    row.folder = task.folder;
    row.name = task.name;
    row.type = task.type;
    row.mtime = stat.mtimeNs;
    row.ctime = stat.ctimeNs;
    row.inode = static_cast<std::int64_t>(stat.inode);
    return row;
}

} // namespace

FileStage::FileStage(const FileStageContext &context, BlockStage blocks)
    : m_context(context)
    , m_reader(context.environment.files)
    , m_blocks(std::move(blocks))
    , m_fileHasher(context.settings.fileHash)
{
}

Result<> FileStage::run()
{
    while (true) {
        auto work = m_context.work.pop();
        if (std::holds_alternative<std::monostate>(work))
            break;
        if (auto *part = std::get_if<PartJob>(&work)) {
            (*part)(m_blocks);
            continue;
        }
        Result<> done;
        for (const SourceTask &task : std::get<TaskBatch>(work)) {
            done = m_context.environment.cancel.checkAbort();
            if (done)
                done = process(task);
            if (!done)
                break;
        }
        m_context.work.finished();
        CAIRN_TRY(std::move(done));
    }
    return m_blocks.flush();
}

Result<> FileStage::process(const SourceTask &task)
{
    m_context.environment.cancel.waitWhilePaused();
    if (m_context.environment.cancel.stopRequested()) {
        if (task.type == EntryType::File)
            ++m_context.tally.notProcessed;
        return {};
    }
    if (task.type != EntryType::File)
        return processOther(task);
    m_context.environment.progress.setCurrent(task.path);
    Result<> done = processFile(task);
    ++m_context.environment.progress.filesDone;
    return done;
}

Result<> FileStage::processOther(const SourceTask &task)
{
    CAIRN_LET(meta, storeMetadata(task, task.stat));
    if (meta.problem)
        return unreadable(task, *meta.problem);
    EntryRow row = rowFor(task, task.stat);
    row.meta = meta.value->ref;
    return note(task, std::move(row), false, meta.value->changed);
}

bool FileStage::mustRead(const SourceTask &task, bool metaChanged) const
{
    if (task.mustRead || !task.previous || m_context.environment.options.change.readEveryFile)
        return true;
    const EntryRow &previous = *task.previous;
    if (previous.type != task.type || previous.size != static_cast<std::int64_t>(task.stat.size) ||
        !sameTime(previous, task.stat.mtimeNs))
        return true;
    // Size and time agree. A rebuilt row is trusted if the metadata agrees to the last digit of the
    // time; otherwise a change of inode or ctime may hide an edit that set the time back.
    return fromRebuild(previous) ? metaChanged : true;
}

Result<> FileStage::processFile(const SourceTask &task)
{
    CAIRN_LET(early, storeMetadata(task, task.stat));
    if (early.problem)
        return unreadable(task, *early.problem);
    EntryRow row = rowFor(task, task.stat);
    row.meta = early.value->ref;
    if (!mustRead(task, early.value->changed)) {
        row.size = task.previous->size;
        row.content = task.previous->content;
        return note(task, std::move(row), false, early.value->changed);
    }
    CAIRN_LET(content, readContent(task));
    if (content.problem)
        return unreadable(task, *content.problem);
    ++m_context.tally.openedFiles;
    m_context.tally.openedBytes += content.value->stream.size;
    Meta meta = *early.value;
    if (content.value->stat != task.stat) { // changed since it was listed: what was read counts
        CAIRN_LET(late, storeMetadata(task, content.value->stat));
        if (late.problem)
            return unreadable(task, *late.problem);
        meta = *late.value;
        row = rowFor(task, content.value->stat);
    }
    row.meta = meta.ref;
    row.size = content.value->stream.size;
    bool contentChanged = true;
    if (task.previous && task.previous->type == EntryType::File) {
        CAIRN_LET(same, sameAsBefore(task.previous->content, row.size, content.value->stream.hash));
        contentChanged = !same;
    }
    if (contentChanged) {
        CAIRN_LET(ref, referTo(m_context.journal, std::move(content.value->stream)));
        row.content = ref;
    } else {
        row.content = task.previous->content;
    }
    if (content.value->changedMeanwhile)
        m_context.environment.report.warning(
            u"FileChangedWhileRead"_s,
            displayText(task.path) %
                u" changed while it was read, twice. It was stored as it was read; the next backup "
                "reads it again."_s,
            task.path);
    return note(task, std::move(row), contentChanged, meta.changed);
}

Result<bool> FileStage::sameAsBefore(StreamRef previous, std::int64_t size, const Digest &hash)
{
    if (previous == 0)
        return size == 0;
    CAIRN_LET(summary, m_context.snapshot.streams.summary(previous));
    return summary.size == size && summary.hash == hash;
}

Result<> FileStage::note(const SourceTask &task, EntryRow row, bool contentChanged,
                         bool metaChanged)
{
    BackupTally &tally = m_context.tally;
    const auto type = static_cast<std::size_t>(task.type);
    if (!task.previous || task.previous->type != task.type) {
        ++tally.added[type];
        tally.addedBytes += row.size;
        return m_context.journal.open(std::move(row), task.previous ? &*task.previous : nullptr);
    }
    if (contentChanged || metaChanged) {
        ++tally.modified[type];
        if (contentChanged)
            tally.modifiedBytes += row.size;
        return m_context.journal.open(std::move(row), &*task.previous);
    }
    if (task.type == EntryType::File && !fromRebuild(*task.previous))
        ++tally.timestampChanged;
    row.first = task.previous->first;
    return m_context.journal.refresh(std::move(row));
}

Result<> FileStage::unreadable(const SourceTask &task, const Error &problem)
{
    if (problem.code == ErrorCode::Cancelled) { // a stop in the middle of a large file
        ++m_context.tally.notProcessed;
        return {};
    }
    if (problem.code == ErrorCode::NotFound) { // gone since it was listed: as if it had never been
        if (!task.previous)
            return {};
        ++m_context.tally.deleted[static_cast<std::size_t>(task.previous->type)];
        return m_context.journal.close(*task.previous);
    }
    m_context.tally.addUnreadable(task.path, problem.message);
    m_context.environment.report.warning(
        problem.code == ErrorCode::AccessDenied ? u"PermissionDenied"_s : u"FileUnreadable"_s,
        displayText(task.path) % u" could not be read: "_s % problem.message % u". "_s %
            (task.previous ? u"The backup keeps it as it was before."_s
                           : u"It is not in the backup."_s),
        task.path);
    return {};
}

Result<FileStage::Read<FileStage::Meta>> FileStage::storeMetadata(const SourceTask &task,
                                                                  const SourceStat &stat)
{
    Metadata metadata;
    const bool skip = m_context.environment.options.source.skipMetadata;
    if (!skip || task.type == EntryType::Symlink) {
        Result<SourceMetadata> read = m_context.metadata.read(
            {FilePath(task.path), stat, task.linkToFolder, task.followed, task.hasXattrs});
        if (!read)
            return Read<Meta>{std::nullopt, std::move(read).error()};
        metadata = formatMetadata(std::move(*read));
        if (skip) {
            Metadata target;
            target.symlinkTarget = std::move(metadata.symlinkTarget);
            metadata = std::move(target);
        }
    }
    serialise(metadata, m_blob);
    const std::int64_t hashBytes =
        static_cast<std::int64_t>(hashLength(m_context.settings.blockHash));
    const std::int64_t most =
        m_context.settings.blocksize / hashBytes * m_context.settings.blocksize;
    if (static_cast<std::int64_t>(m_blob.size()) > most) {
        m_context.environment.report.warning(u"TooLargeMetadata"_s,
                                             displayText(task.path) %
                                                 u" has more extended attributes than the format "
                                                 u"can keep. It was stored without its "
                                                 "metadata."_s,
                                             task.path);
        serialise(Metadata{}, m_blob);
    }
    const ByteView blob = asBytes(m_blob);
    const Digest hash = m_fileHasher.hash(blob);
    if (task.previous && task.previous->meta != 0) {
        CAIRN_LET(same,
                  sameAsBefore(task.previous->meta, static_cast<std::int64_t>(blob.size()), hash));
        if (same && !task.mustRead)
            return Read<Meta>{Meta{task.previous->meta, false}, std::nullopt};
        if (same) { // a lost block may be the metadata's: store it again
            CAIRN_TRY(storeBytes(blob, BlockStage::Hint::Compressible));
            return Read<Meta>{Meta{task.previous->meta, false}, std::nullopt};
        }
    }
    CAIRN_LET(stream, storeBytes(blob, BlockStage::Hint::Compressible));
    CAIRN_LET(ref, referTo(m_context.journal, std::move(stream)));
    return Read<Meta>{Meta{ref, true}, std::nullopt};
}

Result<StoredStream> FileStage::storeBytes(ByteView content, BlockStage::Hint hint)
{
    m_hashes.clear();
    m_ids.clear();
    CAIRN_TRY(m_blocks.store(content, hint, m_hashes, m_ids));
    StreamBuilder builder(m_context.settings, m_blocks);
    CAIRN_TRY(builder.append(m_hashes, m_ids, static_cast<std::int64_t>(content.size())));
    const bool oneHash = m_context.settings.blockHash == m_context.settings.fileHash;
    const Digest hash = m_hashes.size() == 1 && oneHash ? m_hashes[0] : m_fileHasher.hash(content);
    return builder.finish(hash);
}

Result<FileStage::Read<FileStage::Content>> FileStage::readContent(const SourceTask &task)
{
    constexpr int kAttempts = 2;
    const LastLink links = task.followed ? LastLink::Follow : LastLink::NoFollow;
    for (int attempt = 1;; ++attempt) {
        Result<SourceFile> file =
            m_reader.open(FilePath(task.path), links, attempt == 1 ? &task.stat : nullptr);
        if (!file && file.error().code == ErrorCode::Changed && attempt < kAttempts)
            continue;
        if (!file)
            return Read<Content>{std::nullopt, std::move(file).error()};
        CAIRN_LET(content, readOnce(task, *file));
        if (content.problem)
            return content;
        const Result<SourceStat> now = file->examine();
        if (now && now->isUnchanged(file->stat()))
            return content;
        if (attempt >= kAttempts) {
            content.value->changedMeanwhile = true;
            return content;
        }
    }
}

Result<FileStage::Read<FileStage::Content>> FileStage::readOnce(const SourceTask &task,
                                                                SourceFile &file)
{
    const bool small = file.size() <= static_cast<std::uint64_t>(m_context.settings.blocksize);
    Read<StoredStream> stream;
    if (small) {
        CAIRN_LET(read, readSmall(task, file));
        stream = std::move(read);
    } else {
        const BlockStage::Hint hint = m_context.compressedExtensions.contains(task.path)
                                          ? BlockStage::Hint::Compressed
                                          : BlockStage::Hint::Compressible;
        if (file.size() >= kLongReadBytes) // what was read before does not wait for it
            CAIRN_TRY(m_blocks.flush());
        LargeFile large(m_context.environment, m_context.settings, m_context.work, m_blocks,
                        m_fileHasher, hint, m_context.isStoppedAtOnce);
        CAIRN_LET(read, large.read(file, stream.problem));
        stream.value = std::move(read);
    }
    if (stream.problem) {
        std::ignore = m_fileHasher.finish(); // forget the half that was read
        return Read<Content>{std::nullopt, std::move(stream.problem)};
    }
    return Read<Content>{Content{std::move(*stream.value), file.stat(), false}, std::nullopt};
}

Result<FileStage::Read<StoredStream>> FileStage::readSmall(const SourceTask &task, SourceFile &file)
{
    m_content.resize(static_cast<std::size_t>(file.size()));
    if (file.size() > 0) {
        Result<std::size_t> got = file.readAt(0, m_content.span());
        if (!got)
            return Read<StoredStream>{std::nullopt, std::move(got).error()};
        m_content.resize(*got);
        m_context.environment.progress.bytesDone += static_cast<std::int64_t>(*got);
    }
    const BlockStage::Hint hint = m_context.compressedExtensions.contains(task.path)
                                      ? BlockStage::Hint::Compressed
                                      : BlockStage::Hint::Compressible;
    CAIRN_LET(stream, storeBytes(m_content, hint));
    return Read<StoredStream>{std::move(stream), std::nullopt};
}

} // namespace cairn
