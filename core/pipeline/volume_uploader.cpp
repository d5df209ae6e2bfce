// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_uploader.h"

#include "core/base/killpoint.h"
#include "core/pipeline/volume_proof.h"

namespace cairn {

namespace {
constexpr std::int64_t kProveOneIn = 20; // R9
}

VolumeUploader::VolumeUploader(const RunEnvironment &environment, JobDatabase &job,
                               const JobSettings &settings, Options options)
    : m_environment(environment)
    , m_job(job)
    , m_settings(settings)
    , m_options(std::move(options))
{
}

VolumeUploader::~VolumeUploader()
{
    m_queue.abort();
    for (std::thread &thread : m_threads)
        thread.join();
}

Result<> VolumeUploader::start()
{
    const int width = std::max(1, m_environment.options.transfer.parallelUploads);
    for (int i = 0; i < width; ++i) {
        CAIRN_LET(backend, m_environment.openBackend());
        m_journals.push_back(
            std::make_unique<VolumeJournal>(m_environment, m_job, std::move(backend), m_settings));
    }
    for (const auto &journal : m_journals)
        m_threads.emplace_back([this, &journal] { work(*journal); });
    return {};
}

void VolumeUploader::setFailure(Error error)
{
    {
        std::scoped_lock lock(m_mutex);
        if (!m_failure)
            m_failure = std::move(error);
    }
    m_queue.abort();
}

void VolumeUploader::work(VolumeJournal &journal)
{
    while (std::optional<FilledVolume> filled = m_queue.pop()) {
        m_environment.cancel.waitWhilePaused();
        if (m_options.drops && m_options.drops())
            continue;
        if (Result<> done = upload(journal, *filled); !done) {
            setFailure(std::move(done).error());
            return;
        }
    }
}

Result<> VolumeUploader::push(FilledVolume volume)
{
    m_environment.progress.bytesSealed += volume.volume.size;
    if (m_queue.push(std::move(volume)))
        return {};
    std::scoped_lock lock(m_mutex);
    if (m_failure)
        return fail(*m_failure);
    return fail(ErrorCode::Cancelled, QStringLiteral("The operation was aborted."));
}

Result<> VolumeUploader::finish()
{
    m_queue.close();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
    std::scoped_lock lock(m_mutex);
    if (m_failure)
        return fail(*m_failure);
    return {};
}

std::vector<std::int64_t> VolumeUploader::uploaded() const
{
    std::scoped_lock lock(m_mutex);
    return m_uploaded;
}

Result<> VolumeUploader::upload(VolumeJournal &journal, FilledVolume &filled)
{
    const std::int64_t number = m_count++;
    const ProofLevel level = m_environment.options.storage.prove;
    VolumeProof proof(m_environment, m_settings, filled);
    if (m_options.prove && level != ProofLevel::None &&
        (level == ProofLevel::All || number % kProveOneIn == 0))
        CAIRN_TRY(proof.start(m_job));

    VolumeJournal::Put put;
    put.kind = VolumeKind::Dblock;
    put.name = newVolumeName(m_settings, VolumeKind::Dblock, m_environment.random);
    put.contentBytes = filled.contentBytes;
    put.steps = m_options.steps.dblock;
    put.alongside = [&](std::int64_t id) -> Result<> {
        for (BlockRow &block : filled.blocks)
            block.volume = id;
        CAIRN_TRY(m_job.blocks.insertAll(filled.blocks));
        CAIRN_TRY(m_job.blocks.addCopies(id, filled.moved));
        for (const std::int64_t block : filled.listIds)
            CAIRN_TRY(m_job.blocks.markList(block));
        return proof.wait(); // no row is committed, and nothing put, without it
    };
    put.confirmed = [&](std::int64_t id, const std::string &) -> Result<> {
        if (!m_options.repoint || filled.moved.empty())
            return {};
        for (const std::int64_t block : filled.moved)
            CAIRN_TRY(m_job.blocks.setVolume(block, id));
        return m_job.blocks.dropCopiesIn(id);
    };
    CAIRN_LET(dblock, journal.put(filled.volume, put));
    filled.volume.file = TempFile(); // its space is free again (R22)
    CAIRN_TRY(uploadIndex(journal, filled, dblock));
    if (m_options.stored)
        m_options.stored(filled, dblock);
    return {};
}

Result<> VolumeUploader::uploadIndex(VolumeJournal &journal, const FilledVolume &filled,
                                     std::int64_t dblock)
{
    const IndexPolicy policy = m_environment.options.storage.indexPolicy;
    std::vector<std::int64_t> ids{dblock};
    if (policy != IndexPolicy::None) {
        static const std::vector<BlocklistContent> kNoLists;
        CAIRN_LET(sealed, buildIndexVolume(m_environment, m_job, m_settings, dblock,
                                           policy == IndexPolicy::Full ? filled.lists : kNoLists));
        VolumeJournal::Put put;
        put.kind = VolumeKind::Dindex;
        put.name = newVolumeName(m_settings, VolumeKind::Dindex, m_environment.random);
        put.steps = m_options.steps.dindex;
        put.alongside = [&](std::int64_t id) { return m_job.volumes.link(id, dblock); };
        CAIRN_LET(dindex, journal.put(sealed, put));
        ids.push_back(dindex);
    }
    std::scoped_lock lock(m_mutex);
    m_uploaded.insert(m_uploaded.end(), ids.begin(), ids.end());
    return {};
}

} // namespace cairn
