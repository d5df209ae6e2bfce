// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/compressed_extensions.h"
#include "core/pipeline/backup_tally.h"
#include "core/pipeline/block_stage.h"
#include "core/pipeline/entry_journal.h"
#include "core/pipeline/run_environment.h"
#include "core/pipeline/stream_store.h"
#include "core/pipeline/work_queue.h"
#include "core/source/metadata_posix.h"
#include "core/source/source_reader.h"

#include <optional>

namespace cairn {

// What the working threads of a backup share. Everything outlives them.
struct FileStageContext
{
    const RunEnvironment &environment;
    const JobSettings &settings;
    JobDatabase &snapshot; // for reading what earlier versions have; shared under its lock
    WorkQueue &work;
    EntryJournal &journal;
    BackupTally &tally;
    MetadataReader &metadata;
    const CompressedExtensions &compressedExtensions;
    std::function<bool()> isStoppedAtOnce; // asked in the middle of large files; cheap
};

// One working thread: reads what is new or may have changed, stores it and notes the new state. A
// source that cannot be read is reported and stays as the version before has it (R30); every other
// failure ends the run.
class FileStage final
{
public:
    FileStage(const FileStageContext &context, BlockStage blocks);
    Result<> run(); // until there is no more work

private:
    // What became of reading from the source: a value, or the reason why there is none.
    template<typename T>
    struct Read
    {
        std::optional<T> value;
        std::optional<Error> problem;
    };
    struct Content
    {
        StoredStream stream;
        SourceStat stat; // as it was when it was opened
        bool changedMeanwhile = false;
    };
    struct Meta
    {
        StreamRef ref = 0;
        bool changed = false;
    };

    Result<> process(const SourceTask &task);
    Result<> processFile(const SourceTask &task);
    Result<> processOther(const SourceTask &task);
    Result<> note(const SourceTask &task, EntryRow row, bool contentChanged, bool metaChanged);
    Result<> unreadable(const SourceTask &task, const Error &problem);

    Result<Read<Meta>> storeMetadata(const SourceTask &task, const SourceStat &stat);
    Result<StoredStream> storeBytes(ByteView content, BlockStage::Hint hint);
    [[nodiscard]] bool mustRead(const SourceTask &task, bool metaChanged) const;

    Result<Read<Content>> readContent(const SourceTask &task);
    Result<Read<Content>> readOnce(const SourceTask &task, SourceFile &file);
    Result<Read<StoredStream>> readSmall(const SourceTask &task, SourceFile &file);
    Result<bool> sameAsBefore(StreamRef previous, std::int64_t size, const Digest &hash);

    const FileStageContext &m_context;
    SourceReader m_reader;
    BlockStage m_blocks;
    Hasher m_fileHasher;
    Buffer m_content;
    std::vector<Digest> m_hashes;
    std::vector<std::int64_t> m_ids;
    std::string m_blob;
};

} // namespace cairn
