// SPDX-License-Identifier: MIT
#include "core/format/metadata_blob.h"

#include "core/base/digest.h"
#include "core/format/json_reader.h"
#include "core/format/json_writer.h"
#include "core/format/limits.h"
#include "core/format/path_escape.h"

#include <charconv>

namespace cairn {

namespace {

constexpr std::string_view kXattrPrefix = "unix-ext:";
constexpr std::string_view kOwnership = "unix:uid-gid-perm";
constexpr std::string_view kOwnerName = "unix:owner-name";
constexpr std::string_view kGroupName = "unix:group-name";
constexpr std::string_view kAttributes = "CoreAttributes";
constexpr std::string_view kModified = "CoreLastWritetime";
constexpr std::string_view kCreated = "CoreCreatetime";
constexpr std::string_view kTarget = "CoreSymlinkTarget";
constexpr std::string_view kModeBits = "cairn:mode-bits";

constexpr std::uint32_t kStoredMode = 0777;
constexpr std::uint32_t kSpecialMode = 07000; // set-user-id, set-group-id, sticky

struct AttributeName
{
    std::uint32_t bit;
    std::string_view name;
};
constexpr AttributeName kAttributeNames[] = {
    {1, "ReadOnly"},
    {2, "Hidden"},
    {4, "System"},
    {16, "Directory"},
    {32, "Archive"},
    {64, "Device"},
    {128, "Normal"},
    {256, "Temporary"},
    {512, "SparseFile"},
    {1024, "ReparsePoint"},
    {2048, "Compressed"},
    {4096, "Offline"},
    {8192, "NotContentIndexed"},
    {16384, "Encrypted"},
    {32768, "IntegrityStream"},
    {131072, "NoScrubData"},
};

// Appends `"name":"value"` members to an object.
class ObjectText final
{
public:
    explicit ObjectText(std::string &out)
        : m_out(out)
    {
    }
    void begin(std::string_view name)
    {
        m_out += m_first ? '{' : ',';
        m_first = false;
        appendJsonString(m_out, name);
        m_out += ':';
    }
    void text(std::string_view name, std::string_view value)
    {
        begin(name);
        appendJsonString(m_out, value);
    }
    void number(std::string_view name, std::int64_t value)
    {
        begin(name);
        m_out += '"';
        appendNumber(m_out, value);
        m_out += '"';
    }
    void end()
    {
        if (m_first)
            m_out += '{';
        m_out += '}';
    }

private:
    std::string &m_out;
    bool m_first = true;
};

template<typename Number>
std::optional<Number> numberFrom(std::string_view text)
{
    Number value = 0;
    const char *const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

class MetadataHandler final : public FlatObjectHandler
{
public:
    explicit MetadataHandler(bool decodeEscapes)
        : m_decodeEscapes(decodeEscapes)
    {
    }
    Metadata metadata;
    std::uint32_t modeBits = 0;

private:
    std::string bytesOf(std::string_view text) const
    {
        return m_decodeEscapes ? unescapePath(text) : std::string(text);
    }

    void takeOwnership(std::string_view text)
    {
        const std::size_t first = text.find('-');
        const std::size_t second = text.find('-', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos)
            return;
        const auto uid = numberFrom<std::uint32_t>(text.substr(0, first));
        const auto gid = numberFrom<std::uint32_t>(text.substr(first + 1, second - first - 1));
        const auto mode = numberFrom<std::uint32_t>(text.substr(second + 1));
        if (!uid || !gid || !mode)
            return;
        metadata.uid = uid;
        metadata.gid = gid;
        metadata.mode = *mode & kStoredMode;
    }

    Result<> member(std::string_view name, std::string_view text) override
    {
        if (name.starts_with(kXattrPrefix)) {
            name.remove_prefix(kXattrPrefix.size());
            Buffer value;
            if (!name.empty() && name.size() <= limits::kMetadataName &&
                name.find('\0') == std::string_view::npos && fromBase64(text, false, value))
                metadata.xattrs.emplace_back(bytesOf(name), asText(value));
        } else if (name == kOwnership) {
            takeOwnership(text);
        } else if (name == kOwnerName) {
            metadata.ownerName = bytesOf(text);
        } else if (name == kGroupName) {
            metadata.groupName = bytesOf(text);
        } else if (name == kAttributes) {
            metadata.attributes = attributesFromText(text);
        } else if (name == kModified) {
            metadata.mtimeTicks = numberFrom<std::int64_t>(text);
        } else if (name == kCreated) {
            metadata.ctimeTicks = numberFrom<std::int64_t>(text);
        } else if (name == kTarget) {
            metadata.symlinkTarget = bytesOf(text);
        } else if (name == kModeBits) {
            modeBits = numberFrom<std::uint32_t>(text).value_or(0) & kSpecialMode;
        }
        return {};
    }

    bool m_decodeEscapes;
};

} // namespace

std::string attributesText(std::uint32_t attributes)
{
    std::string out;
    std::uint32_t left = attributes;
    for (const auto &[bit, name] : kAttributeNames) {
        if ((left & bit) == 0)
            continue;
        left &= ~bit;
        if (!out.empty())
            out += ", ";
        out += name;
    }
    if (left != 0 || attributes == 0)
        return std::to_string(attributes);
    return out;
}

std::optional<std::uint32_t> attributesFromText(std::string_view text)
{
    if (const auto number = numberFrom<std::uint32_t>(text))
        return number;
    std::uint32_t attributes = 0;
    while (true) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view word = text.substr(0, comma);
        std::uint32_t bit = 0;
        for (const auto &known : kAttributeNames) {
            if (known.name == word)
                bit = known.bit;
        }
        if (bit == 0)
            return std::nullopt;
        attributes |= bit;
        if (comma == text.size())
            return attributes;
        text.remove_prefix(comma + 1);
        if (text.starts_with(' '))
            text.remove_prefix(1);
    }
}

void serialise(const Metadata &metadata, std::string &out)
{
    out = kBom;
    ObjectText object(out);
    for (const auto &[name, value] : metadata.xattrs) {
        if (value.empty())
            continue;
        object.begin(std::string(kXattrPrefix) + escapePath(name));
        out += '"';
        appendBase64(out, asBytes(value));
        out += '"';
    }
    const bool owned = metadata.uid && metadata.gid && metadata.mode;
    if (owned) {
        object.begin(kOwnership);
        out += '"';
        appendNumber(out, *metadata.uid);
        out += '-';
        appendNumber(out, *metadata.gid);
        out += '-';
        appendNumber(out, *metadata.mode & kStoredMode);
        out += '"';
    }
    if (metadata.ownerName)
        object.text(kOwnerName, escapePath(*metadata.ownerName));
    if (metadata.groupName)
        object.text(kGroupName, escapePath(*metadata.groupName));
    if (metadata.attributes)
        object.text(kAttributes, attributesText(*metadata.attributes));
    if (metadata.mtimeTicks)
        object.number(kModified, *metadata.mtimeTicks);
    if (metadata.ctimeTicks)
        object.number(kCreated, *metadata.ctimeTicks);
    if (metadata.symlinkTarget)
        object.text(kTarget, escapePath(*metadata.symlinkTarget));
    if (owned && (*metadata.mode & kSpecialMode) != 0)
        object.number(kModeBits, *metadata.mode & kSpecialMode);
    object.end();
}

std::string serialise(const Metadata &metadata)
{
    std::string out;
    serialise(metadata, out);
    return out;
}

Result<Metadata> parseMetadata(ByteView blob, bool decodeEscapes)
{
    if (blob.size() > limits::kMetadataBlob)
        return fail(ErrorCode::Corrupt, QStringLiteral("The metadata of an entry is too long."));
    MetadataHandler handler(decodeEscapes);
    CAIRN_TRY(JsonReader::parse(blob, handler));
    if (handler.metadata.mode)
        *handler.metadata.mode |= handler.modeBits;
    return std::move(handler.metadata);
}

} // namespace cairn
