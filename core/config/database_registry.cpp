// SPDX-License-Identifier: MIT
#include "core/config/database_registry.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdlib>
#include <set>

#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kSuffix = ".sqlite";
constexpr std::size_t kLetters = 10;
constexpr std::uint64_t kLargestRegistry = 16U << 20;

struct Entry
{
    QString destination;
    QString prefix;
    std::string database;
};

// JSON holds text, a key may hold any bytes: what is no UTF-8, and '%', becomes %XX. One to one.
QString jsonText(std::string_view bytes)
{
    std::string out;
    while (!bytes.empty()) {
        char32_t character = 0;
        std::size_t length = decodeUtf8(bytes, character);
        if (length == 0 || character < 0x20 || character == '%') {
            const auto byte = static_cast<unsigned char>(bytes.front());
            out += '%';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
            length = 1;
        } else {
            out += bytes.substr(0, length);
        }
        bytes.remove_prefix(length);
    }
    return toQString(out);
}

// Names come from a file: anything but ours could lead out of the folder.
bool isDatabaseName(std::string_view name)
{
    return name.size() == kLetters + kSuffix.size() && name.ends_with(kSuffix) &&
           std::all_of(name.begin(), name.begin() + kLetters,
                       [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<std::vector<Entry>> readRegistry(FileLayer &files, const FilePath &path)
{
    std::vector<Entry> entries;
    if (!files.exists(path))
        return entries;
    CAIRN_LET(content, files.readWhole(path, kLargestRegistry));
    const auto damaged = [&] {
        return fail(
            ErrorCode::Corrupt,
            u"%1 is damaged. It says which local database belongs to which destination: "
            u"restore it from a copy, or name the database with --dbpath."_s.arg(path.display()));
    };
    const std::string_view text = asText({content.data(), content.size()});
    const QByteArray json(text.data(), static_cast<qsizetype>(text.size()));
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject() || document[u"version"].toInt() != 1 ||
        !document[u"databases"].isArray())
        return damaged();
    const QJsonArray list = document[u"databases"].toArray();
    for (const auto &value : list) {
        const QJsonObject object = value.toObject();
        Entry entry{object[u"destination"].toString(), object[u"prefix"].toString(),
                    object[u"database"].toString().toStdString()};
        if (!object[u"destination"].isString() || !isDatabaseName(entry.database))
            return damaged();
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<> writeRegistry(FileLayer &files, const FilePath &path, const std::vector<Entry> &entries)
{
    QJsonArray list;
    for (const Entry &entry : entries)
        list.append(QJsonObject{{u"destination"_s, entry.destination},
                                {u"prefix"_s, entry.prefix},
                                {u"database"_s, QString::fromStdString(entry.database)}});
    const QByteArray json =
        QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"databases"_s, list}}).toJson();
    return files.writeAtomically(
        path, asBytes({json.constData(), static_cast<std::size_t>(json.size())}));
}

Result<std::optional<FilePath>> lookUp(const std::vector<Entry> &entries, const FilePath &folder,
                                       const QString &destination, const QString &prefix)
{
    std::optional<FilePath> found;
    for (const Entry &entry : entries) {
        if (entry.destination != destination || entry.prefix != prefix)
            continue;
        if (found)
            return fail(ErrorCode::InvalidArgument, "MultipleLocalDatabaseSourcesFound",
                        u"Two local databases are noted for this destination in %1. Name the "
                        u"right one with --dbpath."_s.arg(folder.display()));
        found = folder / entry.database;
    }
    return found;
}

std::string randomName(Random &random)
{
    std::string name;
    while (name.size() < kLetters) {
        std::uint8_t byte = 0;
        random.fill({&byte, 1});
        if (byte < 9 * 26) // the rest would favour some letters
            name.push_back(static_cast<char>('A' + byte % 26));
    }
    return name.append(kSuffix);
}

} // namespace

Result<FilePath> defaultDataFolder()
{
    // The specification of XDG_DATA_HOME has relative paths ignored.
    const QByteArray data = qgetenv("XDG_DATA_HOME");
    if (data.startsWith('/'))
        return FilePath(data.toStdString()) / "cairn";
    const QByteArray home = qgetenv("HOME");
    if (home.startsWith('/'))
        return FilePath(home.toStdString()) / ".local" / "share" / "cairn";
    return fail(ErrorCode::NotFound,
                u"Neither XDG_DATA_HOME nor HOME names a folder for the local database. Set one "
                u"of them, or name the database with --dbpath."_s);
}

Result<FilePath> databaseFor(FileLayer &files, Random &random, const FilePath &folder,
                             const std::string &destinationKey, const std::string &prefix,
                             bool create)
{
    const FilePath registry = folder / "jobs.json";
    const QString destination = jsonText(destinationKey);
    const QString prefixText = jsonText(prefix);
    File lock; // held until the registry is written
    if (create) {
        CAIRN_TRY(ensurePrivateFolder(files, folder));
        CAIRN_LET(opened, lockExclusively(files, folder / "jobs.lock"));
        lock = std::move(opened);
    } else if (!files.exists(registry)) {
        return fail(ErrorCode::NotFound, "DatabaseDoesNotExist",
                    u"This destination has no local database yet."_s);
    } else {
        CAIRN_TRY(ensurePrivateFolder(files, folder));
    }
    CAIRN_TRY(ensurePrivateFile(files, registry));
    CAIRN_LET(entries, readRegistry(files, registry));
    CAIRN_LET(found, lookUp(entries, folder, destination, prefixText));
    if (found) {
        CAIRN_TRY(ensurePrivateFile(files, *found));
        return std::move(*found);
    }
    if (!create)
        return fail(ErrorCode::NotFound, "DatabaseDoesNotExist",
                    u"This destination has no local database yet."_s);
    std::set<std::string> taken;
    for (const Entry &entry : entries)
        taken.insert(entry.database);
    std::string name = randomName(random);
    while (taken.contains(name) || files.exists(folder / name))
        name = randomName(random);
    entries.push_back({destination, prefixText, name});
    CAIRN_TRY(writeRegistry(files, registry, entries));
    return folder / name;
}

Result<FilePath> databaseFor(FileLayer &files, Random &random, const std::string &destinationKey,
                             const std::string &prefix, bool create)
{
    CAIRN_LET(folder, defaultDataFolder());
    return databaseFor(files, random, folder, destinationKey, prefix, create);
}

} // namespace cairn
