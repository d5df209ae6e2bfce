// SPDX-License-Identifier: MIT
#include "core/format/dlist.h"
#include "core/format/json_writer.h"
#include "core/format/path_escape.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t kFlushAt = 256U << 10;
constexpr std::int64_t kLastTime = 253'402'300'799; // 9999-12-31 23:59:59
constexpr std::int64_t kDay = 86'400;

void appendDigits(std::string &out, std::uint64_t value, int digits)
{
    char text[8];
    for (int i = digits; i-- > 0; value /= 10)
        text[i] = static_cast<char>('0' + value % 10);
    out.append(text, static_cast<std::size_t>(digits));
}

// formatStamp() of core/base/text.h, without its allocation and printf: a dlist has a million of
// them.
void appendStamp(std::string &out, std::int64_t time)
{
    time = std::clamp(time, DlistEntry::kUnknownTime, kLastTime);
    // Days since 0000-03-01, so that a leap day ends its year; then by 400, 100, 4 and 1 years.
    const auto days = static_cast<std::uint64_t>((time - DlistEntry::kUnknownTime) / kDay + 306);
    const auto second = static_cast<std::uint64_t>((time - DlistEntry::kUnknownTime) % kDay);
    const std::uint64_t era = days / 146'097;
    const std::uint64_t dayOfEra = days % 146'097;
    const std::uint64_t yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const std::uint64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::uint64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const std::uint64_t day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    const std::uint64_t month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    const std::uint64_t year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    appendDigits(out, year, 4);
    appendDigits(out, month, 2);
    appendDigits(out, day, 2);
    out += 'T';
    appendDigits(out, second / 3600, 2);
    appendDigits(out, second / 60 % 60, 2);
    appendDigits(out, second % 60, 2);
    out += 'Z';
}

void appendHashes(std::string &out, std::string_view member, const std::vector<Digest> &hashes)
{
    char before = '[';
    out += member;
    for (const Digest &hash : hashes) {
        out += before;
        before = ',';
        out += '"';
        appendBase64(out, hash.view());
        out += '"';
    }
    out += ']';
}

void appendHash(std::string &out, std::string_view member, const Digest &hash)
{
    out += member;
    appendBase64(out, hash.view());
    out += '"';
}

constexpr std::string_view typeText(DlistEntry::Type type)
{
    switch (type) {
    case DlistEntry::Folder:
        return R"({"type":"Folder","path":)";
    case DlistEntry::Symlink:
        return R"({"type":"Symlink","path":)";
    case DlistEntry::File:
        break;
    }
    return R"({"type":"File","path":)";
}

} // namespace

void DlistEntry::clear()
{
    type = File;
    path.clear();
    hash = metaHash = metaBlockHash = blockHash = Digest();
    size = 0;
    time = kUnknownTime;
    metaSize = blockSize = -1;
    metaBlocklists.clear();
    blocklists.clear();
}

DlistWriter::DlistWriter(ByteSink &out)
    : m_out(out)
{
    m_buffer.reserve(2 * kFlushAt);
}

Result<> DlistWriter::flush()
{
    CAIRN_TRY(m_out.write(asBytes(m_buffer)));
    m_buffer.clear();
    return {};
}

Result<> DlistWriter::begin()
{
    m_buffer = kBom;
    m_buffer += '[';
    return {};
}

Result<> DlistWriter::add(const DlistEntry &entry)
{
    if (entry.path.empty() || (entry.type == DlistEntry::File && entry.hash.empty()))
        return fail(ErrorCode::Internal,
                    QStringLiteral("An entry without path or hash cannot be listed."));
    if (!m_first)
        m_buffer += ',';
    m_first = false;
    m_buffer += typeText(entry.type);
    m_path.clear();
    appendEscapedPath(m_path, entry.path);
    appendJsonString(m_buffer, m_path);
    if (entry.type == DlistEntry::File) {
        appendHash(m_buffer, R"(,"hash":")", entry.hash);
        m_buffer += R"(,"size":)";
        appendNumber(m_buffer, entry.size);
        m_buffer += R"(,"time":")";
        appendStamp(m_buffer, entry.time);
        m_buffer += '"';
    }
    if (!entry.metaHash.empty()) {
        appendHash(m_buffer, R"(,"metahash":")", entry.metaHash);
        m_buffer += R"(,"metasize":)";
        appendNumber(m_buffer, entry.metaSize);
        if (!entry.metaBlocklists.empty())
            appendHashes(m_buffer, R"(,"metablocklists":)", entry.metaBlocklists);
        else if (!entry.metaBlockHash.empty())
            appendHash(m_buffer, R"(,"metablockhash":")", entry.metaBlockHash);
    }
    if (entry.type == DlistEntry::File && !entry.blocklists.empty()) {
        appendHashes(m_buffer, R"(,"blocklists":)", entry.blocklists);
    } else if (entry.type == DlistEntry::File && !entry.blockHash.empty()) {
        appendHash(m_buffer, R"(,"blockhash":")", entry.blockHash);
        m_buffer += R"(,"blocksize":)";
        appendNumber(m_buffer, entry.blockSize >= 0 ? entry.blockSize : entry.size);
    }
    m_buffer += '}';
    return m_buffer.size() >= kFlushAt ? flush() : Result<>();
}

Result<> DlistWriter::end()
{
    m_buffer += ']';
    return flush();
}

} // namespace cairn
