// SPDX-License-Identifier: MIT
#include "core/pipeline/entry_journal.h"

namespace cairn {

namespace {
constexpr std::size_t kBatch = 8192; // changes a transaction: some 5 ms of work
}

EntryJournal::EntryJournal(JobDatabase &job, std::int64_t version)
    : m_job(job)
    , m_version(version)
{
}

Result<std::unique_ptr<EntryJournal>> EntryJournal::create(JobDatabase &job, std::int64_t version)
{
    std::unique_ptr<EntryJournal> journal(new EntryJournal(job, version));
    CAIRN_LET(folder, job.entries.maxFolderId());
    CAIRN_LET(stream, job.streams.maxId());
    journal->m_nextFolder = folder + 1;
    journal->m_nextStream = stream + 1;
    return journal;
}

Result<std::int64_t> EntryJournal::addFolder(std::int64_t parent, std::string_view name)
{
    std::int64_t id = 0;
    {
        std::scoped_lock lock(m_mutex);
        id = m_nextFolder++;
    }
    CAIRN_TRY(add(NewFolder{id, parent, std::string(name)}));
    return id;
}

Result<std::int64_t> EntryJournal::addStream(StreamRow row)
{
    {
        std::scoped_lock lock(m_mutex);
        row.id = m_nextStream++;
    }
    const std::int64_t id = row.id;
    CAIRN_TRY(add(std::move(row)));
    return id;
}

void EntryJournal::count(const EntryRow &row, std::int64_t sign)
{
    m_delta.entries += sign;
    if (row.type == EntryType::File) {
        m_delta.files += sign;
        m_delta.bytes += sign * row.size;
    }
}

Result<> EntryJournal::open(EntryRow row, const EntryRow *previous)
{
    row.first = m_version;
    {
        std::scoped_lock lock(m_mutex);
        if (previous)
            count(*previous, -1);
        count(row, 1);
        ++m_changeCount;
    }
    return add(Opened{std::move(row), previous != nullptr});
}

Result<> EntryJournal::close(const EntryRow &row)
{
    {
        std::scoped_lock lock(m_mutex);
        count(row, -1);
        ++m_changeCount;
    }
    return add(Closed{row.folder, row.name});
}

Result<std::optional<EntryRow>> EntryJournal::takeBack(const EntryRow &row, std::int64_t previous)
{
    CAIRN_LET(before, m_job.entries.find(row.folder, row.name, previous));
    CAIRN_TRY(m_job.entries.takeBack(row.folder, row.name, previous, m_version));
    std::scoped_lock lock(m_mutex);
    count(row, -1);
    if (before)
        count(*before, 1);
    --m_changeCount;
    return std::move(before);
}

Result<> EntryJournal::refresh(EntryRow row)
{
    return add(Refreshed{std::move(row)});
}

Result<> EntryJournal::add(Change change)
{
    {
        std::scoped_lock lock(m_mutex);
        m_changes.push_back(std::move(change));
        if (m_changes.size() < kBatch)
            return {};
    }
    return flush();
}

Result<> EntryJournal::write(const Change &change)
{
    if (const auto *opened = std::get_if<Opened>(&change)) {
        if (opened->replaces)
            CAIRN_TRY(m_job.entries.close(opened->row.folder, opened->row.name, m_version));
        return m_job.entries.open(opened->row);
    }
    if (const auto *closed = std::get_if<Closed>(&change))
        return m_job.entries.close(closed->folder, closed->name, m_version);
    if (const auto *stream = std::get_if<StreamRow>(&change))
        return m_job.streams.insert(*stream);
    if (const auto *folder = std::get_if<NewFolder>(&change))
        return m_job.entries.insertFolder(folder->id, folder->parent, folder->name);
    return m_job.entries.refresh(std::get<Refreshed>(change).row);
}

Result<> EntryJournal::flush()
{
    std::scoped_lock order(m_writing);
    std::vector<Change> changes;
    {
        std::scoped_lock lock(m_mutex);
        changes.swap(m_changes);
    }
    if (changes.empty())
        return {};
    CAIRN_LET(transaction, Transaction::begin(m_job.database(), Transaction::Durability::Relaxed));
    for (const Change &change : changes)
        CAIRN_TRY(write(change));
    return transaction.commit();
}

EntryJournal::Delta EntryJournal::delta() const
{
    std::scoped_lock lock(m_mutex);
    return m_delta;
}

bool EntryJournal::changed() const
{
    std::scoped_lock lock(m_mutex);
    return m_changeCount > 0;
}

} // namespace cairn
