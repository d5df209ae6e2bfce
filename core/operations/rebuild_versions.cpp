// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_versions.h"

#include "core/base/text.h"
#include "core/format/dlist.h"
#include "core/format/entry_names.h"
#include "core/format/limits.h"
#include "core/format/path_escape.h"
#include "core/operations/list_parser.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kCachedFolders = 65536;

// Where a path lies: below the shard's place for it, above which shard.
std::uint64_t placeOf(std::uint32_t folder, std::uint64_t name)
{
    return name ^ (folder * 0x9e3779b97f4a7c15U);
}

std::int64_t toNs(std::int64_t seconds)
{
    constexpr std::int64_t kSecond = 1'000'000'000;
    constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max() / kSecond;
    if (seconds == DlistEntry::kUnknownTime)
        return 0;
    return std::clamp(seconds, -kFarthest, kFarthest) * kSecond;
}

// Only rooted paths without "..": what a program writes that means no harm (storage-format.md
// §6.3).
bool isHostile(std::string_view path)
{
    const bool isWindows = !path.starts_with('/');
    const auto isLetter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const bool isDrive = path.size() >= 3 && isLetter(path[0]) && path[1] == ':' &&
                         (path[2] == '\\' || path[2] == '/');
    if (isWindows && !isDrive && !path.starts_with("\\\\"))
        return true;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end =
            std::min(path.find_first_of(isWindows ? "\\/" : "/", at), path.size());
        if (path.substr(at, end - at) == "..")
            return true;
        at = end + 1;
    }
    return false;
}

Result<bool> readCompleteness(const VolumeArchive &archive)
{
    const std::optional<std::size_t> entry = archive.find(kFilesetEntry);
    if (!entry)
        return true; // all lists before 2019 (storage-format.md §3.2)
    Buffer content;
    CAIRN_TRY(archive.extract(*entry, content, limits::kFileset));
    return parseFileset(content);
}

} // namespace

void PathStates::clear()
{
    m_shards.fill(Shard());
}

PathStates::Slot &PathStates::Shard::place(std::uint32_t folder, std::uint64_t name)
{
    const auto spread = static_cast<std::uint32_t>(placeOf(folder, name));
    auto at = static_cast<std::size_t>(std::uint64_t{spread} * slots.size() >> 32);
    while (slots[at].seen != 0 && (slots[at].name != name || slots[at].folder != folder))
        at = at + 1 == slots.size() ? 0 : at + 1;
    return slots[at];
}

void PathStates::Shard::grow()
{
    const std::vector<Slot> old =
        std::exchange(slots, std::vector<Slot>(slots.size() + slots.size() / 3 + 16));
    for (const Slot &known : old)
        if (known.seen != 0)
            place(known.folder, known.name) = known;
}

PathStates::Slot &PathStates::at(std::int64_t folder, std::uint64_t name)
{
    const auto key = static_cast<std::uint32_t>(folder);
    Shard &shard = m_shards[placeOf(key, name) >> 32 & (kShards - 1)];
    if (shard.used + 1 > shard.slots.size() * 7 / 8) // also for one that is known: no matter
        shard.grow();
    Slot &slot = shard.place(key, name);
    if (slot.seen == 0) {
        ++shard.used;
        slot.folder = key;
        slot.name = name;
    }
    return slot;
}

VersionReader::VersionReader(RebuildContext &context, StreamResolver &streams)
    : m_context(context)
    , m_streams(streams)
{
}

std::uint64_t VersionReader::fingerprint(std::string_view bytes)
{
    return m_hasher.hash(asBytes(bytes)).prefix();
}

std::uint64_t VersionReader::factsOf(const DlistEntry &entry)
{
    m_factsBytes.clear();
    const auto add = [&](ByteView bytes) {
        m_factsBytes.push_back(static_cast<char>(bytes.size()));
        m_factsBytes.append(asText(bytes));
    };
    for (const std::int64_t number :
         {static_cast<std::int64_t>(entry.type), entry.size, entry.time, entry.metaSize})
        m_factsBytes.append(reinterpret_cast<const char *>(&number), sizeof number);
    add(entry.hash.view());
    add(entry.metaHash.view());
    return std::max<std::uint64_t>(1, fingerprint(m_factsBytes));
}

void VersionReader::skip(const DlistEntry &entry, const QString &why)
{
    m_context.environment.report.warning(
        u"EntrySkipped"_s,
        u"An entry of the version of %1 was left out: %2 (%3)"_s.arg(
            formatLocalTime(m_version.time), displayText(entry.path), why),
        entry.path);
}

Result<std::int64_t> VersionReader::folderOf(std::string_view path)
{
    if (path == m_lastFolder)
        return m_lastFolderId;
    m_lastFolder = path;
    if (const auto known = m_folders.find(m_lastFolder); known != m_folders.end()) {
        m_lastFolderId = known->second;
        return m_lastFolderId;
    }
    CAIRN_LET(id, m_context.job.entries.ensureFolderByPath(path, m_context.settings.separator));
    if (m_folders.size() >= kCachedFolders)
        m_folders.clear();
    m_folders.emplace(m_lastFolder, id);
    m_lastFolderId = id;
    return id;
}

Result<> VersionReader::addEntry(DlistEntry &entry)
{
    if (isHostile(entry.path)) {
        skip(entry, u"its path is not a rooted one"_s);
        return {};
    }
    if (!m_knowsSeparator) // the source system's, the same in all versions
        m_context.settings.separator = entry.path.starts_with('/') ? '/' : '\\';
    m_knowsSeparator = true;
    const char separator = m_context.settings.separator;
    const std::string_view path = entry.path;
    const std::size_t end = path.size() - (path.ends_with(separator) ? 1 : 0);
    const std::size_t cut = path.substr(0, end).rfind(separator);
    const std::size_t nameAt = cut == std::string_view::npos ? 0 : cut + 1;
    const std::string_view name = path.substr(nameAt);
    if (entry.type == DlistEntry::File &&
        entry.size > limits::kVersionBytes - m_version.bytes) { // so that no sum runs over
        skip(entry, u"its size cannot be true"_s);
        return {};
    }
    CAIRN_LET(folder, folderOf(path.substr(0, nameAt)));
    PathStates::Slot &slot = m_states.at(folder, fingerprint(name));
    const std::uint32_t version = static_cast<std::uint32_t>(m_version.id);
    if (slot.seen == version) {
        skip(entry, u"the path is there twice"_s);
        return {};
    }
    const std::uint64_t facts = factsOf(entry);
    const bool isOpen = slot.seen != 0 && slot.seen + 1 == version;
    const bool isSame = isOpen && slot.facts == facts;
    slot.seen = version;
    slot.facts = facts;
    ++m_version.entries;
    if (entry.type == DlistEntry::File) {
        ++m_version.files;
        m_version.bytes += entry.size;
    }
    if (isSame)
        return {};
    if (isOpen)
        CAIRN_TRY(m_context.job.entries.close(folder, name, m_version.id));
    return openEntry(entry, folder, name);
}

Result<> VersionReader::openEntry(const DlistEntry &entry, std::int64_t folder,
                                  std::string_view name)
{
    EntryRow row;
    row.folder = folder;
    row.name = name;
    row.first = m_version.id;
    row.type = static_cast<EntryType>(entry.type);
    if (entry.type == DlistEntry::File) {
        row.size = entry.size;
        row.mtime = toNs(entry.time);
        CAIRN_LET(content,
                  m_streams.resolve({entry.hash, entry.size, entry.blockHash, entry.blocklists}));
        row.content = content;
    }
    if (!entry.metaHash.empty() && entry.metaSize > 0) {
        CAIRN_LET(meta, m_streams.resolve({entry.metaHash, entry.metaSize, entry.metaBlockHash,
                                           entry.metaBlocklists}));
        row.meta = meta;
    }
    return m_context.job.entries.open(row);
}

// Paths of the version before that this one lacks end with that one.
Result<> VersionReader::closeUnseen()
{
    std::vector<std::uint32_t> folders;
    m_states.forEach([&](const PathStates::Slot &slot) {
        if (slot.seen + 1 == static_cast<std::uint32_t>(m_version.id))
            folders.push_back(slot.folder);
    });
    std::ranges::sort(folders);
    const auto repeats = std::ranges::unique(folders);
    folders.erase(repeats.begin(), repeats.end());
    for (const std::uint32_t folder : folders)
        CAIRN_TRY(closeUnseenIn(folder));
    return {};
}

Result<> VersionReader::closeUnseenIn(std::int64_t folder)
{
    CAIRN_LET(rows, m_context.job.entries.ofFolder(folder, m_version.id));
    for (const EntryRow &row : rows)
        if (m_states.at(folder, fingerprint(row.name)).seen + 1 ==
            static_cast<std::uint32_t>(m_version.id))
            CAIRN_TRY(m_context.job.entries.close(folder, row.name, m_version.id));
    return {};
}

Result<> VersionReader::readInto(VersionRow &version, const OpenVolume &opened)
{
    CAIRN_LET(complete, readCompleteness(*opened.archive));
    version.complete = complete;
    CAIRN_LET(id, m_context.job.versions.add(version));
    version.id = id;
    const std::optional<std::size_t> list = opened.archive->find(kFilelistEntry);
    if (!list)
        return fail(ErrorCode::Corrupt, u"it has no list of files"_s);
    CAIRN_TRY(checkExpansion(opened.archive->entries()[*list]));
    DlistReader::Options options;
    options.decodeEscapes = escapesPaths(opened.manifest.appVersion);
    options.fileHashLength = hashLength(m_context.settings.fileHash);
    options.blockHashLength = hashLength(m_context.settings.blockHash);
    ListParser parser(*opened.archive, *list, options);
    while (std::optional<ListParser::Batch> batch = parser.next()) {
        CAIRN_TRY(m_context.environment.cancel.checkAbort());
        for (ListParser::Item &item : *batch) {
            if (item.damage)
                skip(item.entry, *item.damage);
            else
                CAIRN_TRY(addEntry(item.entry));
        }
    }
    CAIRN_TRY(parser.finish());
    CAIRN_TRY(closeUnseen());
    return m_context.job.versions.update(version);
}

// After a roll-back the fingerprints are of nothing: what is open in the database is what counts,
// and what was said about it is not known any more.
Result<> VersionReader::recoverStates()
{
    m_folders.clear();
    m_lastFolder.clear();
    m_lastFolderId = 0;
    m_states.clear();
    CAIRN_TRY(m_streams.forgetUncommitted());
    CAIRN_LET(last, m_context.job.database().number("SELECT max(id) FROM version"));
    if (last == 0)
        return {};
    const auto guard = m_context.job.database().lock();
    CAIRN_LET(s, m_context.job.database().use(
                     "SELECT folder, name FROM entry WHERE last = 9223372036854775807"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        m_states.at(s->integer(0), fingerprint(s->bytes(1))).seen =
            static_cast<std::uint32_t>(last);
    }
    s->reset();
    return {};
}

Result<> VersionReader::apply(const RemoteVolume &dlist, const OpenVolume &opened)
{
    m_version = VersionRow();
    m_version.time = dlist.parts.time;
    m_version.state = VersionState::Visible;
    m_version.dlist = dlist.id;
    Result<> read = [&]() -> Result<> {
        CAIRN_LET(transaction,
                  Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
        CAIRN_TRY(readInto(m_version, opened));
        return transaction.commit();
    }();
    if (!read && concernsOneVolume(read.error()))
        CAIRN_TRY(recoverStates());
    return read;
}

} // namespace cairn
