// SPDX-License-Identifier: MIT
#include "core/operations/list_parser.h"

namespace cairn {

using namespace Qt::StringLiterals;

ListParser::ListParser(const VolumeArchive &archive, std::size_t entry,
                       DlistReader::Options options)
    : m_archive(archive)
    , m_entry(entry)
    , m_options(options)
    , m_thread([this] {
        m_outcome = parse();
        m_parsed.close();
    })
{
}

ListParser::~ListParser()
{
    m_parsed.abort();
    if (m_thread.joinable())
        m_thread.join();
}

Result<> ListParser::parse()
{
    DlistReader reader(
        m_options, [this](DlistEntry &entry) { return hand(std::move(entry), std::nullopt); },
        [this](const DlistEntry &entry, const QString &why) {
            return hand(DlistEntry(entry), why);
        });
    CAIRN_TRY(m_archive.stream(m_entry, reader));
    CAIRN_TRY(reader.finish());
    return handBatch();
}

Result<> ListParser::hand(DlistEntry &&entry, std::optional<QString> damage)
{
    m_weight += 1 + entry.blocklists.size() + entry.metaBlocklists.size();
    m_batch.push_back({std::move(entry), std::move(damage)});
    return m_weight < kBatch ? Result<>() : handBatch();
}

Result<> ListParser::handBatch()
{
    if (!m_parsed.push(std::exchange(m_batch, Batch()), std::exchange(m_weight, 0)))
        return fail(ErrorCode::Cancelled, u"The operation was aborted."_s);
    m_batch.reserve(kBatch);
    return {};
}

Result<> ListParser::finish()
{
    m_thread.join();
    return m_outcome;
}

} // namespace cairn
