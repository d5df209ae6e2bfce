// SPDX-License-Identifier: MIT
#include "core/operations/file_content.h"

#include "core/base/byte_stream.h"
#include "core/pipeline/volume_opener.h"

#include <algorithm>
#include <list>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kOpenVolumes = 3; // a file's blocks seldom go to and fro between more

class ContentReader final
{
public:
    ContentReader(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings)
        : m_environment(environment)
        , m_job(job)
        , m_settings(settings)
        , m_hasher(settings.blockHash)
    {
    }

    Result<const Buffer *> block(std::int64_t id)
    {
        if (id == m_current)
            return &m_content;
        m_current = 0;
        CAIRN_LET(row, m_job.blocks.get(id));
        if (!row)
            return fail(ErrorCode::Corrupt, u"The database does not know all of its content."_s);
        std::vector<std::int64_t> volumes{row->volume};
        CAIRN_LET(copies, m_job.blocks.copiesOf(id));
        volumes.insert(volumes.end(), copies.begin(), copies.end());
        Error last{ErrorCode::Corrupt, u"No volume is known to hold its content."_s, {}, {}};
        for (const std::int64_t volume : volumes) {
            if (volume == 0)
                continue;
            CAIRN_TRY(m_environment.cancel.checkAbort());
            Result<> read = readFrom(volume, *row);
            if (read) {
                m_current = id;
                return &m_content;
            }
            if (read.error().code == ErrorCode::Cancelled)
                return fail(std::move(read).error());
            last = std::move(read).error();
        }
        return fail(std::move(last));
    }

private:
    struct Opened
    {
        std::int64_t id = 0;
        OpenVolume volume;
    };

    Result<const OpenVolume *> open(std::int64_t id)
    {
        const auto known = std::ranges::find(m_open, id, &Opened::id);
        if (known != m_open.end()) {
            m_open.splice(m_open.begin(), m_open, known);
            return &m_open.front().volume;
        }
        CAIRN_LET(row, m_job.volumes.get(id));
        if (!row)
            return fail(ErrorCode::Corrupt, u"A volume is not known."_s);
        if (!m_opener) {
            CAIRN_LET(backend, m_environment.openBackend());
            m_opener.emplace(m_environment, std::move(backend), m_settings);
        }
        CAIRN_LET(opened, m_opener->open(row->name, row->size, row->hash));
        m_open.push_front({id, std::move(opened)});
        if (m_open.size() > kOpenVolumes)
            m_open.pop_back();
        return &m_open.front().volume;
    }

    Result<> readFrom(std::int64_t volume, const BlockRow &row)
    {
        CAIRN_LET(opened, open(volume));
        const auto entry = opened->archive->find(row.hash.toBase64Url());
        const auto size = static_cast<std::size_t>(row.size);
        if (!entry || !opened->archive->extract(*entry, m_content, size, m_scratch) ||
            m_content.size() != size || m_hasher.hash(m_content) != row.hash)
            return fail(ErrorCode::Corrupt,
                        u"A part of its content is damaged at the destination."_s);
        return {};
    }

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    std::optional<VolumeOpener> m_opener;
    std::list<Opened> m_open; // the last one used first
    ExtractScratch m_scratch;
    Hasher m_hasher;
    Buffer m_content;
    std::int64_t m_current = 0; // the block in m_content
};

} // namespace

Result<std::int64_t> readContent(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings, const EntryRow &row,
                                 std::int64_t limit, ByteSink &sink)
{
    const std::int64_t wanted = std::min(row.size, limit);
    environment.progress.bytesTotal += wanted;
    environment.progress.totalKnown = true;
    if (wanted <= 0)
        return std::int64_t{0};
    std::vector<std::int64_t> blocks{row.content};
    Digest expected;
    if (row.content < 0) {
        CAIRN_LET(stream, job.streams.get(-row.content));
        if (!stream)
            return fail(ErrorCode::Corrupt, u"The database does not know all of its content."_s);
        blocks.clear();
        // Holes of a petabyte are one piece: no more blocks than are wanted.
        const auto most = static_cast<std::size_t>(wanted / settings.blocksize + 1);
        stream->blocks.forEachPiece(
            [&](std::int64_t, std::int64_t first, std::int64_t count, std::int64_t step) {
                for (std::int64_t i = 0; i < count && blocks.size() < most; ++i)
                    blocks.push_back(first + i * step);
            });
        expected = stream->hash;
    }
    ContentReader reader(environment, job, settings);
    Hasher whole(settings.fileHash);
    std::int64_t done = 0;
    for (std::size_t at = 0; at < blocks.size() && done < wanted; ++at) {
        if (environment.cancel.stopRequested())
            return fail(ErrorCode::Cancelled, u"Fetching the file was stopped."_s);
        CAIRN_LET(content, reader.block(blocks[at]));
        const auto piece = content->view().first(
            std::min(content->size(), static_cast<std::size_t>(wanted - done)));
        CAIRN_TRY(sink.write(piece));
        whole.update(piece);
        done += static_cast<std::int64_t>(piece.size());
        environment.progress.bytesDone += static_cast<std::int64_t>(piece.size());
    }
    if (done != wanted || (row.content < 0 && wanted == row.size && whole.finish() != expected))
        return fail(ErrorCode::Corrupt, u"Its content does not have the hash it should have."_s);
    return done;
}

} // namespace cairn
