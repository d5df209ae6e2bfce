// SPDX-License-Identifier: MIT
#include "core/operations/test_volumes_list.h"

#include "core/format/dlist.h"
#include "core/format/entry_names.h"
#include "core/format/limits.h"
#include "core/format/manifest.h"
#include "core/format/path_escape.h"
#include "core/sqlite/read_snapshot.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kNamed = 3;              // paths in a sentence
constexpr std::size_t kPrintsKept = 4'000'000; // 128 MiB of the hash table
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kLargestTime = 9'000'000'000; // seconds that ns can hold

std::uint64_t mix(std::uint64_t sum, std::uint64_t value)
{
    // The finaliser of SplitMix64: every bit of the input moves every bit of the result.
    std::uint64_t x = (sum ^ value) + 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

std::uint64_t printOf(const Digest &hash, const std::vector<Digest> &lists, const Digest &block)
{
    std::uint64_t print = mix(1, hash.prefix());
    for (const Digest &list : lists)
        print = mix(print, list.prefix());
    return block.empty() || block == hash ? print : mix(print, block.prefix());
}

std::uint64_t printOf(EntryType type, std::int64_t size, std::uint64_t content, std::uint64_t meta)
{
    const bool isFile = type == EntryType::File;
    std::uint64_t print = mix(static_cast<std::uint64_t>(type), meta);
    print = mix(print, isFile ? static_cast<std::uint64_t>(size) : 0);
    return mix(print, isFile ? content : 0);
}

std::uint64_t printOf(const DlistEntry &entry)
{
    const std::uint64_t meta =
        entry.metaHash.empty() ? 0
                               : printOf(entry.metaHash, entry.metaBlocklists, entry.metaBlockHash);
    return printOf(static_cast<EntryType>(entry.type), entry.size,
                   printOf(entry.hash, entry.blocklists, entry.blockHash), meta);
}

std::uint64_t hashOfPath(std::string_view path)
{
    return std::hash<std::string_view>()(path);
}

std::int64_t secondsOf(std::int64_t ns)
{
    return ns >= 0 ? ns / kSecond : -((-ns + kSecond - 1) / kSecond);
}

bool isTimeKept(std::int64_t seconds)
{
    return seconds > -kLargestTime && seconds < kLargestTime;
}

void name(std::vector<std::string> &paths, std::string_view path)
{
    if (paths.size() < kNamed)
        paths.emplace_back(path);
}

QString sentence(std::int64_t missing, std::int64_t extra, std::int64_t changed,
                 const std::vector<std::string> &paths)
{
    QString named;
    for (const std::string &path : paths)
        named += (named.isEmpty() ? QString() : u", "_s) % displayText(path);
    return u"it does not agree with the local database: %1 entries are not in it, %2 are only in "
           "it, %3 are different (%4)"_s.arg(QString::number(missing), QString::number(extra),
                                             QString::number(changed), named);
}

Error lostContent()
{
    return {ErrorCode::Internal,
            u"the local database does not know the content of one of its entries"_s,
            u"DatabaseIsDamaged"_s,
            {}};
}

} // namespace

Result<std::uint64_t> ListChecker::printOfStream(StreamRef ref)
{
    if (ref == 0)
        return printOf(hashOf(m_settings.fileHash, {}), {}, {});
    if (const auto known = m_prints.find(ref); known != m_prints.end())
        return known->second;
    std::vector<Digest> lists;
    Digest hash;
    Digest block;
    if (ref > 0) {
        CAIRN_LET(row, m_reader->blocks.get(ref));
        if (!row)
            return fail(lostContent());
        hash = row->hash;
    } else {
        CAIRN_LET(stream, m_reader->streams.get(-ref));
        if (!stream)
            return fail(lostContent());
        hash = stream->hash;
        std::vector<std::int64_t> listIds;
        stream->lists.forEach([&](std::int64_t, std::int64_t id) { listIds.push_back(id); });
        for (const std::int64_t id : listIds) {
            CAIRN_LET(row, m_reader->blocks.get(id));
            lists.push_back(row ? row->hash : Digest());
        }
        if (listIds.empty()) {
            // One block, or by a list that lies any number of unknown ones: they are not walked.
            std::int64_t last = 0;
            stream->blocks.forEachPiece(
                [&](std::int64_t, std::int64_t first, std::int64_t count, std::int64_t step) {
                    last = first + (count - 1) * step;
                });
            CAIRN_LET(row, m_reader->blocks.get(last));
            block = row ? row->hash : Digest();
        }
    }
    const std::uint64_t print = printOf(hash, lists, block);
    if (m_prints.size() >= kPrintsKept)
        m_prints.clear();
    m_prints.emplace(ref, print);
    return print;
}

Result<std::uint64_t> ListChecker::printOfRow(const EntryRow &row)
{
    std::uint64_t content = 0;
    if (row.type == EntryType::File) {
        CAIRN_LET(print, printOfStream(row.content));
        content = print;
    }
    std::uint64_t meta = 0;
    if (row.meta != 0) {
        CAIRN_LET(print, printOfStream(row.meta));
        meta = print;
    }
    return printOf(row.type, row.size, content, meta);
}

Result<> ListChecker::load(std::int64_t version)
{
    m_known.clear();
    const auto snapshot = ReadSnapshot::begin(m_reader->database());
    if (!snapshot)
        return fail(snapshot.error());
    CAIRN_TRY(m_reader->entries.walk(
        version, [&](const std::string &path, const EntryRow &row) -> Result<> {
            CAIRN_LET(print, printOfRow(row));
            m_known.push_back({hashOfPath(path), print, secondsOf(row.mtime), false});
            return {};
        }));
    std::sort(m_known.begin(), m_known.end(),
              [](const Known &a, const Known &b) { return a.path < b.path; });
    return {};
}

ListChecker::Known *ListChecker::find(std::uint64_t path)
{
    const auto at = std::lower_bound(m_known.begin(), m_known.end(), path,
                                     [](const Known &a, std::uint64_t b) { return a.path < b; });
    return at == m_known.end() || at->path != path ? nullptr : &*at;
}

Result<> ListChecker::readList(const OpenVolume &volume, Differences &found)
{
    const std::optional<std::size_t> index = volume.archive->find(kFilelistEntry);
    if (!index)
        return fail(ErrorCode::Corrupt, u"it holds no list of files"_s);
    DlistReader::Options options;
    options.decodeEscapes = escapesPaths(volume.manifest.appVersion);
    const auto onEntry = [&](DlistEntry &entry) -> Result<> {
        Known *known = find(hashOfPath(entry.path));
        if (!known) {
            ++found.extra;
            name(found.paths, entry.path);
            return {};
        }
        known->isSeen = true;
        const bool isSameTime = entry.type != DlistEntry::File || !isTimeKept(entry.time) ||
                                entry.time == known->seconds;
        if (!isSameTime || known->print != printOf(entry)) {
            ++found.changed;
            name(found.paths, entry.path);
        }
        return {};
    };
    // An entry that cannot be used was left out by every reader: the database lacks it too.
    const auto onDamaged = [](const DlistEntry &, const QString &) -> Result<> { return {}; };
    DlistReader reader(options, onEntry, onDamaged);
    CAIRN_TRY(volume.archive->stream(*index, reader));
    return reader.finish();
}

Result<> ListChecker::nameMissing(std::int64_t version, Differences &found)
{
    for (const Known &known : m_known)
        found.missing += known.isSeen ? 0 : 1;
    if (found.missing == 0)
        return {};
    return m_reader->entries.walk(version,
                                  [&](const std::string &path, const EntryRow &) -> Result<> {
                                      const Known *known = find(hashOfPath(path));
                                      if (known && !known->isSeen)
                                          name(found.paths, path);
                                      return {};
                                  });
}

Result<std::optional<VersionRow>> ListChecker::versionOf(std::int64_t dlist)
{
    CAIRN_LET(versions, m_reader->versions.visible());
    for (const VersionRow &version : versions)
        if (version.dlist == dlist)
            return std::optional(version);
    return std::optional<VersionRow>();
}

Result<QString> ListChecker::check(const OpenVolume &volume, std::int64_t dlist)
{
    if (!m_reader) {
        CAIRN_LET(reader, m_job.reader());
        m_reader = std::move(reader);
    }
    CAIRN_LET(version, versionOf(dlist));
    if (!version)
        return u"no version of the local database belongs to it"_s;
    if (const auto fileset = volume.archive->find(kFilesetEntry)) {
        Buffer content;
        CAIRN_TRY(volume.archive->extract(*fileset, content, limits::kFileset));
        CAIRN_LET(isFull, parseFileset(content));
        if (isFull != version->complete)
            return u"the local database disagrees on whether this version is complete"_s;
    }
    CAIRN_TRY(load(version->id));
    Differences found;
    CAIRN_TRY(readList(volume, found));
    CAIRN_TRY(nameMissing(version->id, found));
    if (static_cast<std::int64_t>(m_known.size()) != version->entries)
        return u"the local database knows %1 entries of this version, and counted %2 when it was "
               "made"_s.arg(m_known.size())
                   .arg(version->entries);
    if (found.missing == 0 && found.extra == 0 && found.changed == 0)
        return QString();
    return sentence(found.missing, found.extra, found.changed, found.paths);
}

} // namespace cairn
