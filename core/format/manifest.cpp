// SPDX-License-Identifier: MIT
#include "core/format/manifest.h"

#include "core/base/text.h"
#include "core/format/json_reader.h"
#include "core/format/json_writer.h"
#include "core/format/limits.h"

namespace cairn {

namespace {

constexpr std::string_view kEncoding = "utf8";
constexpr int kNewestVersion = 2;

tl::unexpected<Error> badManifest(const QString &why)
{
    return fail(ErrorCode::Corrupt,
                QStringLiteral("The volume's manifest is damaged: %1.").arg(why));
}

class ManifestHandler final : public FlatObjectHandler
{
public:
    Manifest manifest{0, {}, 0, {}, {}, {}, {}, {}};
    std::string encoding{kEncoding};

private:
    Result<> member(std::string_view name, std::string_view text) override
    {
        if (text.size() > limits::kVersionText)
            return badManifest(QStringLiteral("a text is too long"));
        if (name == "Created")
            manifest.created = text;
        else if (name == "Encoding")
            encoding = text;
        else if (name == "BlockHash")
            manifest.blockHashName = text;
        else if (name == "FileHash")
            manifest.fileHashName = text;
        else if (name == "AppVersion")
            manifest.appVersion = text;
        return {};
    }
    Result<> memberNumber(std::string_view name, std::int64_t number) override
    {
        if (name == "Version") {
            if (number < 0)
                return badManifest(QStringLiteral("its version is negative"));
            manifest.version = static_cast<int>(std::min<std::int64_t>(number, 1'000'000));
        } else if (name == "Blocksize") {
            manifest.blocksize = number;
        }
        return {};
    }
};

Result<HashAlgorithm> knownHash(const std::string &name)
{
    if (name.empty())
        return badManifest(QStringLiteral("a hash is not named"));
    const auto algorithm = hashFromName(name, true);
    if (!algorithm)
        return fail(ErrorCode::Unsupported,
                    QStringLiteral("The volume uses the hash \"%1\", which is not known.")
                        .arg(toQString(name)));
    return *algorithm;
}

class FilesetHandler final : public FlatObjectHandler
{
public:
    bool isFull = true; // as in the time before there was such an entry

private:
    Result<> member(std::string_view, std::string_view) override { return {}; }
    Result<> memberFlag(std::string_view name, bool flag) override
    {
        if (name == "IsFullBackup")
            isFull = flag;
        return {};
    }
};

} // namespace

bool Manifest::agreesWith(const Manifest &other) const
{
    return blocksize == other.blocksize && blockHashName == other.blockHashName &&
           fileHashName == other.fileHashName;
}

std::string serialise(const Manifest &manifest)
{
    std::string out(kBom);
    out += R"({"Version":)";
    appendNumber(out, manifest.version);
    out += R"(,"Created":)";
    appendJsonString(out, manifest.created);
    out += R"(,"Encoding":)";
    appendJsonString(out, kEncoding);
    out += R"(,"Blocksize":)";
    appendNumber(out, manifest.blocksize);
    out += R"(,"BlockHash":)";
    appendJsonString(out, manifest.blockHashName);
    out += R"(,"FileHash":)";
    appendJsonString(out, manifest.fileHashName);
    out += R"(,"AppVersion":)";
    appendJsonString(out, manifest.appVersion);
    out += '}';
    return out;
}

Result<Manifest> parseManifest(ByteView content)
{
    if (content.size() > limits::kManifest)
        return badManifest(QStringLiteral("it is too long"));
    ManifestHandler handler;
    CAIRN_TRY(JsonReader::parse(content, handler));
    Manifest &manifest = handler.manifest;
    if (manifest.version > kNewestVersion)
        return fail(
            ErrorCode::Unsupported,
            QStringLiteral("The volume was written in version %1 of the format, which is too new.")
                .arg(manifest.version));
    if (handler.encoding != kEncoding)
        return fail(
            ErrorCode::Unsupported,
            QStringLiteral("The volume has its texts in the encoding \"%1\", which is not known.")
                .arg(toQString(handler.encoding)));
    CAIRN_LET(blockHash, knownHash(manifest.blockHashName));
    CAIRN_LET(fileHash, knownHash(manifest.fileHashName));
    manifest.blockHash = blockHash;
    manifest.fileHash = fileHash;
    if (manifest.blocksize < limits::kSmallestBlock || manifest.blocksize > limits::kLargestBlock)
        return badManifest(QStringLiteral("its block size is %1").arg(manifest.blocksize));
    if (manifest.blocksize > limits::kPracticalBlock)
        return fail(
            ErrorCode::Unsupported,
            QStringLiteral("The backup has blocks of %1, which is too large for this program.")
                .arg(formatSize(manifest.blocksize)));
    return std::move(manifest);
}

std::string filesetEntry(bool isFull)
{
    return std::string(kBom) + (isFull ? R"({"IsFullBackup":true})" : R"({"IsFullBackup":false})");
}

Result<bool> parseFileset(ByteView content)
{
    if (content.size() > limits::kFileset)
        return fail(ErrorCode::Corrupt, QStringLiteral("The version's fileset entry is too long."));
    FilesetHandler handler;
    CAIRN_TRY(JsonReader::parse(content, handler));
    return handler.isFull;
}

} // namespace cairn
