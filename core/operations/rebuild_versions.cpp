// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_versions.h"

#include "core/base/text.h"
#include "core/format/dlist.h"
#include "core/format/entry_names.h"
#include "core/format/limits.h"
#include "core/format/path_escape.h"
#include "core/operations/list_parser.h"

#include <algorithm>
#include <iterator>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kCachedFolders = 65536;
constexpr std::int64_t kPage = 4096; // entries
constexpr std::size_t kNewEntries = 256;

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

VersionReader::VersionReader(RebuildContext &context, StreamResolver &streams)
    : m_context(context)
    , m_streams(streams)
    , m_trail(context.environment)
    , m_nothing(Hasher(context.settings.fileHash).hash({}))
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
    if (m_isSecondReading || m_isReminder) // said already
        return;
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

Result<std::optional<VersionReader::Located>> VersionReader::locate(const DlistEntry &entry)
{
    if (isHostile(entry.path)) {
        skip(entry, u"its path is not a rooted one"_s);
        return std::optional<Located>();
    }
    if (!m_knowsSeparator) // the source system's, the same in all versions
        m_context.settings.separator = entry.path.starts_with('/') ? '/' : '\\';
    m_knowsSeparator = true;
    if (entry.type == DlistEntry::File && entry.size == 0 && entry.hash != m_nothing) {
        skip(entry, u"its size is 0, and its hash is that of other content"_s);
        return std::optional<Located>();
    }
    const char separator = m_context.settings.separator;
    const std::string_view path = entry.path;
    const std::size_t end = path.size() - (path.ends_with(separator) ? 1 : 0);
    const std::size_t cut = path.substr(0, end).rfind(separator);
    const std::size_t nameAt = cut == std::string_view::npos ? 0 : cut + 1;
    const std::string_view name = path.substr(nameAt);
    if (entry.type == DlistEntry::File &&
        entry.size > limits::kVersionBytes - m_version.bytes) { // so that no sum runs over
        skip(entry, u"its size cannot be true"_s);
        return std::optional<Located>();
    }
    CAIRN_LET(folder, folderOf(path.substr(0, nameAt)));
    const PathNote note{{fingerprint(name), static_cast<std::uint32_t>(folder)}, factsOf(entry)};
    return std::optional(Located{folder, name, note});
}

Result<> VersionReader::noteEntry(const DlistEntry &entry, const PathNote &note)
{
    ++m_version.entries;
    if (entry.type == DlistEntry::File) {
        ++m_version.files;
        m_version.bytes += entry.size;
    }
    return m_trail.note(note);
}

Result<> VersionReader::addEntry(const DlistEntry &entry)
{
    CAIRN_LET(located, locate(entry));
    if (!located)
        return {};
    const auto &[folder, name, note] = *located;
    CAIRN_LET(change, changeOf(entry, note, name));
    if (change == Change::Changed)
        CAIRN_TRY(m_context.job.entries.close(folder, name, m_version.id));
    bool isRepeated = change == Change::Repeated;
    if (change == Change::Changed || change == Change::New) {
        CAIRN_LET(opened, openEntry(entry, folder, name));
        isRepeated = !opened;
    }
    if (isRepeated) {
        m_hasRepeats = true;
        return {};
    }
    return noteEntry(entry, note);
}

Result<VersionReader::Change> VersionReader::changeOf(const DlistEntry &entry, const PathNote &note,
                                                      std::string_view name)
{
    if (m_isSecondReading && !m_seen.insert(note.place).second) {
        m_context.environment.report.warning(
            u"EntrySkipped"_s,
            u"The version of %1 names %2 twice. The first entry counts."_s.arg(
                formatLocalTime(m_version.time), displayText(entry.path)),
            entry.path);
        return Change::Repeated;
    }
    CAIRN_LET(near, m_trail.findNear(note.place));
    if (near)
        return *near == note.facts ? Change::Same : Change::Changed;
    if (m_isFirstVersion)
        return Change::New;
    CAIRN_LET(row, m_context.job.entries.find(note.place.folder, name, m_version.id));
    if (!row)
        return Change::New;
    if (row->first == m_version.id)
        return Change::Repeated;
    CAIRN_LET(ahead, m_trail.findAhead(note.place));
    if (ahead)
        return *ahead == note.facts ? Change::Same : Change::Changed;
    m_astray.push_back(note.place);
    CAIRN_LET(same, isSame(*row, entry));
    return same ? Change::Same : Change::Changed;
}

// Whether the database has of the path what the list says.
Result<bool> VersionReader::isSame(const EntryRow &row, const DlistEntry &entry)
{
    const auto isStream = [this](StreamRef ref, const Digest &hash,
                                 std::int64_t size) -> Result<bool> {
        if (ref == 0)
            return hash.empty() || size <= 0;
        CAIRN_LET(summary, m_context.job.streams.summary(ref));
        return summary.hash == hash && summary.size == size;
    };
    if (row.type != static_cast<EntryType>(entry.type))
        return false;
    if (entry.type == DlistEntry::File) {
        if (row.size != entry.size || row.mtime != toNs(entry.time))
            return false;
        CAIRN_LET(content, isStream(row.content, entry.hash, entry.size));
        if (!content)
            return false;
    }
    return isStream(row.meta, entry.metaHash, entry.metaSize);
}

// False if this version has the path already.
Result<bool> VersionReader::openEntry(const DlistEntry &entry, std::int64_t folder,
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
    if (!m_isFirstVersion)
        return m_context.job.entries.tryOpen(row);
    m_new.push_back(std::move(row)); // nothing asks for the rows of a first version
    if (m_new.size() >= kNewEntries)
        CAIRN_TRY(writeNew());
    return true;
}

// A path that stands twice is noticed here only; the list is read again then.
Result<> VersionReader::writeNew()
{
    CAIRN_LET(opened, m_context.job.entries.tryOpenAll(m_new));
    if (opened != static_cast<std::int64_t>(m_new.size()))
        m_hasRepeats = true;
    m_new.clear();
    return {};
}

// Paths of the version before that this one lacks end with that one.
Result<> VersionReader::closeMissed()
{
    CAIRN_LET(missed, m_trail.missed());
    std::ranges::sort(m_astray);
    // What is astray was there before, so it has a note that was not found; if not, the note was
    // found for an entry before.
    if (!std::ranges::includes(missed, m_astray)) {
        m_hasRepeats = true;
        return {};
    }
    std::vector<PathNote::Place> gone;
    std::ranges::set_difference(missed, m_astray, std::back_inserter(gone));
    const auto byFolder = [](const PathNote::Place &a, const PathNote::Place &b) {
        return std::pair(a.folder, a.name) < std::pair(b.folder, b.name);
    };
    std::ranges::sort(gone, byFolder);
    for (auto begin = gone.begin(); begin != gone.end();) {
        const auto end = std::find_if(begin, gone.end(), [begin](const PathNote::Place &place) {
            return place.folder != begin->folder;
        });
        CAIRN_TRY(closeIn(begin->folder, {begin, end}));
        begin = end;
    }
    return {};
}

// The names are sorted.
Result<> VersionReader::closeIn(std::int64_t folder, std::span<const PathNote::Place> names)
{
    std::string after;
    for (std::size_t left = names.size(); left > 0;) {
        CAIRN_LET(rows, m_context.job.entries.page(folder, m_version.id, after, kPage));
        for (const EntryRow &row : rows) {
            const PathNote::Place place{fingerprint(row.name), static_cast<std::uint32_t>(folder)};
            if (!std::ranges::binary_search(names, place))
                continue;
            CAIRN_TRY(m_context.job.entries.close(folder, row.name, m_version.id));
            --left;
        }
        if (static_cast<std::int64_t>(rows.size()) < kPage)
            break;
        after = rows.back().name;
    }
    return {};
}

Result<> VersionReader::forEachEntry(const OpenVolume &opened,
                                     const std::function<Result<>(const DlistEntry &)> &visit)
{
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
                CAIRN_TRY(visit(item.entry));
        }
    }
    return parser.finish();
}

Result<> VersionReader::readInto(const OpenVolume &opened)
{
    CAIRN_LET(complete, readCompleteness(*opened.archive));
    m_version.complete = complete;
    CAIRN_LET(id, m_context.job.versions.add(m_version));
    m_version.id = id;
    CAIRN_TRY(forEachEntry(opened, [this](const DlistEntry &entry) { return addEntry(entry); }));
    CAIRN_TRY(writeNew());
    CAIRN_TRY(closeMissed());
    return m_context.job.versions.update(m_version);
}

// After a roll-back.
Result<> VersionReader::forgetUncommitted()
{
    m_folders.clear();
    m_lastFolder.clear();
    m_lastFolderId = 0;
    m_new.clear();
    CAIRN_TRY(m_context.forgetUncommitted());
    return m_streams.forgetUncommitted();
}

// Leaves no trace if it fails, or finds a path twice in the first reading.
Result<> VersionReader::readOnce(const RemoteVolume &dlist, const OpenVolume &opened)
{
    m_version = VersionRow();
    m_version.time = dlist.parts.time;
    m_version.state = VersionState::Visible;
    m_version.dlist = dlist.id;
    m_hasRepeats = false;
    m_astray.clear();
    CAIRN_TRY(m_trail.begin());
    bool isRolledBack = false;
    const Result<> read = [&]() -> Result<> {
        CAIRN_LET(transaction,
                  Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
        CAIRN_TRY(readInto(opened));
        isRolledBack = m_hasRepeats && !m_isSecondReading;
        if (isRolledBack)
            return {};
        CAIRN_TRY(m_context.markDone(dlist.name));
        CAIRN_TRY(transaction.commit());
        m_isFirstVersion = false;
        return m_trail.keep();
    }();
    if (isRolledBack || (!read && concernsOneVolume(read.error())))
        CAIRN_TRY(forgetUncommitted());
    return read;
}

// A path that stands in the list twice would be noted twice; the version was taken over with it
// once, so that the count tells.
Result<> VersionReader::remind(const VersionRow &version, const OpenVolume &opened)
{
    m_isReminder = true;
    m_version = version;
    m_version.entries = m_version.files = m_version.bytes = 0;
    CAIRN_TRY(m_trail.begin());
    CAIRN_TRY(forEachEntry(opened, [this](const DlistEntry &entry) -> Result<> {
        CAIRN_LET(located, locate(entry));
        return located ? noteEntry(entry, located->note) : Result<>();
    }));
    m_isReminder = false;
    m_isFirstVersion = false;
    if (m_version.entries != version.entries)
        return fail(ErrorCode::Stale, u"A list is not what an earlier run has read."_s);
    return m_trail.keep();
}

Result<> VersionReader::apply(const RemoteVolume &dlist, const OpenVolume &opened)
{
    Result<> read = readOnce(dlist, opened);
    if (!read || !m_hasRepeats)
        return read;
    m_isSecondReading = true;
    read = readOnce(dlist, opened);
    m_isSecondReading = false;
    m_seen.clear();
    return read;
}

} // namespace cairn
