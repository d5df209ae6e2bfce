// SPDX-License-Identifier: MIT
#include "core/operations/verification_file.h"

#include "core/format/remote_name.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <unordered_map>

namespace cairn {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::int64_t kLargest = 256 << 20; // a million volumes; what is larger stays

Result<std::string> contentOf(const RunEnvironment &environment, Backend &backend,
                              const RemoteFile &remote)
{
    CAIRN_LET(temp, environment.createTemp());
    CAIRN_TRY(backend.get(remote.name, temp.file(), environment.cancel));
    CAIRN_LET(size, temp.file().size());
    std::string content(std::min<std::uint64_t>(size, kLargest), '\0');
    CAIRN_LET(got, temp.file().readAt(
                       0, {reinterpret_cast<std::uint8_t *>(content.data()), content.size()}));
    content.resize(got);
    return content;
}

} // namespace

std::string verificationFileName(std::string_view prefix)
{
    return std::string(prefix) + "-verification.json";
}

bool speaksOf(std::string_view content, std::string_view prefix, std::span<const VolumeRow> known)
{
    if (content.starts_with(kByteOrderMark))
        content.remove_prefix(kByteOrderMark.size());
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray::fromRawData(content.data(), static_cast<qsizetype>(content.size())));
    if (!document.isArray())
        return false;
    std::unordered_map<std::string_view, const VolumeRow *> byName;
    for (const VolumeRow &row : known)
        byName[row.name] = &row;
    bool isKnown = false;
    for (const QJsonValue &entry : document.array()) {
        const std::string name = entry[u"Name"].toString().toStdString();
        const auto parsed = parseRemoteName(name);
        if (!parsed || parsed->prefix != prefix)
            return false;
        const auto found = byName.find(name);
        if (found == byName.end() || found->second->hash.empty())
            continue; // gone for long
        const VolumeRow &row = *found->second;
        isKnown = isKnown || (entry[u"Hash"].toString().toStdString() == row.hash.toBase64() &&
                              entry[u"Size"].toInteger(-1) == row.size);
    }
    return isKnown;
}

Result<VerificationFile> removeVerificationFile(const RunEnvironment &environment,
                                                std::string_view prefix,
                                                std::span<const VolumeRow> known)
{
    const std::string wanted = verificationFileName(prefix);
    CAIRN_LET(backend, environment.openBackend());
    CAIRN_LET(listing, backend->list(environment.cancel));
    const RemoteFile *file = nullptr;
    for (const RemoteFile &remote : listing) {
        if (remote.name == wanted)
            file = &remote;
        else if (const auto name = parseRemoteName(remote.name); name && name->prefix == prefix)
            return VerificationFile::NotOurs; // or not only
    }
    if (!file)
        return VerificationFile::Absent;
    if (file->size > kLargest)
        return VerificationFile::NotOurs;
    CAIRN_LET(content, contentOf(environment, *backend, *file));
    if (!speaksOf(content, prefix, known))
        return VerificationFile::NotOurs;
    CAIRN_TRY(backend->remove(wanted, environment.cancel));
    return VerificationFile::Removed;
}

} // namespace cairn
